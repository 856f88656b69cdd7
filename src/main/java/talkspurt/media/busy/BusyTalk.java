package talkspurt.media.busy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import talkspurt.audio.AudioFrame;

/**
 * What a busy caller is played, frame by frame, and when that is over. It has no clock: a frame is 20 ms. Not
 * thread-safe.
 */
final class BusyTalk {

  /** How it ends. */
  enum End {
    /** The caller has heard it, and is let go. */
    HEARD,
    /** There is a place now. */
    PLACE,
    /** The caller has waited as long as callers wait. */
    WAITED
  }

  /** A line that brings no sound is spoken to as well, in the rate of a telephone. */
  private static final int HEARD_WITHIN = 25;

  private static final int DEFAULT_RATE_HZ = 8000;

  /** So that the end of the sentence is not cut by the hang-up. */
  private static final int AFTER = 15;

  /** A place is looked for twice a second. */
  private static final int LOOK_EVERY = 25;

  private final BusyAnswer answer;
  private final BusySound sound;
  private Optional<List<AudioFrame>> said = Optional.empty();
  private AudioFrame silence = AudioFrame.silence(DEFAULT_RATE_HZ);
  private int played;
  private int at;

  BusyTalk(BusyAnswer answer, BusySound sound) {
    this.answer = answer;
    this.sound = sound;
  }

  /** The line speaks this rate; the first time counts. */
  void rate(int rateHz) {
    if (said.isEmpty()) {
      said = Optional.of(sound.frames(rateHz));
      silence = AudioFrame.silence(rateHz);
    }
  }

  /** The next frame. */
  AudioFrame next() {
    played++;
    if (said.isEmpty() && played > HEARD_WITHIN) {
      rate(DEFAULT_RATE_HZ);
    }
    if (said.isEmpty()) {
      return silence;
    }
    List<AudioFrame> words = said.get();
    AudioFrame frame = at < words.size() ? words.get(at) : silence;
    at++;
    if (answer.waits() && at >= words.size() + frames(answer.again())) {
      at = 0;
    }
    return frame;
  }

  /**
   * Whether it is over after what was played.
   *
   * @param place whether there is a place now; it is taken then
   */
  Optional<End> end(BooleanSupplier place) {
    if (!answer.waits()) {
      return said.isPresent() && at >= said.get().size() + AFTER
          ? Optional.of(End.HEARD)
          : Optional.empty();
    }
    if (played % LOOK_EVERY == 0 && place.getAsBoolean()) {
      return Optional.of(End.PLACE);
    }
    return played >= frames(answer.longest()) ? Optional.of(End.WAITED) : Optional.empty();
  }

  private static int frames(Duration time) {
    return (int) (time.toMillis() / AudioFrame.FRAME_MS);
  }
}
