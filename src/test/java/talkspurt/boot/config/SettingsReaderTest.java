package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.http.javadsl.settings.ClientConnectionSettings;
import akka.io.TcpSO;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.access.LineTokenSettings;
import talkspurt.control.SchemaUse;
import talkspurt.fake.TestAuthority;
import talkspurt.tls.ClientCertificates;
import talkspurt.tls.PemFiles;
import talkspurt.tls.TlsSettings;
import talkspurt.turn.Interruption;
import talkspurt.turn.TurnSettings;

class SettingsReaderTest {

  private static TestAuthority.Issued keys;

  @TempDir
  Path dir;

  @BeforeAll
  static void makeKeys(@TempDir Path made) throws Exception {
    keys = TestAuthority.in(made).localhost();
  }

  @Test
  void theDefaultsAreThoseOfTheReadme() {
    Settings settings = SettingsReader.read(null, Map.of());
    assertThat(settings.bind()).isEqualTo("127.0.0.1");
    assertThat(settings.http().port()).isEqualTo(1650);
    assertThat(settings.audioSocket().port()).isEqualTo(3000);
    assertThat(settings.dataDir()).isEqualTo(Path.of("data").toAbsolutePath());
    assertThat(settings.audioSocket().idTimeout()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aNodeThatIsAloneLooksForOthersSeldomAndOneOfSeveralOften() throws IOException {
    String heartbeat = "akka.cluster.failure-detector.heartbeat-interval";
    assertThat(SettingsReader.read(null, Map.of()).config().getDuration(heartbeat))
        .isEqualTo(Duration.ofSeconds(5));
    Path file = file(
        "talkspurt { cluster { seed-name = nodes.example, port = 1 }, database.kind = postgresql }");
    assertThat(SettingsReader.read(file, Map.of()).config().getDuration(heartbeat))
        .isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void aFileWinsOverTheDefaultsAndTheEnvironmentOverTheFile() throws IOException {
    Path file = file("talkspurt { http.port = 2000, audiosocket.port = 2001 }");
    Settings settings = SettingsReader.read(
        file,
        Map.of(
            "TALKSPURT_HTTP_PORT", "3001",
            "TALKSPURT_BIND", "127.0.0.7",
            "TALKSPURT_DATA_DIR", dir.toString()));
    assertThat(settings.http().port()).isEqualTo(3001);
    assertThat(settings.audioSocket().port()).isEqualTo(2001);
    assertThat(settings.http().host()).isEqualTo("127.0.0.7");
    assertThat(settings.dataDir()).isEqualTo(dir);
    assertThat(settings.config().getString("akka-persistence-jdbc.shared-databases.slick.db.url"))
        .contains(dir.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "talkspurt.http.port = 70000 | talkspurt.http | port is 70000 | 0 to 65535",
        "talkspurt.http.port = many | talkspurt.http.port | many | a number",
        "talkspurt.warm-up = 10ms | talkspurt | warm-up is 10 ms | 100 to 60000 ms",
        "talkspurt.warm-up = never | talkspurt.warm-up | never | a duration",
        "talkspurt.audiosocket.port = -1 | talkspurt.audiosocket | port is -1 | 0 to 65535",
        "talkspurt.websocket.lead = 1s | talkspurt.websocket | lead is | 0 to 200 ms",
        "talkspurt.websocket.max-queued = 40ms | talkspurt.websocket | max-queued is | more than lead",
        "talkspurt.websocket.allowed-hosts = [\"ws://a\"] | talkspurt.websocket | allowed-hosts | host:port",
        "talkspurt.audiosocket.id-timeout = 5 parsecs | talkspurt.audiosocket.id-timeout | parsecs | a duration",
        "talkspurt.websocket.unbuffered = perhaps | talkspurt.websocket | unbuffered is perhaps | auto, on, off",
        "talkspurt.calls.unannounced = perhaps | talkspurt.calls | unannounced is perhaps | auto, accept, refuse",
        "talkspurt.turn.pause-after = 3s | talkspurt.turn | pause-after is 3000 ms | 40 to 800 ms",
        "talkspurt.media.playout.comfort-noise = loud | talkspurt.media.playout | comfort-noise is 'loud' | off, or -90dBov to -40dBov",
        "talkspurt.media.playout.comfort-noise = -30dBov | talkspurt.media.playout | comfort-noise is -30.0 dBov | off, or -90dBov to -40dBov",
        "talkspurt.media.playout.low-water = 9s | talkspurt.media.playout | low-water is 9000 ms | 20 to 1000 ms",
        "talkspurt.audiosocket.prot = 3000 | talkspurt.audiosocket.prot | does not exist | the keys of reference.conf",
        "talkspurt.doctor.loop-for = 1ms | talkspurt.doctor | loop-for is 1 ms | 200 to 10000 ms",
        "talkspurt.doctor.ignore = [noise] | talkspurt.doctor | ignore has 'noise' | wrong-codec",
        "talkspurt.database.kind = oracle | talkspurt.database | kind is oracle | h2, postgresql",
        "talkspurt.database.schema = drop | talkspurt.database | schema is drop | migrate, check",
        "talkspurt.database { kind = postgresql, postgresql.hosts = [\"db\"] } | talkspurt.database.postgresql | hosts has 'db' | host:port",
        "talkspurt.database { kind = postgresql, postgresql.hosts = [] } | talkspurt.database.postgresql | hosts is empty | host:port",
        "talkspurt.database { kind = postgresql, postgresql.name = \"\" } | talkspurt.database.postgresql | name is empty | name of a database",
        "talkspurt.database { kind = postgresql, postgresql.user = \" \" } | talkspurt.database.postgresql | user is empty | name of a user",
        "talkspurt.database { kind = postgresql, postgresql.tls = maybe } | talkspurt.database.postgresql | tls is 'maybe' | verify-full",
        "talkspurt.database { kind = postgresql, postgresql.connections = 1 } | talkspurt.database.postgresql | connections is 1 | 2 to 200",
        "talkspurt.database { kind = postgresql, postgresql.prepared-statements = maybe } | talkspurt.database.postgresql | prepared-statements is maybe | auto, on, off",
        "talkspurt.database { kind = postgresql, postgresql.answer-timeout = 1h } | talkspurt.database.postgresql | answer-timeout is | 1000 to 300000 ms",
        "talkspurt.database { kind = postgresql, postgresql.password-file = /none } | talkspurt.database.postgresql.password-file | /none | a file",
        "talkspurt.database { kind = postgresql, postgresql.password = secret } | talkspurt.database.postgresql.password | does not exist | the keys",
        "talkspurt.database.kind = postgresql, akka.log-config-on-start = on | akka.log-config-on-start | is true | false",
        "talkspurt.media.taken-timeout = 1s | talkspurt.media | taken-timeout is 1000 ms | 5000 to 3600000 ms",
        "talkspurt.providers.receive-buffer-bytes = 64 | talkspurt.providers | receive-buffer-bytes is 64 | 4096 to 16777216",
        "talkspurt.prices.currency = dollars | talkspurt.prices | currency is 'dollars' | three capital letters",
        "talkspurt.calls.budget.zone = Bonn | talkspurt.calls.budget | zone is 'Bonn' | a time zone",
        "talkspurt.calls.budget.per-day = -1 | talkspurt.calls.budget | per-day is -1 | 0 to 1000000000",
        "talkspurt.calls.budget.per-day = lots | talkspurt.calls.budget.per-day | lots | a number",
        "talkspurt.calls.budget.per-week = 1 | talkspurt.calls.budget.per-week | does not exist | the keys",
        "talkspurt.responders.openai-chat.price.per-minute = 1 | talkspurt.responders.openai-chat.price.per-minute | does not exist | the keys",
        "talkspurt.data-dir = \"a;b\" | talkspurt.data-dir | a;b | a directory",
      })
  void aWrongSettingIsToldInOneLineThatNamesKeyValueAndWhatIsAllowed(
      String setting, String key, String value, String allowed) throws IOException {
    Path file = file(setting);
    assertThatThrownBy(() -> SettingsReader.read(file, Map.of()))
        .isInstanceOf(StartFailure.class)
        .message()
        .contains(key, value, "allowed", allowed)
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({"'', 5000", "talkspurt.warm-up = off, 0", "talkspurt.warm-up = 2s, 2000"})
  void aNodeCallsItselfForSoLong(String setting, long ms) throws IOException {
    assertThat(SettingsReader.read(file(setting), Map.of()).warmUp()).hasMillis(ms);
  }

  @ParameterizedTest
  @CsvSource({"'', 65536", "talkspurt.providers.receive-buffer-bytes = 20000, 20000"})
  void connectionsToProvidersHaveABoundedBuffer(String setting, int bytes) throws IOException {
    Config config = SettingsReader.read(file(setting), Map.of()).config();
    assertThat(ClientConnectionSettings.create(config).getSocketOptions())
        .contains(TcpSO.receiveBufferSize(bytes));
  }

  /** A shard that gives up sooner than the journal starts anew, and takes its calls with it. */
  @ParameterizedTest
  @CsvSource({
    "'talkspurt.http.port = 1', 10, 12",
    "'talkspurt.database { kind = postgresql, postgresql.answer-timeout = 5s }', 10, 12",
    "'talkspurt.database { kind = postgresql, postgresql.answer-timeout = 30s }', 35, 37",
  })
  void shardsWaitForTheDatabaseLongerThanTheJournalDoes(String setting, int journal, int shards)
      throws IOException {
    Config config = SettingsReader.read(file(setting), Map.of()).config();
    assertThat(config.getDuration("akka.cluster.sharding.updating-state-timeout"))
        .hasSeconds(shards);
    if (setting.contains("postgresql")) {
      assertThat(config.getDuration("jdbc-journal.circuit-breaker.call-timeout"))
          .hasSeconds(journal);
    }
  }

  @Test
  void theExampleForAClusterIsRead() throws IOException {
    assertCluster("TALKSPURT_NODE", Files.readString(Path.of("conf/cluster.conf")));
  }

  @Test
  void theSettingsOfThePodsAreRead() throws IOException {
    String pods = Files.readString(Path.of("conf/kubernetes/talkspurt.yaml"));
    String begin = "talkspurt.conf: |\n";
    assertCluster(
        "POD_IP", pods.substring(pods.indexOf(begin) + begin.length(), pods.indexOf("\n---")));
  }

  private void assertCluster(String variable, String settings) throws IOException {
    Settings read = SettingsReader.read(
        file(variable + " = 192.0.2.11\n" + settings),
        Map.of(
            "TALKSPURT_DATABASE_PASSWORD",
            "s&cret",
            "TALKSPURT_DIALPLAN_TOKEN",
            "0123456789abcdefghij",
            "TALKSPURT_DESK_TOKEN",
            "abcdefghij0123456789",
            "TALKSPURT_LINE_SECRET",
            "abcdefghijabcdefghij"));
    assertThat(read.access().lineTokens().required()).isTrue();
    assertThat(read.access().tokens().find("0123456789abcdefghij")).isPresent();
    assertThat(read.cluster().alone()).isFalse();
    assertThat(read.cluster().host()).isEqualTo("192.0.2.11");
    assertThat(read.database().postgres()).isPresent();
    assertThat(read.config().getString("akka-persistence-jdbc.shared-databases.slick.db.password"))
        .isEqualTo("s&cret");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "bind = \"0.0.0.0\" | setting talkspurt.bind is '0.0.0.0', which other machines reach | 2",
        "http.bind = \"192.0.2.7\" | setting talkspurt.http.bind is '192.0.2.7' | 2",
        "audiosocket.bind = \"192.0.2.7\" | setting talkspurt.audiosocket.bind is '192.0.2.7' | 1",
        "operations.bind = \"192.0.2.7\" | setting talkspurt.operations.bind is '192.0.2.7' | 1",
        "bind = \"192.0.2.7\", access.line-networks = [\"192.0.2.0/24\"] | no token | 1",
        "access.line-networks = [asterisk] | is no network; allowed: 192.0.2.7 | 1",
        "access.tokens = [{ name = a, roles = [root], token-env = T }] | roles has 'root'; allowed: call-start | 1",
        "access.tokens = [{ name = a, roles = [read], token-env = SHORT }] | token of 'a' has 2 characters | 1",
        "access.tokens = [{ name = a, roles = [read] }] | token-env is missing | 1",
        "access.tokens = [{ name = a, roles = [read], token = b }] | token does not exist | 2",
      })
  void whoMayConnectMustBeSaid(String settings, String told, int faults) throws IOException {
    Path file = file("talkspurt { " + settings + " }");
    Map<String, String> environment = Map.of("T", "0123456789abcdefghij", "SHORT", "ab");
    assertThatThrownBy(() -> SettingsReader.read(file, environment))
        .hasMessageContaining(told)
        .satisfies(failure -> assertThat(
                failure.getMessage().lines().filter(line -> line.contains("allowed:")))
            .hasSize(faults));
  }

  private static final String OPEN =
      "bind = \"192.0.2.7\", access { line-networks = [\"192.0.2.0/24\"],"
          + " tokens = [{ name = a, roles = [read], token-env = T }] }, ";
  private static final String CLUSTER = "database.kind = postgresql,"
      + " cluster { seed-nodes = [\"akka://talkspurt@192.0.2.7:2552\"], host = \"192.0.2.7\" }, ";

  @ParameterizedTest(name = "open {0}, cluster {1}, {2}: {3}")
  @CsvSource({
    "false, false, auto, false, false",
    "true , false, auto, false, true",
    "true , false, no  , false, false",
    "false, false, yes , false, true",
    "true , true , auto, false, false",
    "true , true , auto, true , true",
    "true , true , yes , true , true",
    "true , true , no  , true , false",
    "false, true , auto, true , false",
  })
  void linesShowATokenWhereItCanBeVerified(
      boolean open, boolean cluster, String required, boolean secret, boolean expected)
      throws IOException {
    Path file = file("talkspurt { " + (open ? OPEN : "") + (cluster ? CLUSTER : "")
        + "access.line-token { required = " + required
        + (secret ? ", secret-env = S" : "") + " } }");
    LineTokenSettings read = SettingsReader.read(
            file, Map.of("T", "0123456789abcdefghij", "S", "abcdefghij0123456789"))
        .access()
        .lineTokens();
    assertThat(read.required()).isEqualTo(expected);
    assertThat(read.key())
        .isEqualTo(
            secret ? Optional.of(LineTokenSettings.key("abcdefghij0123456789")) : Optional.empty());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "required = perhaps | required is perhaps; allowed: auto, yes, no",
        "secret-env = SHORT | the secret has 2 characters; allowed: 20 or more",
        "secret-env = NOBODY | names NOBODY, which is not set",
        "valid-for = 10ms | valid-for is 10 ms; allowed: 1000 to 3600000 ms",
      })
  void whatIsWrongWithLineTokensIsTold(String settings, String told) throws IOException {
    Path file = file("talkspurt.access.line-token { " + settings + " }");
    assertThatThrownBy(() -> SettingsReader.read(file, Map.of("SHORT", "ab")))
        .hasMessageContaining(told);
  }

  @ParameterizedTest(name = "{0}, secret {1}: warns {2}")
  @CsvSource({"auto, false, true", "auto, true, false", "no, false, false"})
  void aClusterThatCannotVerifyTokensIsWarned(String required, boolean secret, boolean warns)
      throws IOException {
    Path file = file("talkspurt { " + OPEN + CLUSTER + "access.line-token { required = " + required
        + (secret ? ", secret-env = S" : "") + " } }");
    Faults faults = Faults.collected();
    SettingsReader.read(
        file, Map.of("T", "0123456789abcdefghij", "S", "abcdefghij0123456789"), faults);
    assertThat(faults.warnings())
        .hasSize(warns ? 1 : 0)
        .allMatch(line -> line.contains("access.line-token.required is auto"));
  }

  @Test
  void aClusterThatWantsTokensNeedsASecret() throws IOException {
    Path file = file("talkspurt { " + CLUSTER + "access.line-token.required = yes }");
    assertThatThrownBy(() -> SettingsReader.read(file, Map.of()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("talkspurt.access.line-token")
        .hasMessageContaining("share no secret; allowed: secret-env or secret-file");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "http.tls = true | setting talkspurt.http.tls is true, and nothing says with which certificate | 1",
        "operations.tls = true | setting talkspurt.operations.tls is true | 1",
        "http.tls = true, access.tls { certificate-file = DIR/tls.crt, key-file = DIR/none } |"
            + " setting talkspurt.access.tls: key-file names DIR/none, which cannot be read | 1",
        "access.tls { certificate-file = DIR/tls.key, key-file = DIR/tls.key } |"
            + " certificate-file names DIR/tls.key, which holds no certificate | 1",
        "access.tls { certificate-file = DIR/tls.crt } | key-file is empty | 1",
        "access.tls { client-certificates = please } | client-certificates is 'please'; allowed: none | 1",
        "access.tls { client-certificates = needed } | client-ca-file is empty | 1",
        "access.tls { client-ca-file = DIR/tls.crt } | client-certificates is none | 1",
        "access.tls { reload-every = 0s } | reload-every is 0 ms | 1",
        "websocket.tls { trust-file = DIR/tls.key } |"
            + " setting talkspurt.websocket.tls: trust-file names DIR/tls.key | 1",
      })
  void whatTlsNeedsMustBeThere(String settings, String told, int faults) throws Exception {
    Files.writeString(dir.resolve("tls.crt"), keys.certificates());
    Files.writeString(dir.resolve("tls.key"), keys.keyPem());
    Path file =
        file("talkspurt { " + settings.replaceAll("DIR(/[a-z.]+)", "\"" + dir + "$1\"") + " }");
    assertThatThrownBy(() -> SettingsReader.read(file, Map.of()))
        .hasMessageContaining(told.replace("DIR", dir.toString()))
        .satisfies(failure -> assertThat(
                failure.getMessage().lines().filter(line -> line.contains("allowed")))
            .hasSize(faults));
  }

  @Test
  void tlsIsOffUnlessItIsAskedFor() throws Exception {
    TlsSettings standard = SettingsReader.read(null, Map.of()).tls();
    assertThat(standard.listens()).isFalse();
    assertThat(standard.dialling()).isEqualTo(PemFiles.NONE);
    Files.writeString(dir.resolve("tls.crt"), keys.certificates());
    Files.writeString(dir.resolve("tls.key"), keys.keyPem());
    String tls = "access.tls { certificate-file = \"%1$s/tls.crt\", key-file = \"%1$s/tls.key\" }"
        .formatted(dir);
    Faults faults = Faults.collected();
    SettingsReader.read(file("talkspurt { " + tls + " }"), Map.of(), faults);
    assertThat(faults.all()).isEmpty();
    assertThat(faults.warnings()).singleElement().asString().contains("is used by no port");
    TlsSettings own = SettingsReader.read(
            file("talkspurt { http.tls = true, " + tls + " }"), Map.of())
        .tls();
    assertThat(own.http()).isTrue();
    assertThat(own.operations()).isFalse();
    assertThat(own.clients()).isEqualTo(ClientCertificates.NONE);
  }

  /** The port of operations has most of its limits from the API. */
  @Test
  void aWrongLimitOfTheApiIsToldOnce() throws IOException {
    Path file = file("talkspurt.http.body-timeout = 0s");
    assertThatThrownBy(() -> SettingsReader.read(file, Map.of()))
        .hasMessageContaining("body-timeout is 0 ms")
        .satisfies(failure -> assertThat(
                failure.getMessage().lines().filter(line -> line.contains("allowed:")))
            .hasSize(1));
    Settings own = SettingsReader.read(
        file("talkspurt { http.head-timeout = 7s, operations.max-connections = 3 }"), Map.of());
    assertThat(own.operations().headTimeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(own.operations().maxConnections()).isEqualTo(3);
    assertThat(own.operations().maxConnectionsPerAddress()).isEqualTo(3);
  }

  @Test
  void insecureInsists() throws IOException {
    Settings open = SettingsReader.read(
        file("talkspurt { bind = \"0.0.0.0\", access.insecure = true }"), Map.of());
    assertThat(open.access().insecure()).isTrue();
    assertThat(open.media().takeUnannounced()).as("a stranger's line").isFalse();
  }

  @Test
  void onOneMachineNothingNeedsToBeSaid() {
    Settings usual = SettingsReader.read(null, Map.of());
    assertThat(usual.media().takeUnannounced()).isTrue();
    assertThat(usual.operations().host()).isEqualTo("127.0.0.1");
    assertThat(usual.operations().port()).isEqualTo(1651);
  }

  @Test
  void theExampleForPostgresSaysItToTheJournal() throws IOException {
    Settings settings = SettingsReader.read(
        Path.of("conf/postgres.conf"), Map.of("TALKSPURT_DATABASE_PASSWORD", "s&cret"));
    assertThat(settings.database().schema()).isEqualTo(SchemaUse.MIGRATE);
    Config pool = settings.config().getConfig("akka-persistence-jdbc.shared-databases.slick.db");
    assertThat(pool.getString("url"))
        .startsWith("jdbc:postgresql://127.0.0.1:5432/talkspurt?")
        .contains("sslmode=prefer", "connectTimeout=3")
        .doesNotContain("cret");
    assertThat(pool.getString("password")).isEqualTo("s&cret");
    assertThat(pool.getInt("maxConnections")).isEqualTo(10);
    assertThat(pool.getInt("properties.socketTimeout")).isEqualTo(5);
    assertThat(settings.config().getDuration("jdbc-journal.circuit-breaker.call-timeout"))
        .isGreaterThan(Duration.ofSeconds(8));
    assertThat(settings.toString().replace(settings.config().toString(), ""))
        .doesNotContain("cret");
  }

  @Test
  void aPasswordMayStandInAFileOfItsOwn() throws IOException {
    Path password = Files.writeString(dir.resolve("password"), "s&cret\n");
    Settings settings = SettingsReader.read(
        file("talkspurt.database { kind = postgresql, postgresql.password-file = \"" + password
            + "\" }"),
        Map.of());
    assertThat(
            settings.config().getString("akka-persistence-jdbc.shared-databases.slick.db.password"))
        .isEqualTo("s&cret");
  }

  @Test
  void severalServersOfPostgresAreAskedForTheOneThatTakesWrites() throws IOException {
    Settings settings = SettingsReader.read(
        file("talkspurt.database { kind = postgresql, postgresql {"
            + " hosts = [\"a:1\", \"[::1]:2\"], name = \"a b\" } }"),
        Map.of());
    assertThat(settings.config().getString("akka-persistence-jdbc.shared-databases.slick.db.url"))
        .startsWith("jdbc:postgresql://a:1,[::1]:2/a%20b?")
        .contains("targetServerType=primary");
  }

  @Test
  void aWrongEnvironmentVariableIsToldByItsName() {
    assertThatThrownBy(
            () -> SettingsReader.read(null, Map.of("TALKSPURT_AUDIOSOCKET_PORT", "three")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("TALKSPURT_AUDIOSOCKET_PORT")
        .hasMessageContaining("three");
  }

  @Test
  void aFileThatIsNotThereIsTold() {
    assertThatThrownBy(() -> SettingsReader.read(dir.resolve("none.conf"), Map.of()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("none.conf cannot be read");
  }

  @Test
  void aFileThatIsNoHoconIsTold() throws IOException {
    Path file = file("talkspurt { http {");
    assertThatThrownBy(() -> SettingsReader.read(file, Map.of()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(file.toString());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("own.conf"), text);
  }

  @Test
  void aPresetWinsOverTheDefaultsAndWhatIsSaidBesideItOverThePreset() throws IOException {
    Path file = file("talkspurt.turn.preset = noisy");
    TurnReader reader = new TurnReader(new ConfigSection(
        SettingsReader.read(file, Map.of()).config().getConfig("talkspurt"), "talkspurt"));
    assertThat(reader.turns("en").speechThreshold()).isEqualTo(0.8);
    ConfigSection own = new ConfigSection(
        ConfigFactory.parseString("preset = fast, end-of-turn = 800ms"), "profile.turn");
    TurnSettings turns = reader.turns(own, "en-GB");
    assertThat(turns.pauseAfter()).isEqualTo(Duration.ofMillis(40));
    assertThat(turns.endOfTurn().usual()).isEqualTo(Duration.ofMillis(800));
    assertThat(turns.backchannels().phrases()).contains("okay");
    assertThat(reader.turns("xx").commands().phrases()).isEmpty();
  }

  @Test
  void ofThePresetManualKeysAloneDecide() throws IOException {
    Config settings = SettingsReader.read(file(""), Map.of()).config().getConfig("talkspurt");
    TurnReader reader = new TurnReader(new ConfigSection(settings, "talkspurt"));
    assertThat(reader.turns("en").endOfTurn().byKey()).isFalse();
    TurnSettings manual = reader.turns(own("preset = manual"), "en");
    assertThat(manual.endOfTurn().byKey()).isTrue();
    assertThat(manual.answering(List.of("sales")).endOfTurn().byKey()).isTrue();
    assertThat(manual.interruption().by()).isEqualTo(Interruption.By.KEYS);
    assertThat(manual.repromptAfter()).isEqualTo(Duration.ofSeconds(20));
    assertThat(reader.turns(own("preset = manual, interruption = none"), "en").interruption())
        .isEqualTo(Interruption.NONE);
    assertThatThrownBy(() -> reader.turns(own("preset = manual, interruption = \"words:2\""), "en"))
        .hasMessageContaining("allowed then: dtmf-only, none");
    assertThatThrownBy(() -> reader.turns(own("end-of-turn-by = keys"), "en"))
        .hasMessageContaining("end-of-turn-by is keys; allowed: silence, key");
  }

  private static ConfigSection own(String turn) {
    return new ConfigSection(ConfigFactory.parseString(turn), "profile.turn");
  }

  @Test
  void aPresetThatDoesNotExistIsNamedWithThoseThatDo() throws IOException {
    Path file = file("talkspurt.turn.preset = slow");
    assertThatThrownBy(() -> SettingsReader.read(file, Map.of()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(
            "setting talkspurt.turn.preset is slow; allowed: [fast, manual, noisy, thoughtful], or"
                + " empty for none");
  }

  @Test
  void aKeyThatNoTurnHasIsRefusedInAPresetToo() throws IOException {
    Path file = file("talkspurt.turn-presets.mine { end-of-tum = 1s }");
    assertThatThrownBy(() -> SettingsReader.read(file, Map.of()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("end-of-tum");
  }
}
