package talkspurt.boot.config;

import static talkspurt.settings.Bounds.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import talkspurt.access.AccessSettings;
import talkspurt.control.AdmissionMode;
import talkspurt.control.AdmissionSettings;
import talkspurt.control.CallLimits;
import talkspurt.control.CallSettings;
import talkspurt.control.ClusterSettings;
import talkspurt.control.DatabaseSettings;
import talkspurt.http.HttpSettings;
import talkspurt.line.audiosocket.AudioSocketSettings;
import talkspurt.line.websocket.MediaSocketSettings;
import talkspurt.line.websocket.Unbuffered;
import talkspurt.probe.ProbeSettings;

/** Reads settings from the defaults, a file and the environment, the last winning. */
public final class SettingsReader {

  private static final String ROOT = "talkspurt";
  private static final int LEAST_WARM_UP_MS = 100;
  private static final int MAX_WARM_UP_MS = 60_000;
  private static final int LEAST_BUFFER_BYTES = 1 << 12;
  private static final int MAX_BUFFER_BYTES = 1 << 24;

  private static final Map<String, String> ENVIRONMENT = Map.of(
      "TALKSPURT_BIND", "talkspurt.bind",
      "TALKSPURT_HTTP_PORT", "talkspurt.http.port",
      "TALKSPURT_AUDIOSOCKET_PORT", "talkspurt.audiosocket.port",
      "TALKSPURT_OPERATIONS_PORT", "talkspurt.operations.port",
      "TALKSPURT_DATA_DIR", "talkspurt.data-dir",
      "TALKSPURT_PROFILES_DIR", "talkspurt.profiles-dir",
      "TALKSPURT_OTLP_ENDPOINT", "talkspurt.tracing.endpoint");

  private SettingsReader() {}

  /**
   * Reads everything but the profiles; a {@link StartFailure} tells all that is wrong.
   *
   * @param file settings that differ from the defaults, or null
   */
  public static Settings read(Path file, Map<String, String> environment) {
    Faults faults = Faults.collected();
    Settings settings = read(file, environment, faults);
    faults.orThrow();
    return settings;
  }

