package talkspurt.boot.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Settings as somebody has written them, substitutions not yet made.
 *
 * @param from the file of {@code --config} and, below it, the folder of profiles
 * @param folder where the profiles are, if anywhere
 * @param own what they and the environment say, by the names that keys have today
 */
record WrittenSettings(SettingsFile from, Optional<Path> folder, Config own) {

  static WrittenSettings read(Optional<Path> file, Map<String, String> environment, Faults faults) {
    SettingsFile main =
        file.map(path -> SettingsFile.read(path, faults)).orElseGet(SettingsFile::none);
    Config variables = SettingsReader.environment(environment);
    Optional<Path> folder = folder(variables.withFallback(main.config()), faults);
    SettingsFile from =
        folder.map(path -> main.or(ProfileFolder.read(path, faults))).orElse(main);
    return new WrittenSettings(
        from, folder, variables.withFallback(FormerKeys.renamed(from.config(), faults)));
  }

  /** Faults of other settings are told elsewhere. */
  private static Optional<Path> folder(Config own, Faults faults) {
    try {
      Config whole = own.withFallback(SettingsReader.ofAkka())
          .withFallback(ConfigFactory.defaultReferenceUnresolved());
      String text =
          new Unresolved().resolved(whole).getConfig("talkspurt").getString("profiles-dir");
      return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text).toAbsolutePath());
    } catch (InvalidPathException wrong) {
      faults.tell("setting talkspurt.profiles-dir is no path; allowed: a folder", null);
      return Optional.empty();
    } catch (ConfigException elsewhere) {
      return Optional.empty();
    }
  }
}
