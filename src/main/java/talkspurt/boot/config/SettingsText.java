package talkspurt.boot.config;

import com.typesafe.config.Config;
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
import java.io.File;
import java.net.URL;
import java.util.List;
import java.util.regex.Pattern;

/** Settings that somebody sent, and that are in no file. They include nothing. */
final class SettingsText {

  /** Stands before the line in messages. */
  static final String NAME = "body";

  private SettingsText() {}

  /**
   * Reads it, substitutions not yet made.
   *
   * @param path of the block that it is the inside of, unless it holds the block {@code talkspurt}
   */
  static Config read(String path, String text, Faults faults) {
    Config body = ConfigFactory.parseString(
        text,
        ConfigParseOptions.defaults()
            .setOriginDescription(NAME)
            .setIncluder(new NoIncludes(text, faults)));
    if (!body.root().containsKey("talkspurt")) {
      return body.atPath(path);
    }
    ProfileFolder.look(body, faults);
    return body;
  }

  /** Where a substitution of this path is wanted. */
  static ConfigOrigin wants(String text, String path) {
    return place(text, Pattern.compile("\\$\\{\\??\\s*" + Pattern.quote(path) + "\\s*}"));
  }

  private static ConfigOrigin place(String text, Pattern wanted) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (wanted.matcher(lines.get(i)).find()) {
        return ConfigOriginFactory.newSimple(NAME).withLineNumber(i + 1);
      }
    }
    return ConfigOriginFactory.newSimple(NAME);
  }

  private static final class NoIncludes
      implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

    private final String text;
    private final Faults faults;

    NoIncludes(String text, Faults faults) {
      this.text = text;
      this.faults = faults;
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder other) {
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      return refused();
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
      return refused();
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
      return refused();
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
      return refused();
    }

    private ConfigObject refused() {
      faults.tell(
          "includes something; allowed here: settings that need no other file",
          place(text, Pattern.compile("^\\s*include\\b")));
      return ConfigFactory.empty().root();
    }
  }
}
