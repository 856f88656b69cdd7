package talkspurt.line.websocket;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import java.util.List;
import talkspurt.audio.AudioFrame;

/**
 * Lines over chan_websocket.
 *
 * @param startTimeout how long Asterisk may take to begin the media (MEDIA_START)
 * @param maxLines how many lines may be open at once
 * @param maxUnreadable after how many messages that cannot be read, without any sound between them,
 *     a line is closed
 * @param lingerAfterHangUp how long Asterisk is given to close a line that we hung up
 * @param callIdVariables channel variables that may hold the call's id, without underscores in front
 * @param lead how much silence is sent ahead, so that a frame that is late is not missed
 * @param statusEvery how often Asterisk is asked how much waits to be played
 * @param maxQueued when more waits, nothing is sent until it is {@code lead} again
 * @param answer whether a line is answered by command, for channels dialled with option n
 * @param allowedHosts where lines may be opened to, as {@code host} (any port) or {@code host:port}
 * @param connectTimeout how long opening one may take
 * @param unbuffered whether what MEDIA_START says of that is heeded
 */
public record MediaSocketSettings(
    Duration startTimeout,
    int maxLines,
    int maxUnreadable,
    Duration lingerAfterHangUp,
    List<String> callIdVariables,
    Duration lead,
    Duration statusEvery,
    Duration maxQueued,
    boolean answer,
    List<String> allowedHosts,
    Duration connectTimeout,
    Unbuffered unbuffered) {

  public MediaSocketSettings {
    callIdVariables = List.copyOf(callIdVariables);
    allowedHosts = List.copyOf(allowedHosts);
    within("start-timeout", startTimeout, 1, 60_000);
    within("linger-after-hang-up", lingerAfterHangUp, 1, 60_000);
    within("lead", lead, 0, 200);
    within("status-every", statusEvery, 100, 60_000);
    within("max-queued", maxQueued, 20, 10_000);
    within("connect-timeout", connectTimeout, 1, 60_000);
    if (maxQueued.compareTo(lead) <= 0) {
      throw new IllegalArgumentException(
          "max-queued is " + maxQueued + "; allowed: more than lead, " + lead);
    }
    within("max-lines", maxLines, 1, 100_000);
    within("max-unreadable", maxUnreadable, 1, 1_000_000);
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

  int maxQueuedFrames() {
    return frames(maxQueued);
  }

  private static int frames(Duration duration) {
    return (int) (duration.toMillis() / AudioFrame.FRAME_MS);
  }

  private static void matching(String key, String value, String pattern, String allowed) {
    if (!value.matches(pattern)) {
      throw new IllegalArgumentException(key + " has '" + value + "'; allowed: " + allowed);
    }
  }
}
