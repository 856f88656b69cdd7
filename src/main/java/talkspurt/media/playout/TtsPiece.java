package talkspurt.media.playout;

import talkspurt.audio.AudioFrame;
import talkspurt.call.SpokenPart;
import talkspurt.text.SpokenForm;

/** A piece of what the bot says, on its way into the playback buffer. */
public sealed interface TtsPiece {

  /**
   * Whose voice the next segment is of; what nobody tells this of is played by the settings alone.
   *
   * @param pace how evenly its sound arrives
   * @param gaps told of each gap that is heard within the segment
   */
  record SpokenBy(VoicePace pace, Gaps gaps) implements TtsPiece {

    /** Whoever wants to know that a sentence was interrupted for want of sound; must not block. */
    public interface Gaps {

      /** Nothing was heard for so many milliseconds. */
      void heard(int ms);
    }
  }

  /** A segment (a sentence, a recorded prompt) begins; its words are for the transcript. */
  record SegmentBegins(String words, SpokenPart.Kind kind) implements TtsPiece {

    /** A segment of the answer itself. */
    public SegmentBegins(String words) {
      this(words, SpokenPart.Kind.ANSWER);
    }
  }

  /** Sound of the segment, at any rate and of any length. */
  record Sound(AudioFrame frame) implements TtsPiece {}

  /** By {@code ms} of the segment's sound the first {@code characters} of its words are said. */
  record Said(int characters, int ms) implements TtsPiece {}

  /** The segment's sound is spread over this, where nothing tells when its words are said. */
  record Given(SpokenForm form) implements TtsPiece {}

  /** The segment's sound is complete. */
  record SegmentEnds() implements TtsPiece {}

  /** No more comes of the segment: of its words only so many count as there was sound for. */
  record SegmentBreaks() implements TtsPiece {}

  /** A mark of the bot's own; told when all that came before it was heard. */
  record Mark(String name) implements TtsPiece {}
}
