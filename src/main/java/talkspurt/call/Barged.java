package talkspurt.call;

import java.time.Instant;
import java.util.Map;
import talkspurt.call.CallEvent.FloorKept;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.ToolRequested;

/**
 * Playback is paused at a known position, and the caller's words are being judged.
 *
 * @param interrupted {@link Greeting} or {@link Speaking}, as it was
 */
public record Barged(CallState interrupted) implements CallState {

  @Override
  public CallFile file() {
    return interrupted.file();
  }

  @Override
  public CallState with(CallFile file) {
    return new Barged(interrupted.with(file));
  }

  @Override
  public Instruction instruction() {
    return new Instruction.Judge(file().plan(), file().turn());
  }

  @Override
  public Verdict yielded(int turn, SpokenText heard, Instant now) {
    return turn == file().turn()
        ? Verdict.accept(new FloorYielded(now, turn, heard), interrupted.afterYielding(now))
        : passedOrNotNow(turn);
  }

  @Override
  public Verdict resumed(int turn, Instant now) {
    return turn == file().turn() ? Verdict.accept(new FloorKept(now, turn)) : passedOrNotNow(turn);
  }

  /** What is paused has not been played to its end. */
  @Override
  public Verdict speechPlayed(int turn, SpokenText all, Instant now) {
    return turn == file().turn() ? Verdict.refuse(Refusal.NOT_NOW) : passedOrNotNow(turn);
  }

  @Override
  public Verdict failTransfer(String why, Instant now) {
    return interrupted.failTransfer(why, now);
  }

  @Override
  public Verdict segmentPlayed(int turn, SpokenText words, Instant now) {
    return interrupted.segmentPlayed(turn, words, now);
  }

  @Override
  public Verdict speechCut(int turn, SpokenText words, Instant now) {
    return interrupted.speechCut(turn, words, now);
  }

  @Override
  public Verdict toolWanted(
      int turn, String key, String name, Map<String, String> arguments, Instant now) {
    return interrupted.toolWanted(turn, key, name, arguments, now);
  }

  @Override
  public Verdict toolBegins(
      int turn, String key, String name, Map<String, String> arguments, Instant now) {
    return interrupted.toolBegins(turn, key, name, arguments, now);
  }

  /** A line that comes back finds the speech where it was paused; the judgement is lost. */
  @Override
  public CallState moved(CallEvent event) {
    if (event instanceof FloorYielded
        || event instanceof CallEvent.TransferRequested
        || event instanceof CallEvent.CallEnded) {
      return interrupted.moved(event);
    }
    if (event instanceof FloorKept) {
      return interrupted.with(file().tally(file().tally().paused(0)));
    }
    if (event instanceof CallEvent.SegmentPlayed
        || event instanceof CallEvent.SpeechCut
        || event instanceof ToolRequested) {
      return new Barged(interrupted.moved(event));
    }
    return event instanceof LineAttached ? interrupted.moved(event) : afterCommon(event);
  }
}
