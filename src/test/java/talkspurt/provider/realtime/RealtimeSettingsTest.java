package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.RealtimeSettingsOf;

class RealtimeSettingsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"http://h", "ws:/path", "ws://h?model=x", "ws://u:p@h/x", "ws://h/#x", "h"})
  void anAddressThatIsNoneIsRefused(String url) {
    assertThatThrownBy(() -> RealtimeSettingsOf.settings(URI.create(url), false, "ours"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("url is not one of a Realtime server; allowed");
  }

  @Test
  void anUnknownDetectionIsRefused() {
    assertThatThrownBy(() -> RealtimeSettingsOf.settings(URI.create("ws://h"), false, "theirs"))
        .hasMessage("turn-detection is 'theirs'; allowed: ours, server-vad, semantic-vad");
  }

  @Test
  void theKeyIsNotPrinted() {
    assertThat(RealtimeSettingsOf.settings(URI.create("ws://h"), false, "ours").toString())
        .contains("***")
        .doesNotContain("sk-17");
  }
}
