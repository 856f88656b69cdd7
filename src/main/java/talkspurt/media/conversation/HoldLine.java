package talkspurt.media.conversation;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.Optional;
import java.util.function.Function;
import talkspurt.audio.AudioFrame;
import talkspurt.call.SpokenPart;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.profile.Hold;
import talkspurt.media.profile.Prompt;
import talkspurt.media.profile.Voice;

/**
 * A caller on hold: what they hear, which is no turn of the bot's, and whether it is being played. As something is
 * played all the time, if only silence, and nothing may interrupt it, the caller is not heard. Not thread-safe.
 */
public final class HoldLine {

  /** Whose speech it is: nobody's turn. */
  static final int TURN = -1;

  private static final int RATE_HZ = 8000;

  private boolean on;
  private boolean playing;

  /** Whether the caller is on hold. */
  public boolean on() {
    return on;
  }

  /** The caller is, or is not, on hold from now on; whether that is news. */
  public boolean use(boolean wanted) {
    boolean news = wanted != on;
    on = wanted;
    return news;
  }

  /** Whether what happened in playback is of this, and of nobody else. */
  public boolean takes(PlayoutEvent event) {
    if (event.turn() != TURN) {
      return false;
    }
    playing &= !(event instanceof PlayoutEvent.Finished || event instanceof PlayoutEvent.Dropped);
    return true;
  }

  /** Something else goes into the playback buffer, and drops this. */
  public void replaced() {
    playing = false;
  }

  /**
   * What is to be played now that nobody speaks, unless it is played already.
   *
   * @param voice says words
   */
  public Optional<PlayoutOrder> play(
      Optional<Hold> hold, Function<String, Source<TtsPiece, NotUsed>> voice) {
    if (!on || playing) {
      return Optional.empty();
    }
    playing = true;
    return Optional.of(new PlayoutOrder.Speak(TURN, sound(hold, voice)));
  }

  /** The caller is not on hold any more. */
  public Optional<PlayoutOrder> stop() {
    return playing ? Optional.of(new PlayoutOrder.Drop()) : Optional.empty();
  }

  private static Source<TtsPiece, NotUsed> sound(
      Optional<Hold> hold, Function<String, Source<TtsPiece, NotUsed>> voice) {
    if (hold.isEmpty()) {
      return segment(silence(Integer.MAX_VALUE));
    }
    int pause = (int) hold.get().every().toMillis();
    Prompt prompt = hold.get().prompt();
    return Source.repeat(prompt)
        .flatMapConcat(again -> once(again, voice).concat(segment(silence(pause))));
  }

  private static Source<TtsPiece, NotUsed> once(
      Prompt prompt, Function<String, Source<TtsPiece, NotUsed>> voice) {
    if (prompt instanceof Prompt.Say say) {
      return voice.apply(say.words());
    }
    if (prompt instanceof Prompt.Play play) {
      return Voice.recording(SpokenPart.Kind.FILLER, "", play.recording());
    }
    throw new AssertionError(prompt);
  }

  /** At least one frame: a round that takes no time would never end. */
  private static Source<TtsPiece, NotUsed> silence(int ms) {
    short[] frame = new short[AudioFrame.samplesPerFrame(RATE_HZ)];
    TtsPiece piece = new TtsPiece.Sound(new AudioFrame(RATE_HZ, frame));
    return Source.repeat(piece).take(Math.max(1, ms / AudioFrame.FRAME_MS));
  }

  private static Source<TtsPiece, NotUsed> segment(Source<TtsPiece, NotUsed> sound) {
    return Voice.segment(SpokenPart.Kind.FILLER, "", sound);
  }
}
