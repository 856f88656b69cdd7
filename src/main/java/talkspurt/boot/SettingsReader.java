package talkspurt.boot;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import talkspurt.audio.Ear;
import talkspurt.call.LineFault;
import talkspurt.control.CallSettings;
import talkspurt.control.ClusterSettings;
import talkspurt.control.DatabaseSettings;
import talkspurt.http.HttpSettings;
import talkspurt.line.audiosocket.AudioSocketSettings;
import talkspurt.line.websocket.MediaSocketSettings;
import talkspurt.line.websocket.Unbuffered;
import talkspurt.media.BotSettings;
import talkspurt.media.DoctorSettings;
import talkspurt.media.HearingSettings;
import talkspurt.media.MediaSettings;
import talkspurt.media.PlayoutSettings;
import talkspurt.turn.TurnSettings;

/** Reads settings from the defaults, a file and the environment, the last winning. */
final class SettingsReader {

  private static final String ROOT = "talkspurt";
  private static final String PROFILES = "talkspurt.profiles";
  private static final int LEAST_BUFFER_BYTES = 1 << 12;
  private static final int MOST_BUFFER_BYTES = 1 << 24;

  private static final Map<String, String> ENVIRONMENT = Map.of(
      "TALKSPURT_BIND", "talkspurt.bind",
      "TALKSPURT_HTTP_PORT", "talkspurt.http.port",
      "TALKSPURT_AUDIOSOCKET_PORT", "talkspurt.audiosocket.port",
      "TALKSPURT_DATA_DIR", "talkspurt.data-dir");

  private SettingsReader() {}

  /**
   * Reads everything.
   *
   * @param file settings that differ from the defaults, or null
   */
  static Settings read(Path file, Map<String, String> environment) {
    Config own = environment(environment).withFallback(file(file));
    refuseUnknownKeys(own);
    Path dataDir = dataDir(load(own).getConfig(ROOT));
    Config placed =
        own.withValue("talkspurt.data-dir", ConfigValueFactory.fromAnyRef(dataDir.toString()));
    ConfigSection kept = new ConfigSection(load(placed).getConfig(ROOT), ROOT).section("database");
    DatabaseSettings database = kept.check(DatabaseReader::read);
    Config config =
        load(placed.withFallback(DatabaseReader.ofJournal(kept, database, environment)));
    refuseToPrintSecrets(config, database);
    ConfigSection root = new ConfigSection(config.getConfig(ROOT), ROOT);
    ClusterSettings cluster = root.section("cluster").check(ClusterReader::cluster);
    ClusterReader.refuseH2(cluster, config);
    root.section("providers").check(SettingsReader::receiveBufferBytes);
    return new Settings(
        ClusterReader.withAkka(config, root),
        root.text("bind"),
        dataDir,
        database,
        root.text("default-profile"),
        root.section("http").check(block -> http(root.text("bind"), block)),
        root.section("audiosocket").check(block -> audioSocket(root.text("bind"), block)),
        root.section("websocket").check(SettingsReader::mediaSocket),
        root.section("calls").check(SettingsReader::calls),
        media(root),
        cluster,
        root.section("drain").check(ClusterReader::drain));
  }

  private static Config load(Config own) {
    try {
      Config ofAkka = ConfigFactory.parseResourcesAnySyntax("application");
      return ConfigFactory.load(own.withFallback(ofAkka));
    } catch (ConfigException wrong) {
      throw new StartFailure("settings cannot be read: " + wrong.getMessage(), wrong);
    }
  }

  /** Absolute, since H2 takes no other path than one that is or that begins with a dot. */
  private static Path dataDir(Config root) {
    String text = new ConfigSection(root, ROOT).text("data-dir");
    if (text.isBlank() || text.contains(";")) {
      throw new StartFailure(
          "setting talkspurt.data-dir is '" + text + "'; allowed: a directory, without ';'");
    }
    return Path.of(text).toAbsolutePath().normalize();
  }

  private static Config file(Path file) {
    if (file == null) {
      return ConfigFactory.empty();
    }
    if (!Files.isReadable(file)) {
      throw new StartFailure("--config " + file + " cannot be read; allowed: a readable file");
    }
    try {
      ConfigParseOptions strict = ConfigParseOptions.defaults().setAllowMissing(false);
      return ConfigFactory.parseFile(file.toFile(), strict);
    } catch (ConfigException wrong) {
      throw new StartFailure("--config " + file + ": " + wrong.getMessage(), wrong);
    }
  }

  private static Config environment(Map<String, String> environment) {
    Config config = ConfigFactory.empty();
    for (Map.Entry<String, String> known : ENVIRONMENT.entrySet()) {
      String value = environment.get(known.getKey());
      if (value != null) {
        ConfigValue named = ConfigValueFactory.fromAnyRef(value, "environment " + known.getKey());
        config = config.withValue(known.getValue(), named);
      }
    }
    return config;
  }

  /** Akka would write all of its settings to the log, and among them the database's password. */
  private static void refuseToPrintSecrets(Config config, DatabaseSettings database) {
    if (database.postgres().isPresent() && config.getBoolean("akka.log-config-on-start")) {
      throw new StartFailure("setting akka.log-config-on-start is true; allowed with"
          + " talkspurt.database.kind = postgresql: false, since the log would hold its password");
    }
  }

