package talkspurt.line.audiosocket;

import java.time.Duration;

/**
 * The AudioSocket server.
 *
 * @param bind address to listen on
 * @param port TCP port, 0 to 65535; 0 takes a free one
 * @param advertisedHost host in the audio address that dialplans are told; empty: {@code bind}
 * @param idTimeout how long a peer may take to say which call it brings
 * @param maxLines how many lines may be open at once
 * @param maxUnreadable after how many messages that cannot be read, without any sound between them,
 *     a line is closed
 * @param lingerAfterHangUp how long Asterisk is given to close a line that we hung up
 */
public record AudioSocketSettings(
    String bind,
    int port,
    String advertisedHost,
    Duration idTimeout,
    int maxLines,
    int maxUnreadable,
    Duration lingerAfterHangUp) {

  public AudioSocketSettings {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port is " + port + "; allowed: 0 to 65535");
    }
    if (maxLines < 1 || maxLines > 100_000) {
      throw new IllegalArgumentException("max-lines is " + maxLines + "; allowed: 1 to 100000");
    }
    if (maxUnreadable < 1 || maxUnreadable > 1_000_000) {
      throw new IllegalArgumentException(
          "max-unreadable is " + maxUnreadable + "; allowed: 1 to 1000000");
    }
    within("id-timeout", idTimeout);
    within("linger-after-hang-up", lingerAfterHangUp);
  }

  private static void within(String key, Duration value) {
    if (value.toMillis() < 1 || value.toSeconds() > 60) {
      throw new IllegalArgumentException(key + " is " + value + "; allowed: 1 ms to 60 s");
    }
  }
}
