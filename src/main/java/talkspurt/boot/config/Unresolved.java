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

  /** How settings are resolved. */
  ConfigResolveOptions options() {
    return ConfigResolveOptions.defaults().appendResolver(this);
  }

  /** What was looked for and is not there. */
  Set<String> paths() {
    return paths;
  }

  @Override
  public ConfigValue lookup(String path) {
    paths.add(path);
    return ConfigValueFactory.fromAnyRef(StandInValues.TEXTS.get(0), STAND_IN);
  }

  @Override
  public ConfigResolver withFallback(ConfigResolver other) {
    return this;
  }
}
