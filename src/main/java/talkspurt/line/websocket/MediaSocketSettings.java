package talkspurt.line.websocket;

import java.time.Duration;
import java.util.List;
import talkspurt.audio.AudioFrame;

/**
 * Lines over chan_websocket.
 *
 * @param startWithin how long Asterisk may take to begin the media (MEDIA_START)
 * @param mostLines how many lines may be open at once
 * @param mostUnreadable after how many messages that cannot be read, without any sound between them,
 *     a line is closed
 * @param lingerAfterHangUp how long Asterisk is given to close a line that we hung up
 * @param callIdVariables channel variables that may hold the call's id, without underscores in front
 * @param lead how much silence is sent ahead, so that a frame that is late is not missed
 * @param statusEvery how often Asterisk is asked how much waits to be played
 * @param mostQueued when more waits, nothing is sent until it is {@code lead} again
 * @param answer whether a line is answered by command, for channels dialled with option n
 * @param allowedHosts where lines may be opened to, as {@code host} (any port) or {@code host:port}
 * @param connectWithin how long opening one may take
 * @param unbuffered whether what MEDIA_START says of that is heeded
 */
public record MediaSocketSettings(
    Duration startWithin,
    int mostLines,
    int mostUnreadable,
    Duration lingerAfterHangUp,
    List<String> callIdVariables,
    Duration lead,
    Duration statusEvery,
    Duration mostQueued,
    boolean answer,
    List<String> allowedHosts,
    Duration connectWithin,
    Unbuffered unbuffered) {

  public MediaSocketSettings {
    callIdVariables = List.copyOf(callIdVariables);
    allowedHosts = List.copyOf(allowedHosts);
    within("start-within", startWithin, 1, 60_000);
    within("linger-after-hang-up", lingerAfterHangUp, 1, 60_000);
    within("lead", lead, 0, 200);
    within("status-every", statusEvery, 100, 60_000);
    within("most-queued", mostQueued, 20, 10_000);
    within("connect-within", connectWithin, 1, 60_000);
    if (mostQueued.compareTo(lead) <= 0) {
      throw new IllegalArgumentException(
          "most-queued is " + mostQueued + "; allowed: more than lead, " + lead);
    }
    if (mostLines < 1 || mostLines > 100_000) {
      throw new IllegalArgumentException("most-lines is " + mostLines + "; allowed: 1 to 100000");
    }
    if (mostUnreadable < 1 || mostUnreadable > 1_000_000) {
      throw new IllegalArgumentException(
          "most-unreadable is " + mostUnreadable + "; allowed: 1 to 1000000");
    }
    for (String name : callIdVariables) {
      matching("call-id-variables", name, "[A-Za-z][A-Za-z0-9_]{0,63}", "names of variables");
    }
    for (String host : allowedHosts) {
      matching(
          "allowed-hosts",
          host,
          "[^\\s/:@]+(:[0-9]{1,5})?|\\[[0-9a-fA-F:.]+](:[0-9]{1,5})?",
          "host or host:port");
    }
  }

  int leadFrames() {
    return frames(lead);
  }

  int mostQueuedFrames() {
    return frames(mostQueued);
  }

  private static int frames(Duration duration) {
    return (int) (duration.toMillis() / AudioFrame.FRAME_MS);
  }

  private static void within(String key, Duration value, long leastMs, long mostMs) {
    if (value.toMillis() < leastMs || value.toMillis() > mostMs) {
      throw new IllegalArgumentException(
          key + " is " + value + "; allowed: " + leastMs + " ms to " + mostMs + " ms");
    }
  }

  private static void matching(String key, String value, String pattern, String allowed) {
    if (!value.matches(pattern)) {
      throw new IllegalArgumentException(key + " has '" + value + "'; allowed: " + allowed);
    }
  }
}
