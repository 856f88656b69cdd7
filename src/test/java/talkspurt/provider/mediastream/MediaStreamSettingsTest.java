package talkspurt.provider.mediastream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.provider.transport.Secret;

class MediaStreamSettingsTest {

  @ParameterizedTest
  @ValueSource(strings = {"ws://h", "wss://h:8443/bot?x=1", "WS://127.0.0.1:1/a"})
  void takesAddressesOfWebSockets(String url) {
    assertThat(settings(url, Map.of(), 5000).url()).isEqualTo(URI.create(url));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://h/", "h", "/bot", "ws:///x", "ws://u:p@h/", "wss://h/#x"})
  void refusesOthers(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(url, Map.of(), 5000))
        .withMessageContaining("allowed: ws://host/path")
        .withMessageNotContaining("u:p");
  }

  @Test
  void headersAreSecret() {
    MediaStreamSettings made =
        settings("ws://h", Map.of("Authorization", new Secret("Bearer x17")), 5000);
    assertThat(made.toString()).contains("***").doesNotContain("x17");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings("ws://h", Map.of("A", new Secret("x17\r\nB: c")), 5000))
        .withMessageNotContaining("x17");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings("ws://h", Map.of("A b", new Secret("c")), 5000));
  }

  @Test
  void limitsAreLimited() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings("ws://h", Map.of(), 99))
        .withMessage("connect-timeout is 99 ms; allowed: 100 to 60000 ms");
  }

  private static MediaStreamSettings settings(
      String url, Map<String, Secret> headers, int connectWithinMs) {
    return new MediaStreamSettings(
        URI.create(url), Map.of(), headers, Duration.ofMillis(connectWithinMs), 65536, 10);
  }
}
