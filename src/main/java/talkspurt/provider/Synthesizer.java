package talkspurt.provider;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.Objects;
import talkspurt.audio.AudioFrame;
import talkspurt.text.SpokenForm;

/**
 * Text to speech.
 *
 * <p>Asked once a sentence. Sound is pulled only as fast as it is played, so an adapter must not
 * run ahead without bound; cancelling the source means that the rest will not be played. A failure
 * is a last element, {@link Sound.Failed}, never a failed stream.
 */
public interface Synthesizer {

  /** The sound of one sentence, from its first sample to its last. */
  Source<Sound, NotUsed> synthesize(Request request);

  /** A failure of this voice that shows only to whoever waits for it. */
  default ProviderFailure failure(ProviderFailure.Kind kind, String detail) {
    return new ProviderFailure(kind, "voice", detail);
  }

  /**
   * One sentence to be spoken.
   *
   * @param language BCP 47 tag
   * @param voice the adapter's name of a voice, or empty for its default
   * @param text plain text
   * @param meter told what is used; sentences that differ in it alone are the same
   */
  record Request(String language, String voice, String text, UsageMeter meter) {

    /** One for which nobody pays. */
    public Request(String language, String voice, String text) {
      this(language, voice, text, UsageMeter.NONE);
    }

    /** The same with another meter. */
    public Request with(UsageMeter other) {
      return new Request(language, voice, text, other);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Request same
          && language.equals(same.language)
          && voice.equals(same.voice)
          && text.equals(same.text);
    }

    @Override
    public int hashCode() {
      return Objects.hash(language, voice, text);
    }
  }

  /** A piece of speech. */
  sealed interface Sound {

    /** Samples, of any length and at the adapter's own rate. */
    record Pcm(AudioFrame frame) implements Sound {}

    /**
     * By {@code ms} from the first sample on, the first {@code characters} of the text are said. For
     * voices that can tell; in order, before or after the sound it speaks of.
     */
    record Said(int characters, int ms) implements Sound {}

    /**
     * What the voice was given in place of the text, and so what its sound is spread over. For voices that do not tell
     * when words are said; behind the first sound.
     */
    record Given(SpokenForm form) implements Sound {}

    /** A voice failed before it said anything, and the next is asked: what follows is of that one. */
    record GaveWay(ProviderFailure failure) implements Sound {}

    /** No more will come, and why. */
    record Failed(ProviderFailure failure) implements Sound {}
  }
}
