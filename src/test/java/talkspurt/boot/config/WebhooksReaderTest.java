package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.control.EventFilter;
import talkspurt.events.EventWebhook;
import talkspurt.events.WebhookTarget;

class WebhooksReaderTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("NEW", "whsec_" + "abcd".repeat(8), "OLD", "whsec_" + "efgh".repeat(8), "BAD", "x");

  private static List<WebhookTarget> read(String settings) {
    Config standard = SettingsReader.reference().getConfig("talkspurt");
    Config own = ConfigFactory.parseString(settings).withFallback(standard);
    return WebhooksReader.webhooks(new ConfigSection(own, "talkspurt"), ENVIRONMENT);
  }

  @Test
  void thereIsNoneByDefault() {
    assertThat(read("")).isEmpty();
  }

  @Test
  void whatIsNotSaidIsAsInTheBlockOfAll() {
    WebhookTarget target = read("""
        events.webhook { numbers = masked, answer-timeout = 5s }
        webhooks = [ { name = crm, url = "https://crm.example.org/x?key=1", secret-env = NEW } ]
        """).get(0);
    EventWebhook webhook = target.webhook();
    assertThat(webhook.name()).isEqualTo("crm");
    assertThat(webhook.wanted()).isEqualTo(EventFilter.ALL);
    assertThat(webhook.masked()).isTrue();
    assertThat(webhook.content()).isFalse();
    assertThat(target.peer().answerTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(target.peer().attempts()).isEqualTo(1);
    assertThat(target.signature()).hasToString("StandardSignature[1 keys]");
  }

  @Test
  void allOfItIsRead() {
    List<WebhookTarget> targets = read("""
        webhooks = [
          { name = a, url = "http://127.0.0.1:1/", secret-env = NEW, old-secrets = [ { secret-env = OLD } ],
            events = [call.ended, budget.reached], profiles = [sales], numbers = full, content = true, connect-timeout = 1s }
          { name = b, url = "http://192.0.2.1/", secret-env = NEW, allow-http = true }
        ]
        """);
    WebhookTarget a = targets.get(0);
    assertThat(a.webhook().wanted())
        .isEqualTo(new EventFilter(Set.of("call.ended", "budget.reached"), Set.of("sales")));
    assertThat(a.webhook().content()).isTrue();
    assertThat(a.signature()).hasToString("StandardSignature[2 keys]");
    assertThat(a.peer().connectTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(targets.get(1).webhook().name()).isEqualTo("b");
    assertThat(a.toString()).doesNotContain("abcd");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url = \"https://a/\", secret-env = NEW | talkspurt.webhooks.name is missing",
        "name = a, secret-env = NEW | talkspurt.webhooks.url is missing",
        "name = \"a b\", url = \"https://a/\", secret-env = NEW | name is 'a b'; allowed: letters",
        "name = a, url = \"ftp://a/\", secret-env = NEW | url is 'ftp://a/'; allowed: http",
        "name = a, url = \"http://192.0.2.1/\", secret-env = NEW | url is 'http://192.0.2.1/', which is not encrypted",
        "name = exchange-a, url = \"https://a/\" | name is 'exchange-a', and exchange-… are the hosts of the exchange",
        "name = a, url = \"https://a/\" | secret is missing; allowed: secret-env or secret-file",
        "name = a, url = \"https://a/\", secret-env = NONE | secret-env names NONE, which is not set",
        "name = a, url = \"https://a/\", secret-env = BAD | secret is no key of Standard Webhooks",
        "name = a, url = \"https://a/\", secret-env = NEW, events = [call.end] | events has call.end (did you mean call.ended?)",
        "name = a, url = \"https://a/\", secret-env = NEW, numbers = half | numbers is half; allowed: full, masked",
        "name = a, url = \"https://a/\", secret-env = NEW, secret = x | talkspurt.webhooks.secret does not exist",
        "name = a, url = \"https://a/\", secret-env = NEW, old-secrets = [ {} ] | needs a key",
      })
  void whatIsWrongIsTold(String webhook, String told) {
    assertThatThrownBy(() -> read("webhooks = [ { " + webhook + " } ]")).hasMessageContaining(told);
  }

  private static Map<String, EventWebhook> hosts(String settings) {
    Config standard = SettingsReader.reference().getConfig("talkspurt.exchange");
    Config own = ConfigFactory.parseString(settings)
        .withFallback(ConfigFactory.parseString("hosts { main {}, spare {} }"))
        .withFallback(standard);
    return WebhooksReader.hosts(new ConfigSection(own, "talkspurt.exchange"));
  }

  @Test
  void hostsTellEventsWhereThatIsWanted() {
    assertThat(hosts("")).isEmpty();
    Map<String, EventWebhook> all =
        hosts("user-events { enabled = true, events = [call.ended], profiles = [sales] }");
    assertThat(all).containsOnlyKeys("main", "spare");
    assertThat(all.get("spare"))
        .isEqualTo(new EventWebhook(
            "exchange-spare",
            URI.create("ami://spare"),
            new EventFilter(Set.of("call.ended"), Set.of("sales")),
            true,
            false));
    assertThat(
            hosts("user-events { enabled = true, numbers = full }").get("main").masked())
        .isFalse();
    assertThatThrownBy(() -> hosts("user-events.events = [call.end]"))
        .hasMessageContaining("did you mean call.ended?");
  }

  @Test
  void ofEachNameThereIsOne() {
    String one = "{ name = a, url = \"https://a/\", secret-env = NEW }";
    assertThatThrownBy(() -> read("webhooks = [ " + one + ", " + one + " ]"))
        .hasMessageContaining("name is 'a' a second time");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "keep-for = 1s | keep-for",
        "keep-for = 2h | keep-for is 7200000 ms; allowed: at least give-up-after",
        "webhook.parallel = 0 | parallel",
        "webhook { back-off = 10s, longest-back-off = 1s } | longest-back-off is 1000 ms",
      })
  void limitsAreHeld(String settings, String told) {
    Config standard = SettingsReader.reference().getConfig("talkspurt.events");
    ConfigSection block = new ConfigSection(
        ConfigFactory.parseString(settings).withFallback(standard), "talkspurt.events");
    assertThatThrownBy(() -> WebhooksReader.settings(block)).hasMessageContaining(told);
  }
}