  /** A key with a typing error would otherwise change nothing, silently. */
  private static void refuseUnknownKeys(Config own) {
    Config known = ConfigFactory.defaultReferenceUnresolved();
    own.root()
        .toConfig()
        .resolve(com.typesafe.config.ConfigResolveOptions.defaults().setAllowUnresolved(true))
        .entrySet()
        .forEach(entry -> {
          String key = entry.getKey();
          boolean ours = key.startsWith(ROOT + ".") && !key.startsWith(PROFILES + ".");
          if (ours && !known.hasPathOrNull(key)) {
            throw new StartFailure(
                "setting " + key + " does not exist; allowed: the keys of reference.conf ("
                    + entry.getValue().origin().description() + ")");
          }
        });
  }

  /** Akka HTTP is told it by application.conf. */
  private static int receiveBufferBytes(ConfigSection block) {
    int bytes = block.number("receive-buffer-bytes");
    if (bytes < LEAST_BUFFER_BYTES || bytes > MOST_BUFFER_BYTES) {
      throw new IllegalArgumentException("receive-buffer-bytes is " + bytes + "; allowed: "
          + LEAST_BUFFER_BYTES + " to " + MOST_BUFFER_BYTES);
    }
    return bytes;
  }

  private static HttpSettings http(String bind, ConfigSection block) {
    return new HttpSettings(
        bind,
        block.number("port"),
        block.number("max-body-bytes"),
        block.duration("body-within"),
        block.duration("ready-check-within"),
        block.duration("drain-within"));
  }

  private static AudioSocketSettings audioSocket(String bind, ConfigSection block) {
    return new AudioSocketSettings(
        bind,
        block.number("port"),
        block.text("advertised-host"),
        block.duration("id-within"),
        block.number("most-lines"),
        block.number("most-unreadable"),
        block.duration("linger-after-hang-up"));
  }

  private static MediaSocketSettings mediaSocket(ConfigSection block) {
    return new MediaSocketSettings(
        block.duration("start-within"),
        block.number("most-lines"),
        block.number("most-unreadable"),
        block.duration("linger-after-hang-up"),
        block.texts("call-id-variables"),
        block.duration("lead"),
        block.duration("status-every"),
        block.duration("most-queued"),
        block.flag("answer"),
        block.texts("allowed-hosts"),
        block.duration("connect-within"),
        unbuffered(block));
  }

  private static Unbuffered unbuffered(ConfigSection block) {
    String choice = block.text("unbuffered");
    return switch (choice) {
      case "auto" -> Unbuffered.AUTO;
      case "on" -> Unbuffered.ON;
      case "off" -> Unbuffered.OFF;
      default ->
        throw new IllegalArgumentException("unbuffered is " + choice + "; allowed: auto, on, off");
    };
  }

  private static CallSettings calls(ConfigSection block) {
    return new CallSettings(
        block.duration("expect-within"),
        block.duration("reattach-within"),
        block.duration("hang-up-grace"),
        block.duration("transfer-settles-after"),
        block.duration("ask-timeout"),
        block.duration("passivate-after"));
  }

  private static MediaSettings media(ConfigSection root) {
    ConfigSection calls = root.section("calls");
    boolean takeUnannounced = calls.check(SettingsReader::takesUnannounced);
    TurnSettings turns = new TurnReader(root).turns("en");
    PlayoutSettings playout =
        root.section("media").section("playout").check(SettingsReader::playout);
    DoctorSettings doctor = root.section("doctor").check(SettingsReader::doctor);
    return root.section("media")
        .check(block -> new MediaSettings(
            playout,
            turns,
            new HearingSettings(Ear::of, block.flag("in-band-keys")),
            doctor,
            block.section("bot").check(SettingsReader::bot),
            block.duration("transcription-backlog"),
            block.duration("key-pause"),
            calls.duration("announce-within"),
            takeUnannounced,
            block.duration("retry-every"),
            block.duration("give-up-after"),
            block.duration("taken-within"),
            block.duration("keep-every"),
            block.duration("journal-after")));
  }

  private static boolean takesUnannounced(ConfigSection calls) {
    String choice = calls.text("unannounced");
    return switch (choice) {
      case "accept" -> true;
      case "refuse" -> false;
      default ->
        throw new IllegalArgumentException(
            "unannounced is " + choice + "; allowed: accept, refuse");
    };
  }

  private static DoctorSettings doctor(ConfigSection block) {
    return new DoctorSettings(
        block.flag("examine"),
        block.texts("ignore").stream().map(SettingsReader::fault).collect(Collectors.toSet()),
        block.duration("no-frames-for"),
        block.duration("frames-stopped-for"),
        block.duration("silent-for"),
        block.duration("wrong-sound-for"),
        block.duration("wrong-rate-for"),
        block.duration("not-read-for"),
        block.duration("most-waiting"),
        block.duration("waiting-for"),
        block.duration("loop-for"));
  }

  private static LineFault fault(String label) {
    return Arrays.stream(LineFault.values())
        .filter(fault -> fault.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("ignore has '" + label + "'; allowed: "
            + Arrays.stream(LineFault.values()).map(LineFault::label).toList()));
  }

  private static BotSettings bot(ConfigSection block) {
    return new BotSettings(
        block.duration("most-queued"),
        block.duration("turn-gap"),
        block.duration("caller-backlog"));
  }

  private static PlayoutSettings playout(ConfigSection block) {
    return new PlayoutSettings(
        block.duration("low-water"),
        block.duration("high-water"),
        block.duration("start-at"),
        block.duration("fade"));
  }
}
