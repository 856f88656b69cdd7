package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.exchange.ExchangeHost;
import talkspurt.exchange.ExchangeSettings;

class ExchangeReaderTest {

  private static ExchangeSettings read(String settings) {
    Config standard = SettingsReader.reference().getConfig("talkspurt.exchange");
    Config own = ConfigFactory.parseString(settings).withFallback(standard);
    return ExchangeReader.settings(
        new ConfigSection(own, "talkspurt.exchange"), Map.of("AMI", "s3cret"));
  }

  @Test
  void nothingIsControlledByDefault() {
    assertThat(read("").hosts()).isEmpty();
    assertThat(read("").phones()).isEmpty();
  }

  @Test
  void hostsAndTelephonesAreRead() {
    ExchangeSettings settings = read("""
        hosts { main { address = "[2001:db8::1]:5039", user = bot, secret-env = AMI, tls = true } }
        phones { desk = "PJSIP/100", hall = "Local/7@from-internal/n" }
        """);
    assertThat(settings.hosts())
        .containsExactly(new ExchangeHost("main", "[2001:db8::1]", 5039, "bot", "s3cret", true));
    assertThat(settings.hosts().get(0).toString()).doesNotContain("s3cret");
    assertThat(settings.phones())
        .isEqualTo(Map.of("desk", "PJSIP/100", "hall", "Local/7@from-internal/n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hosts.main { address = \"a\", user = u, secret-env = AMI } | address is 'a'; allowed: host:port",
        "hosts.main { address = \"a:1\", user = u } | needs a key; allowed: one of [secret-env, secret-file]",
        "hosts.Main { address = \"a:1\", user = u, secret-env = AMI } | name is 'Main'",
        "phones.desk = \"100\" | phones.desk is '100'; allowed: what Asterisk dials",
        "phones.desk = \"PJSIP/1,x\" | phones.desk is 'PJSIP/1,x'",
        "phones.desk = \"PJSIP/1&PJSIP/2\" | phones.desk is",
        "silence-timeout = 1s | silence-timeout is 1000 ms",
      })
  void whatIsWrongIsTold(String settings, String told) {
    assertThatThrownBy(() -> read(settings)).hasMessageContaining(told);
  }
}
