package talkspurt.line.audiosocket;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AudioSocketSettingsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aWrongValueIsNamedWithWhatIsAllowed() {
    assertThatThrownBy(() -> settings(70_000, 1, 1, SECOND))
        .hasMessage("port is 70000; allowed: 0 to 65535");
    assertThatThrownBy(() -> settings(0, 0, 1, SECOND)).hasMessageStartingWith("max-lines is 0");
    assertThatThrownBy(() -> settings(0, 1, 0, SECOND))
        .hasMessageStartingWith("max-unreadable is 0");
    assertThatThrownBy(() -> settings(0, 1, 1, Duration.ZERO))
        .hasMessageStartingWith("id-timeout is 0 ms; allowed");
  }

  private static AudioSocketSettings settings(
      int port, int maxLines, int maxUnreadable, Duration idTimeout) {
    return new AudioSocketSettings(
        "127.0.0.1", port, "", idTimeout, maxLines, maxUnreadable, SECOND);
  }
}
