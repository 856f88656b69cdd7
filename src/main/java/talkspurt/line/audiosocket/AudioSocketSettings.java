package talkspurt.line.audiosocket;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import talkspurt.access.Networks;

/**
 * The AudioSocket server.
 *
 * @param bind address to listen on
 * @param port TCP port, 0 to 65535; 0 takes a free one
 * @param advertisedHost host in the audio address that dialplans are told; empty: {@code bind}
 * @param advertisedPort port in it; 0: the one that is listened on
 * @param idTimeout how long a peer may take to say which call it brings
 * @param allowed where connections may come from
 * @param maxPending how many connections may be open at once that have not said which call they bring
 * @param maxPendingPerAddress how many of these may come from one address
 * @param maxLines how many lines may be open at once
 * @param maxUnreadable after how many messages that cannot be read, without any sound between them,
 *     a line is closed
 * @param lingerAfterHangUp how long Asterisk is given to close a line that we hung up
 */
public record AudioSocketSettings(
    String bind,
    int port,
    String advertisedHost,
    int advertisedPort,
    Duration idTimeout,
    Networks allowed,
    int maxPending,
    int maxPendingPerAddress,
    int maxLines,
    int maxUnreadable,
    Duration lingerAfterHangUp) {

  public AudioSocketSettings {
    within("port", port, 0, 65535);
    within("advertised-port", advertisedPort, 0, 65535);
    within("max-pending", maxPending, 1, 100_000);
    within("max-pending-per-address", maxPendingPerAddress, 1, 100_000);
    within("max-lines", maxLines, 1, 100_000);
    within("max-unreadable", maxUnreadable, 1, 1_000_000);
    within("id-timeout", idTimeout, 1, 60_000);
    within("linger-after-hang-up", lingerAfterHangUp, 1, 60_000);
  }
}
