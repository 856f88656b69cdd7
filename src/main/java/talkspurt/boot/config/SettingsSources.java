package talkspurt.boot.config;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where settings were read from, to be read again.
 *
 * @param file of {@code --config}
 * @param environment variables that stand for settings
 * @param folder of {@code talkspurt.profiles-dir}
 * @param files all that were read, included ones, too
 * @param asRead what stood in them, over the defaults
 */
public record SettingsSources(
    Optional<Path> file,
    Map<String, String> environment,
    Optional<Path> folder,
    Set<Path> files,
    Config asRead) {

  public SettingsSources {
    environment = Map.copyOf(environment);
    files = Set.copyOf(files);
  }

  /** The files whose changes change settings: those that were read, and those that are in the folder now. */
  public List<Path> watched() {
    List<Path> all = new ArrayList<>(files);
    folder
        .map(ProfileFolder::files)
        .ifPresent(now -> now.stream().filter(one -> !files.contains(one)).forEach(all::add));
    return all;
  }

  /** Without what stands in them. */
  @Override
  public String toString() {
    return "SettingsSources[" + files.size() + " files]";
  }
}