  /** The same; where something is wrong, its default stands in. */
  public static Settings read(Path file, Map<String, String> environment, Faults faults) {
    WrittenSettings written = WrittenSettings.read(Optional.ofNullable(file), environment, faults);
    SettingsFile from = written.from();
    Unresolved unresolved = new Unresolved();
    Config own = usable(written.own(), from, unresolved, faults, UnaryOperator.identity());
    Config standard = reference().getConfig(ROOT);
    Config asRead = load(own, unresolved);
    ConfigSection first = root(asRead, standard, faults);
    Path dataDir = faults.attempt(() -> dataDir(first)).orElse(Path.of("data").toAbsolutePath());
    Config placed =
        own.withValue("talkspurt.data-dir", ConfigValueFactory.fromAnyRef(dataDir.toString()));
    ConfigSection kept = root(load(placed, unresolved), standard, faults).section("database");
    DatabaseSettings database = part(kept, DatabaseReader::read);
    Config ofJournal = faults
        .attempt(() -> DatabaseReader.ofJournal(kept, database, environment))
        .orElse(ConfigFactory.empty());
    Config config = load(placed.withFallback(ofJournal), unresolved);
    refuseToPrintSecrets(config, database, faults);
    ConfigSection root = root(config, standard, faults);
    ClusterSettings cluster = part(root.section("cluster"), ClusterReader::cluster);
    ClusterReader.refuseH2(cluster, config, kept);
    part(root.section("providers"), SettingsReader::receiveBufferBytes);
    AccessSettings access = part(
        root.section("access"),
        block ->
            AccessReader.read(block, environment, AccessReader.onlyHere(root), cluster.alone()));
    AccessReader.refuseOpen(root, access);
    HttpSettings http = part(root.section("http"), block -> http(bind(root, block), block));
    return new Settings(
        faults.attempt(() -> ClusterReader.withAkka(config, root, cluster)).orElse(config),
        root.text("bind"),
        dataDir,
        database,
        root.text("default-profile"),
        part(root, SettingsReader::warmUp),
        access,
        part(root, TlsReader::tls),
        http,
        part(root.section("operations"), block -> operations(block, http)),
        part(root.section("audiosocket"), block -> audioSocket(bind(root, block), block, access)),
        part(root.section("websocket"), SettingsReader::mediaSocket),
        part(root.section("calls"), SettingsReader::calls),
        part(root.section("calls"), SettingsReader::admission),
        part(root.section("calls").section("earlier"), EarlierReader::settings),
        part(root, BudgetReader::settings),
        part(root, BudgetReader::month),
        part(root.section("outcomes"), OutcomeReader::settings),
        part(root.section("events"), WebhooksReader::settings),
        WebhooksReader.webhooks(root, environment),
        part(root.section(ExchangeReader.KEY), WebhooksReader::hosts),
        part(root.section("events"), WebhooksReader::following),
        part(
            root.section(RecordingReader.KEY),
            block -> RecordingReader.settings(block, dataDir, environment)),
        part(root.section(PrivacyReader.KEY), block -> PrivacyReader.settings(block, environment)),
        faults
            .attempt(() -> MediaReader.media(root))
            .orElseGet(() -> MediaReader.media(new ConfigSection(standard, ROOT))),
        cluster,
        part(root.section("drain"), ClusterReader::drain),
        part(root.section("tracing"), block -> TraceReader.settings(block, environment)),
        part(root.section(ProbeReader.KEY), block -> probe(block, root)),
        part(root.section(OutboundReader.KEY), OutboundReader::settings),
        part(
            root.section(ExchangeReader.KEY), block -> ExchangeReader.settings(block, environment)),
        new SettingsSources(
            Optional.ofNullable(file),
            environment.entrySet().stream()
                .filter(variable -> ENVIRONMENT.containsKey(variable.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
            written.folder(),
            from.files(),
            asRead));
  }

  /** The block {@code talkspurt} of settings that were read, for who tells faults. */
  public static ConfigSection root(Settings settings, Faults faults) {
    return root(settings.config(), reference().getConfig(ROOT), faults);
  }

  private static ConfigSection root(Config config, Config standard, Faults faults) {
    return new ConfigSection(config.getConfig(ROOT), ROOT, standard, faults);
  }

  /** What a block says, or where that was told to be wrong the defaults. */
  static <T> T part(ConfigSection block, Function<ConfigSection, T> reader) {
    return block
        .faults()
        .attempt(() -> block.check(reader))
        .orElseGet(() -> reader.apply(new ConfigSection(block.standard(), block.path())));
  }

  /**
   * The user's settings without those that would keep the others from being read.
   *
   * @param looked which of them are looked at
   */
  static Config usable(
      Config own,
      SettingsFile from,
      Unresolved unresolved,
      Faults faults,
      UnaryOperator<Config> looked) {
    Config whole;
    try {
      whole = unresolved.resolved(
          own.withFallback(ofAkka()).withFallback(ConfigFactory.defaultReferenceUnresolved()));
    } catch (ConfigException wrong) {
      faults.tell("settings cannot be read: " + StandInValues.withoutPlace(wrong), wrong.origin());
      return ConfigFactory.empty();
    }
    for (String path : unresolved.paths()) {
      ConfigOrigin origin = from.wants(path);
      if (origin != null) {
        faults.tell(
            "${" + path
                + "} leads nowhere; allowed: a setting, or a variable of the environment that is set",
            origin);
      }
    }
    Config usable = own;
    for (String path : KnownKeys.check(looked.apply(whole), reference(), faults)) {
      usable = usable.withoutPath(path);
    }
    return usable;
  }

  static Config reference() {
    return InJar.REFERENCE;
  }

  static Config ofAkka() {
    return InJar.SETTINGS;
  }

  /** What the jar says, of Akka and in all, read once: to resolve it takes a tenth of a reading's time. */
  private static final class InJar {

    private static final Config SETTINGS = ConfigFactory.parseResourcesAnySyntax("application");
    private static final Config REFERENCE = ConfigFactory.load(SETTINGS);

    private InJar() {}
  }

  static Config load(Config own, Unresolved unresolved) {
    try {
      return unresolved.resolved(ConfigFactory.defaultOverrides()
          .withFallback(own)
          .withFallback(ofAkka())
          .withFallback(ConfigFactory.defaultReferenceUnresolved()));
    } catch (ConfigException wrong) {
      throw new StartFailure("settings cannot be read: " + wrong.getMessage(), wrong);
    }
  }

  /** Absolute, since H2 takes no other path than one that is or that begins with a dot. */
  private static Path dataDir(ConfigSection root) {
    String text = root.text("data-dir");
    try {
      if (!text.isBlank() && !text.contains(";")) {
        return Path.of(text).toAbsolutePath().normalize();
      }
    } catch (InvalidPathException wrong) {
      // told below
    }
    root.tell("data-dir", "is '" + text + "'; allowed: a directory, without ';'");
    throw StartFailure.alreadyTold(ROOT);
  }

  static Config environment(Map<String, String> environment) {
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
  private static void refuseToPrintSecrets(
      Config config, DatabaseSettings database, Faults faults) {
    String key = "akka.log-config-on-start";
    if (database.postgres().isPresent() && config.getBoolean(key)) {
      faults.tell(
          "setting " + key
              + " is true; allowed with talkspurt.database.kind = postgresql: false, since the"
              + " log would hold its password",
          config.getValue(key).origin());
    }
  }

  /** A node that calls itself speaks no TLS to its own lines. */
  private static Optional<ProbeSettings> probe(ConfigSection block, ConfigSection root) {
    Optional<ProbeSettings> probe = ProbeReader.settings(block);
    if (probe.isPresent() && root.section("audiosocket").flag("tls")) {
      throw new IllegalArgumentException(
          "every is " + block.text("every")
              + ", but audiosocket.tls is true; allowed with it: off, and `talkspurt probe` through a TLS forwarder");
    }
    return probe;
  }

  private static Duration warmUp(ConfigSection root) {
    if (root.text("warm-up").equals("off")) {
      return Duration.ZERO;
    }
    Duration limit = root.duration("warm-up");
    within("warm-up", limit, LEAST_WARM_UP_MS, MAX_WARM_UP_MS);
    return limit;
  }

  /** Akka HTTP is told it by application.conf. */
  private static int receiveBufferBytes(ConfigSection block) {
    int bytes = block.number("receive-buffer-bytes");
    within("receive-buffer-bytes", bytes, LEAST_BUFFER_BYTES, MAX_BUFFER_BYTES);
    return bytes;
  }

  private static HttpSettings http(String bind, ConfigSection block) {
    return new HttpSettings(
        bind,
        block.number("port"),
        block.number("max-connections"),
        block.number("max-connections-per-address"),
        block.duration("head-timeout"),
        block.number("max-body-bytes"),
        block.duration("body-timeout"),
        block.duration("ready-check-timeout"),
        block.duration("drain-timeout"));
  }

  private static HttpSettings operations(ConfigSection block, HttpSettings api) {
    return api.at(block.text("bind"), block.number("port"), block.number("max-connections"));
  }

  /** A listener's own address, or the one of all. */
  static String bind(ConfigSection root, ConfigSection listener) {
    String own = listener.text("bind");
    return own.isEmpty() ? root.text("bind") : own;
  }

  private static AudioSocketSettings audioSocket(
      String bind, ConfigSection block, AccessSettings access) {
    return new AudioSocketSettings(
        bind,
        block.number("port"),
        block.text("advertised-host"),
        block.number("advertised-port"),
        block.duration("id-timeout"),
        access.lines(),
        block.number("max-pending"),
        block.number("max-pending-per-address"),
        block.number("max-lines"),
        block.number("max-unreadable"),
        block.duration("linger-after-hang-up"));
  }

  private static MediaSocketSettings mediaSocket(ConfigSection block) {
    return new MediaSocketSettings(
        block.duration("start-timeout"),
        block.number("max-lines"),
        block.number("max-unreadable"),
        block.duration("linger-after-hang-up"),
        block.texts("call-id-variables"),
        block.duration("lead"),
        block.duration("status-every"),
        block.duration("max-queued"),
        block.flag("answer"),
        block.texts("allowed-hosts"),
        block.duration("connect-timeout"),
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
        block.duration("expect-timeout"),
        block.duration("reattach-timeout"),
        block.duration("hang-up-grace"),
        block.duration("transfer-settles-after"),
        block.duration("consultation-timeout"),
        block.duration("ask-timeout"),
        block.duration("passivate-after"));
  }

  private static AdmissionSettings admission(ConfigSection block) {
    ConfigSection overload = block.section("overload");
    return new AdmissionSettings(
        mode(block),
        block.number("max"),
        new CallLimits(
            block.number("max-expected"),
            block.number("max-in-cluster"),
            block.number("max-per-caller"),
            block.number("max-per-called"),
            block.number("starts-per-second"),
            Map.of()),
        block.section("busy").number("max-lines"),
        overload.duration("loop-late"),
        overload.duration("journal-late"));
  }

  private static Optional<AdmissionMode> mode(ConfigSection block) {
    String mode = block.text("admission");
    if (mode.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(AdmissionMode.of(mode)
        .orElseThrow(() -> new IllegalArgumentException(
            "admission is '" + mode + "'; allowed: empty, open, drain, people")));
  }
}
