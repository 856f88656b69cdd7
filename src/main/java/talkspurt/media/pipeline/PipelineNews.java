package talkspurt.media.pipeline;

import talkspurt.audio.AudioFrame;
import talkspurt.line.LineEvent;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.provider.ProviderFailure;

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
   * Both hold until this returns.
   */
  default void sound(AudioFrame line, AudioFrame bot) {}

  /** 20 ms of the caller were heard. */
  void heard(HeardFrame frame);

  /** Something was played, paused or dropped. */
  void playout(PlayoutEvent event);
}
