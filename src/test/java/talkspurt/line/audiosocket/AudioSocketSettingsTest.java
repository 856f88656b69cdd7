package talkspurt.line.audiosocket;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import talkspurt.access.Networks;

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
    assertThatThrownBy(() -> settings(0, 1, 1, SECOND, 0, 1))
        .hasMessageStartingWith("max-pending is 0; allowed");
    assertThatThrownBy(() -> settings(0, 1, 1, SECOND, 1, 0))
        .hasMessageStartingWith("max-pending-per-address is 0; allowed");
  }

  private static AudioSocketSettings settings(
      int port, int maxLines, int maxUnreadable, Duration idTimeout) {
    return settings(port, maxLines, maxUnreadable, idTimeout, 1, 1);
  }

  private static AudioSocketSettings settings(
      int port,
      int maxLines,
      int maxUnreadable,
      Duration idTimeout,
      int pending,
      int pendingPerAddress) {
    return new AudioSocketSettings(
        "127.0.0.1",
        port,
        "",
        0,
        idTimeout,
        Networks.of(List.of()),
        pending,
        pendingPerAddress,
        maxLines,
        maxUnreadable,
        SECOND);
  }
}
