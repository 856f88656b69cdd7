package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.provider.mcp.McpAddress;
import talkspurt.provider.mcp.McpToolRunner;
import talkspurt.telemetry.Metrics;

class McpReaderTest {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final Map<String, String> ENVIRONMENT = Map.of(
      "PATH", "/bin:/usr/bin", "HOME", "/home/a", "SHOP_KEY", "s3cret", "OTHER_KEY", "hidden");

  private static ActorTestKit kit;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("mcp");
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void aServerHasItsAddressAndLimits() {
    McpToolRunner shop = read("""
        url = "https://shop.example/mcp", token-env = SHOP_KEY, allow = [book]
        headers { X-Shop = acme, X-Key-env = SHOP_KEY }, max-requests = 3, check-every = 30s
        """);
    McpAddress.Url url = (McpAddress.Url) shop.server().settings().address();
    assertThat(url.token().orElseThrow().text()).isEqualTo("s3cret");
    assertThat(url.headers().get("X-Shop").text()).isEqualTo("acme");
    assertThat(url.headers().get("X-Key").text()).isEqualTo("s3cret");
    assertThat(url.toString()).doesNotContain("s3cret");
    assertThat(shop.server().settings().maxRequests()).isEqualTo(3);
    assertThat(shop.server().settings().checkEvery()).isEqualTo(Duration.ofSeconds(30));
    assertThat(shop.patience("book")).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aProgramGetsWhatIsNamedAndNothingElse() {
    McpToolRunner shop =
        read("program = [\"" + JAVA + "\", \"-version\"], environment = [SHOP_KEY], allow = \"*\"");
    McpAddress.Program program = (McpAddress.Program) shop.server().settings().address();
    assertThat(program.command()).containsExactly(JAVA, "-version");
    assertThat(program.environment()).containsOnlyKeys("PATH", "HOME", "SHOP_KEY");
  }

  @Test
  void profilesThatSayTheSameShareAServer() {
    ProviderStore.Reading made = new ProviderStore().reading();
    String block = "url = \"http://127.0.0.1:1/mcp\", allow = \"*\"";
    McpToolRunner one = read(block, made);
    assertThat(read(block + ", deny = [drop]", made).server()).isSameAs(one.server());
    assertThat(read(block + ", max-requests = 2", made).server()).isNotSameAs(one.server());
  }

  @Test
  void aServerThatNobodyNamesAnyMoreIsClosed() {
    ProviderStore store = new ProviderStore();
    ProviderStore.Reading made = store.reading();
    McpToolRunner one = read("url = \"http://127.0.0.1:1/mcp\", allow = \"*\"", made);
    store.keepOnly(List.of(made));
    assertThat(store.size()).isEqualTo(1);
    store.keepOnly(List.of());
    assertThat(store.size()).isZero();
    one.server().start();
    assertThat(one.server().tried().toCompletableFuture()).as("closed").isCompleted();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "allow = \"*\" | none of url and program",
        "url = \"http://a/\", program = [a], allow = \"*\" | both of url and program",
        "url = \"ftp://a/\", allow = \"*\" | url is 'ftp://a/'",
        "url = \"http://u:p@a/\", allow = \"*\" | url holds a password",
        "url = \"http://a/\" | tools.mcp.shop.allow is missing",
        "url = \"http://a/\", allow = [] | tools.mcp.shop.allow is empty",
        "url = \"http://a/\", allow = all | tools.mcp.shop.allow is",
        "url = \"http://a/\", allow = \"*\", alow = 1 | tools.mcp.shop.alow does not exist (did you mean",
        "url = \"http://a/\", allow = \"*\", token-env = NOBODY | tools.mcp.shop.token-env names NOBODY, which is not set",
        "url = \"http://a/\", allow = \"*\", environment = [A] | tools.mcp.shop.environment is for a program",
        "program = [no-such-program-here], allow = \"*\" | tools.mcp.shop.program begins with no-such-program-here",
        "program = [java], token-env = SHOP_KEY, allow = \"*\" | tools.mcp.shop.token-env is for a url",
        "url = \"http://a/\", allow = \"*\", max-requests = 0 | max-requests is 0; allowed: 1 to 256",
        "url = \"http://a/\", allow = \"*\", retry-after = 2m | retry-after is 120000 ms",
        "url = \"http://a/\", allow = \"*\", headers { Host = a } | headers.Host is a header that cannot be set",
        "url = \"http://a/\", allow = \"*\", headers { X-A-env = NOBODY } | X-A-env names NOBODY",
        "url = \"http://a/\", allow = \"*\", prefix = \"a b\" | prefix is 'a b'",
        "url = \"http://a/\", allow = [a], tools { b { with { c = d } } } | tools names b",
        "url = \"http://a/\", allow = [a], tools { a { from-call { c = nobody } } } | from-call.c is 'nobody'",
        "url = \"http://a/\", allow = [a], tools { a { wiht { c = d } } } | tools.mcp.shop.tools.a.wiht does not exist",
        "url = \"http://a/\", allow = [a], tools { a { with { c = \"{nobody}\" } } } | names {nobody}",
        "url = \"http://a/\", allow = [a], tools { a = 1 } | tools has a, which is no block"
      })
  void aFaultNamesItsKey(String block, String told) {
    assertThatThrownBy(() -> read(block)).hasMessageContaining(told);
  }

  @Test
  void whatIsSpecialAboutAToolWithPointsInItsName() {
    McpToolRunner shop = read(
        "url = \"http://a/\", allow = [files.read], tools { \"files.read\" { with { a = b } } }");
    assertThat(shop.absent()).containsExactly("files.read");
  }

  private static McpToolRunner read(String block) {
    return read(block, new ProviderStore().reading());
  }

  /** Not connected to, as faults are collected; the first is thrown. */
  private static McpToolRunner read(String block, ProviderStore.Reading made) {
    Faults faults = Faults.collected();
    ConfigSection servers = new ConfigSection(
        ConfigFactory.parseString("shop { " + block + " }"),
        "tools.mcp",
        ConfigFactory.empty(),
        faults);
    ConfigSection standards =
        new ConfigSection(ConfigFactory.defaultReference().getConfig("talkspurt.mcp"), "mcp");
    Optional<Map<String, McpToolRunner>> read = faults.attempt(
        () -> new McpReader(kit.system(), standards, Metrics.notExposed(), made, ENVIRONMENT)
            .read(servers));
    if (!faults.all().isEmpty()) {
      throw new StartFailure(String.join("\n", faults.all()));
    }
    return read.orElseThrow().get("shop");
  }
}
