package talkspurt.provider.tts;

import java.util.List;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.transport.ProviderFault;

/**
 * What is said on one WebSocket to a server that speaks, one sentence after the other. Pure and not
 * thread-safe; time is an argument, in nanoseconds.
 */
public interface TtsTalk {

  /**
   * What came of a message.
   *
   * @param sounds of the sentence that is wanted; what belongs to another is dropped
   * @param over whether the sentence is complete
   * @param broken whether the connection is of no more use
   */
  record Heard(List<Sound> sounds, boolean over, boolean broken) {

    /** Nothing that concerns the sentence. */
    public static final Heard NOTHING = new Heard(List.of(), false, false);

    /** More of the sentence. */
    public static Heard more(List<Sound> sounds) {
      return new Heard(sounds, false, false);
    }

    /** The rest of the sentence. */
    public static Heard over(List<Sound> sounds) {
      return new Heard(sounds, true, false);
    }

    /** The sentence fails; the connection can go on unless it is broken. */
    public static Heard failed(ProviderFailure failure, boolean broken) {
      return new Heard(List.of(new Sound.Failed(failure)), true, broken);
    }
  }

  /** What to send for a sentence to be spoken. */
  List<String> say(String text, long nowNanos);

  /** A text message came; a {@link ProviderFault} where its sound cannot be read. */
  Heard text(String message);

  /** A binary message came; a {@link ProviderFault} where its sound cannot be read. */
  Heard binary(byte[] message);

  /** What to send when the rest of the sentence is not wanted any more. */
  List<String> drop();

  /** Whether the next sentence can be said now; false is for good or until a message comes. */
  boolean ready(long nowNanos);

  /** Whether what is missing to be ready will come from the server. */
  boolean waits();

  /** What to send before closing. */
  List<String> goodbye();
}
