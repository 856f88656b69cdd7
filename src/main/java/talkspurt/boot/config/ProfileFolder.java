package talkspurt.boot.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The folder of {@code talkspurt.profiles-dir}: each file with its profiles, and with the providers they need. */
final class ProfileFolder {

  private static final String KEY = "setting talkspurt.profiles-dir";
  private static final String ROOT = "talkspurt";
  private static final int MOST_FILES = 1000;

  private final Faults faults;
  private final Map<String, Path> profiles = new HashMap<>();

  private ProfileFolder(Faults faults) {
    this.faults = faults;
  }

  /** Its files in the order of their names: those that end in .conf, but hidden ones. None where it is no folder. */
  static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().matches("[^.].*\\.conf"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException gone) {
      return List.of();
    }
  }

  /** What is in them together, substitutions not yet made; what is wrong is told. */
  static SettingsFile read(Path folder, Faults faults) {
    if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
      faults.tell(KEY + " is " + folder + "; allowed: a folder that can be read", null);
      return SettingsFile.none();
    }
    List<Path> files = files(folder);
    if (files.size() > MOST_FILES) {
      faults.tell(KEY + " has " + files.size() + " files; allowed: " + MOST_FILES, null);
      return SettingsFile.none();
    }
    return new ProfileFolder(faults).read(files);
  }

  /** Tells what files of profiles may not hold. */
  static void look(Config config, Faults faults) {
    new ProfileFolder(faults).look(Path.of(SettingsText.NAME), config);
  }

  private SettingsFile read(List<Path> all) {
    Config together = ConfigFactory.empty();
    Set<Path> files = new LinkedHashSet<>();
    for (Path file : all) {
      SettingsFile one = SettingsFile.read(file, "profiles of " + file, faults);
      files.addAll(one.files());
      look(file, one.config());
      together = together.withFallback(one.config());
    }
    return new SettingsFile(together, files);
  }

  private void look(Path file, Config config) {
    block(config.root(), ROOT).ifPresent(ours -> {
      for (String key : ours.keySet()) {
        if (!Reloadable.blocks().contains(key)) {
          faults.tell(
              "setting talkspurt." + key + " stands in a file of talkspurt.profiles-dir; allowed"
                  + " there: " + Reloadable.blocks(),
              ours.get(key).origin());
        }
      }
      block(ours, "profiles")
          .ifPresent(names -> names.keySet().forEach(name -> {
            Path other = profiles.putIfAbsent(name, file);
            if (other != null) {
              faults.tell(
                  "setting talkspurt.profiles." + name + " stands in " + other
                      + ", too; allowed: each profile in one file",
                  names.get(name).origin());
            }
          }));
    });
  }

  /** A block, where it is known to be one before substitutions are made. */
  private static Optional<ConfigObject> block(ConfigObject parent, String key) {
    try {
      return parent.get(key) instanceof ConfigObject block && block.keySet() != null
          ? Optional.of(block)
          : Optional.empty();
    } catch (ConfigException.NotResolved later) {
      return Optional.empty();
    }
  }
}
