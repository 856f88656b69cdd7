package talkspurt.call;

import java.time.Instant;
import talkspurt.call.CallEvent.BotFailed;
import talkspurt.call.CallEvent.ReplyFailed;
import talkspurt.call.CallEvent.ToolFailed;
import talkspurt.call.CallEvent.TranscriberFailed;
import talkspurt.call.CallEvent.VoiceFailed;

/**
 * What somebody who serves the call did not do, and how it is known.
 *
 * @param number counts the failures told of one line from 1, so that none is told twice
 * @param provider who failed: the adapter's name in the settings, or the tool's
 * @param address where it was asked, without secrets; empty for what is built in
 * @param kind such as {@code unreachable} or {@code voice-silent}
 * @param detail one line; no secret, and no words of the caller's
 * @param madeGood whether another took over, so that the caller noticed nothing or little
 * @param times how many failures of this kind it stands for, at least 1
 */
public record Failure(
    int number,
    String provider,
    String address,
    String kind,
    String detail,
    boolean madeGood,
    int times) {

  /** What part of the call's service failed. */
  public enum Part {
    /** The agent, or whoever was to bring its reply. */
    AGENT,
    VOICE,
    TRANSCRIBER,
    TOOL,
    BOT;

    /** The event that this part failed; {@code turn} is the turn that was being answered. */
    public CallEvent failed(Instant at, int turn, Failure failure) {
      return switch (this) {
        case AGENT -> new ReplyFailed(at, turn, failure);
        case VOICE -> new VoiceFailed(at, turn, failure);
        case TRANSCRIBER -> new TranscriberFailed(at, turn, failure);
        case TOOL -> new ToolFailed(at, turn, failure);
        case BOT -> new BotFailed(at, turn, failure);
      };
    }
  }
}
