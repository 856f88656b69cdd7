package talkspurt.fake;

import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import talkspurt.boot.config.Faults;
import talkspurt.boot.config.ProfileReader;
import talkspurt.boot.config.ProviderStore;
import talkspurt.boot.config.Settings;
import talkspurt.boot.config.SettingsReader;
import talkspurt.provider.embedded.EmbeddedProviders;
import talkspurt.telemetry.Metrics;

/** Profiles of a file of settings, read as at the start of a node. */
public final class ProfilesOf {

  private static final Map<Config, EmbeddedProviders> EMBEDDED = new ConcurrentHashMap<>();

  private ProfilesOf() {}

  /**
   * What is read where nothing was read before.
   *
   * @param dir the file is written to, as {@code own.conf}
   */
  public static ProfileReader text(ActorSystem<?> system, Path dir, String text)
      throws IOException {
    return text(system, dir, text, new ProviderStore().reading(), Map.of());
  }

  /**
   * What is read where providers are known.
   *
   * @param engine what else shapes all calls, by name
   */
  public static ProfileReader text(
      ActorSystem<?> system,
      Path dir,
      String text,
      ProviderStore.Reading made,
      Map<String, String> engine)
      throws IOException {
    Path file = Files.writeString(dir.resolve("own.conf"), text);
    Settings settings = SettingsReader.read(file, Map.of());
    return ProfileReader.read(
        SettingsReader.root(settings, Faults.atOnce()),
        embedded(settings),
        bot -> null,
        system,
        new Metrics(),
        made,
        engine);
  }

  /** Of these settings one for all tests: it reads a dictionary, and is used by nobody here. */
  private static EmbeddedProviders embedded(Settings settings) {
    return EMBEDDED.computeIfAbsent(
        settings.config().getConfig("talkspurt.embedded"), EmbeddedProviders::create);
  }
}
