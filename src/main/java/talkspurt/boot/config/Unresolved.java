package talkspurt.boot.config;

import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.Set;
import java.util.TreeSet;

/** Notes the substitutions that lead nowhere, so that all of them can be told and not only the first. */
final class Unresolved implements ConfigResolver {

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

  /** How settings are resolved. */
  ConfigResolveOptions options() {
    return options.appendResolver(this);
  }

  /** What was looked for and is not there. */
  Set<String> paths() {
    return paths;
  }

  @Override
  public ConfigValue lookup(String path) {
    if (!variables.contains(path)) {
      paths.add(path);
    }
    return ConfigValueFactory.fromAnyRef(StandInValues.TEXTS.get(0), STAND_IN);
  }

  @Override
  public ConfigResolver withFallback(ConfigResolver other) {
    return this;
  }
}
