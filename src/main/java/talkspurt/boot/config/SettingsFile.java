package talkspurt.boot.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The file of {@code --config}, with all it includes.
 *
 * @param config what is in it, substitutions not yet made
 * @param files itself and the files it includes
 */
record SettingsFile(Config config, Set<Path> files) {

  private static final int LARGEST_BYTES = 1 << 24;

  /** Of nobody who has a file. */
  static SettingsFile none() {
    return new SettingsFile(ConfigFactory.empty(), Set.of());
  }

  /** Reads it; what cannot be read is told, and is as if it were empty. */
  static SettingsFile read(Path file, Faults faults) {
    return read(file, "--config " + file, faults);
  }

  /**
   * The same.
   *
   * @param named what it is called in messages
   */
  static SettingsFile read(Path file, String named, Faults faults) {
    if (Files.isDirectory(file)) {
      faults.tell(named + " is a directory; allowed: a readable file", null);
      return none();
    }
    if (!Files.exists(file)) {
      faults.tell(named + " cannot be read: it does not exist; allowed: a readable file", null);
      return none();
    }
    if (!readable(file, named, faults)) {
      return none();
    }
    Set<Path> files = new LinkedHashSet<>();
    files.add(file);
    StrictIncluder includer = new StrictIncluder(file, files, faults);
    try {
      ConfigParseOptions strict =
          ConfigParseOptions.defaults().setAllowMissing(false).setIncluder(includer);
      return new SettingsFile(
          ConfigFactory.parseFile(file.toAbsolutePath().toFile(), strict), files);
    } catch (ConfigException wrong) {
      faults.tell(named + " cannot be read: " + StandInValues.withoutPlace(wrong), wrong.origin());
      return none();
    }
  }

  /** This one, and where it says nothing another. */
  SettingsFile or(SettingsFile other) {
    Set<Path> all = new LinkedHashSet<>(files);
    all.addAll(other.files);
    return new SettingsFile(config.withFallback(other.config), all);
  }

  /** Where a substitution of this path is wanted, or null where these files have none. */
  ConfigOrigin wants(String path) {
    Pattern wanted = Pattern.compile("\\$\\{\\s*" + Pattern.quote(path) + "\\s*}");
    for (Path file : files) {
      int line = line(file, wanted);
      if (line > 0) {
        return ConfigOriginFactory.newFile(file.toString()).withLineNumber(line);
      }
    }
    return null;
  }

  /** The first line of a file in which this is found; 0 for none. */
  static int line(Path file, Pattern wanted) {
    try {
      int number = 0;
      for (String line : Files.readString(file).lines().toList()) {
        number++;
        if (!line.strip().startsWith("#")
            && !line.strip().startsWith("//")
            && wanted.matcher(line).find()) {
          return number;
        }
      }
      return 0;
    } catch (IOException gone) {
      return 0;
    }
  }

  /** The parser would put question marks in the place of what is no UTF-8. */
  private static boolean readable(Path file, String named, Faults faults) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > LARGEST_BYTES) {
        faults.tell(named + " has more than " + LARGEST_BYTES + " bytes; allowed: less", null);
        return false;
      }
      if (!Files.isRegularFile(file)) {
        return true;
      }
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      CharsetDecoder decoder = StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
      CharBuffer text = CharBuffer.allocate(bytes.remaining() + 1);
      if (decoder.decode(bytes, text, true).isError()) {
        int line =
            (int) text.flip().chars().filter(character -> character == '\n').count() + 1;
        faults.tell(
            named + " is not written in UTF-8; allowed: a file saved as UTF-8",
            ConfigOriginFactory.newFile(file.toString()).withLineNumber(line));
        return false;
      }
      if (text.flip().chars().anyMatch(character -> character == 0)) {
        faults.tell(named + " is not written in UTF-8; allowed: a file saved as UTF-8", null);
        return false;
      }
      return true;
    } catch (CharacterCodingException impossible) {
      throw new AssertionError(impossible);
    } catch (IOException unreadable) {
      faults.tell(
          named + " cannot be read: " + unreadable.getClass().getSimpleName()
              + "; allowed: a readable file",
          null);
      return false;
    }
  }
}
