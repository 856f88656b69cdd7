package talkspurt.boot.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigParseable;
import java.io.File;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Includes what there is, and tells what there is not: HOCON passes over a missing file in silence. */
final class StrictIncluder
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

  private static final List<String> ENDINGS = List.of(".conf", ".json", ".properties");

  private final ConfigIncluder fallback;
  private final Deque<Path> within = new ArrayDeque<>();
  private final Set<Path> files;
  private final Faults faults;

  /**
   * @param file which includes, at first
   * @param files where included files are added
   */
  StrictIncluder(Path file, Set<Path> files, Faults faults) {
    this(null, file, files, faults);
  }

  private StrictIncluder(ConfigIncluder fallback, Path file, Set<Path> files, Faults faults) {
    this.fallback = fallback;
    this.files = files;
    this.faults = faults;
    within.push(file);
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder other) {
    return fallback == null ? new StrictIncluder(other, within.peek(), files, faults) : this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    List<ConfigParseable> there = Stream.concat(
            Stream.of(what), ENDINGS.stream().map(end -> what + end))
        .filter(name -> ENDINGS.stream().anyMatch(name::endsWith))
        .map(context::relativeTo)
        .filter(source -> source != null && exists(source))
        .toList();
    boolean url = what.matches("[a-z]+:.*");
    if (there.isEmpty() && !url) {
      return missing(what);
    }
    String file = there.isEmpty() ? null : there.get(0).origin().filename();
    return inside(file == null ? null : Path.of(file), what, () -> fallback.include(context, what));
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    Path found = Stream.concat(Stream.of(""), ENDINGS.stream())
        .map(end -> Path.of(what + end))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElse(null);
    return found == null
        ? missing(what.toString())
        : inside(
            found,
            what.toString(),
            () -> ((ConfigIncluderFile) fallback).includeFile(context, what));
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    ConfigParseOptions strict = context.parseOptions().setAllowMissing(false);
    return inside(
        null, what.toString(), () -> ConfigFactory.parseURL(what, strict).root());
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    boolean there = Stream.concat(Stream.of(""), ENDINGS.stream())
        .anyMatch(end -> getClass().getClassLoader().getResource(what + end) != null);
    return there
        ? inside(
            null, what, () -> ((ConfigIncluderClasspath) fallback).includeResources(context, what))
        : missing(what);
  }

  private static boolean exists(ConfigParseable source) {
    try {
      source.parse(ConfigParseOptions.defaults().setAllowMissing(false).setIncluder(new Nothing()));
      return true;
    } catch (ConfigException.IO missing) {
      return false;
    } catch (ConfigException wrong) {
      return true;
    }
  }

  /** Reads what is included; a fault in it is told with its place, and what else there is, is read. */
  private ConfigObject inside(Path file, String what, Supplier<ConfigObject> reading) {
    Path including = within.peek();
    if (file != null) {
      files.add(file);
    }
    within.push(file == null ? including : file);
    try {
      return reading.get();
    } catch (ConfigException.IO unreadable) {
      return missing(what, including);
    } catch (ConfigException wrong) {
      faults.tell(
          "include of " + what + " cannot be read: " + StandInValues.withoutPlace(wrong),
          wrong.origin());
      return ConfigFactory.empty().root();
    } finally {
      within.pop();
    }
  }

  private ConfigObject missing(String what) {
    return missing(what, within.peek());
  }

  private ConfigObject missing(String what, Path file) {
    int line = SettingsFile.line(file, Pattern.compile("include\\b.*" + Pattern.quote(what)));
    ConfigOrigin origin = ConfigOriginFactory.newFile(file.toString());
    faults.tell(
        "include of " + what
            + " is not there; allowed: a file that can be read, named from where the"
            + " including file is",
        line > 0 ? origin.withLineNumber(line) : origin);
    return ConfigFactory.empty().root();
  }

  /** Reads no further than the file itself. */
  private static final class Nothing
      implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

    @Override
    public ConfigIncluder withFallback(ConfigIncluder other) {
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      return ConfigFactory.empty().root();
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
      return ConfigFactory.empty().root();
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
      return ConfigFactory.empty().root();
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
      return ConfigFactory.empty().root();
    }
  }
}
