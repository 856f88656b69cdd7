package talkspurt.boot.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Resolves settings, and notes the substitutions that lead nowhere, so that all of them can be told and not only the
 * first. Those that may lead nowhere, <code>${?NAME}</code>, are not among them: what they would set stays as it was.
 */
final class Unresolved {

  /** The origin of what stands in for them, whose faults are told already. */
  static final String STAND_IN = "stand-in";

  private final Set<String> paths = new TreeSet<>();
  private final Set<String> variables;
  private final ConfigResolveOptions options;

  /** One for settings that may use the environment. */
  Unresolved() {
    this(Set.of(), ConfigResolveOptions.defaults());
  }

  private Unresolved(Set<String> variables, ConfigResolveOptions options) {
    this.variables = Set.copyOf(variables);
    this.options = options;
  }

  /** One for settings that may name these variables, and learn nothing of what they hold. */
  static Unresolved withoutValuesOf(Set<String> variables) {
    return new Unresolved(
        variables, ConfigResolveOptions.defaults().setUseSystemEnvironment(false));
  }

  /** These settings with their substitutions made; a text stands in for each that leads nowhere. */
  Config resolved(Config settings) {
    try {
      return resolved(settings, path -> false);
    } catch (ConfigException.UnresolvedSubstitution some) {
      paths.addAll(needed(settings));
      return resolved(settings, paths::contains);
    }
  }

  /** A resolver is not told which substitutions may lead nowhere, so each is tried. */
  private Set<String> needed(Config settings) {
    Set<String> asked = new TreeSet<>();
    resolved(settings, path -> {
      asked.add(path);
      return true;
    });
    asked.removeIf(one -> resolves(settings, path -> !path.equals(one)));
    return asked;
  }

  private boolean resolves(Config settings, Predicate<String> standIns) {
    try {
      resolved(settings, standIns);
      return true;
    } catch (ConfigException.UnresolvedSubstitution needed) {
      return false;
    }
  }

  private Config resolved(Config settings, Predicate<String> standIns) {
    return settings.resolve(options.appendResolver(
        new StandIns(path -> variables.contains(path) || standIns.test(path))));
  }

  /** What was looked for and is not there. */
  Set<String> paths() {
    return paths;
  }

  /** Has a text for the paths that are to have one. */
  private record StandIns(Predicate<String> some) implements ConfigResolver {

    @Override
    public ConfigValue lookup(String path) {
      return some.test(path)
          ? ConfigValueFactory.fromAnyRef(StandInValues.TEXTS.get(0), STAND_IN)
          : null;
    }

    @Override
    public ConfigResolver withFallback(ConfigResolver other) {
      return this;
    }
  }
}
