package talkspurt.line.websocket;

import java.time.Duration;
import java.util.List;

/** Settings of tests. */
final class SocketSettings {

  private SocketSettings() {}

  static MediaSocketSettings of(int maxLines, int startWithinMs, String... allowedHosts) {
    return of(maxLines, startWithinMs, 20, allowedHosts);
  }

  static MediaSocketSettings of(
      int maxLines, int startWithinMs, int leadMs, String... allowedHosts) {
    return of(maxLines, startWithinMs, leadMs, Unbuffered.AUTO, allowedHosts);
  }

  static MediaSocketSettings of(Unbuffered unbuffered) {
    return of(10, 5000, 40, unbuffered);
  }

  private static MediaSocketSettings of(
      int maxLines, int startWithinMs, int leadMs, Unbuffered unbuffered, String... allowedHosts) {
    return new MediaSocketSettings(
        Duration.ofMillis(startWithinMs),
        maxLines,
        3,
        Duration.ofMillis(1000),
        List.of("TALKSPURT_ID"),
        Duration.ofMillis(leadMs),
        Duration.ofSeconds(1),
        Duration.ofMillis(80),
        false,
        List.of(allowedHosts),
        Duration.ofSeconds(5),
        unbuffered);
  }
}
