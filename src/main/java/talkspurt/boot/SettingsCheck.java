package talkspurt.boot;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import talkspurt.boot.config.ConfigSection;
import talkspurt.boot.config.Faults;
import talkspurt.boot.config.LanguageWarnings;
import talkspurt.boot.config.ProfileReader;
import talkspurt.boot.config.Settings;
import talkspurt.boot.config.SettingsReader;
import talkspurt.boot.config.StartFailure;
import talkspurt.doctor.Finding;
import talkspurt.provider.embedded.EmbeddedProviders;
import talkspurt.telemetry.Metrics;

/**
 * Settings and profiles, looked at as a whole before anything is begun with them: no port is opened, no
 * database and no provider asked.
 */
final class SettingsCheck {

  private static final String ALONE =
      "akka { actor.provider = local, loglevel = OFF, stdout-loglevel = OFF, jvm-shutdown-hooks = off }";

  private final Settings settings;
  private final Faults faults;
  private final int profiles;

  private SettingsCheck(Settings settings, Faults faults, int profiles) {
    this.settings = settings;
    this.faults = faults;
    this.profiles = profiles;
  }

  /**
   * Looks at everything.
   *
   * @param file settings that differ from the defaults, or null
   */
  static SettingsCheck of(Path file, Map<String, String> environment) {
    Faults faults = Faults.collected();
    Settings settings = SettingsReader.read(file, environment, faults);
    ConfigSection root = SettingsReader.root(settings, faults);
    Config alone = ConfigFactory.parseString(ALONE).withFallback(settings.config());
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "talkspurt-settings", alone);
    try (EmbeddedProviders embedded = embedded(root)) {
      ProfileReader.look(root, embedded, system, new Metrics());
    } finally {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
    }
    LanguageWarnings.tell(root);
    return new SettingsCheck(settings, faults, root.section("profiles").keys().size());
  }

  private static EmbeddedProviders embedded(ConfigSection root) {
    return root.faults()
        .attempt(
            () -> root.section("embedded").check(block -> EmbeddedProviders.create(block.config())))
        .orElseGet(() -> EmbeddedProviders.create(root.standard().getConfig("embedded")));
  }

  /** The settings; a {@link StartFailure} tells all that is wrong. */
  Settings settings() {
    faults.orThrow();
    return settings;
  }

  /** What works, but hardly as it was meant. */
  List<String> warnings() {
    return faults.warnings();
  }

  /** What came of it, for a person. */
  List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    faults.all().forEach(fault -> all.add(Finding.fail("settings", fault, "")));
    faults.warnings().forEach(warning -> all.add(Finding.warn("settings", warning, "")));
    if (faults.all().isEmpty()) {
      all.add(Finding.ok("settings", "can be started with; profiles: " + profiles));
    }
    return all;
  }
}
