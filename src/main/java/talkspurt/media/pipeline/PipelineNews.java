package talkspurt.media.pipeline;

import talkspurt.audio.AudioFrame;
import talkspurt.audio.EchoReport;
import talkspurt.audio.Heard;
import talkspurt.line.LineEvent;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.provider.ProviderFailure;
import talkspurt.turn.TurnAction;
import talkspurt.turn.TurnSignal;
import talkspurt.turn.TurnTaker;

/** Where a pipeline tells what happens in it; called on the stream's thread, must not block. */
public interface PipelineNews {

  /** The line said something; of sound only that it came. */
  void line(LineEvent event);

  /** The line is gone. */
  void lineGone(LineEnd end);

  /** The line's audio is not as it should be, or is again. */
  void fault(LineFinding finding);

  /** A transcriber has failed; {@code madeGood} where another has taken over. */
  void transcriberFailed(ProviderFailure failure, boolean madeGood);

  /** An utterance had words in this language, as the recogniser found out; empty: it did not. Told before the words are. */
  default void language(String tag) {}

  /** A decision about the floor was taken. */
  void turn(TurnOutcome.Acted acted);

  /**
   * 20 ms of the line as they came, and what the line was sent beside them, as hearing lays them side by side.
   * All hold until this returns.
   *
   * @param heard what hearing made of it
   * @param botHasFloor whether a reply was being played, was paused or waited for its sound
   */
  default void sound(AudioFrame line, AudioFrame bot, Heard heard, boolean botHasFloor) {}

  /** The bot's echo on the line, from time to time. */
  default void echo(EchoReport report) {}

  /**
   * Sound of the line was missing or late.
   *
   * @param filledMs how much silence stands for what never came
   * @param lateMs how much of what comes next was spoken that long ago
   */
  default void reframed(long filledMs, long lateMs) {}

  /**
   * Turn-taking was told something, or decided something in a frame.
   *
   * @param turns as it is behind that
   */
  default void turned(TurnSignal signal, TurnAction action, TurnTaker turns) {}

  /** 20 ms of the caller were heard. */
  void heard(HeardFrame frame);

  /** Something was played, paused or dropped. */
  void playout(PlayoutEvent event);
}
