package talkspurt.media;

import talkspurt.audio.AudioFrame;

/** A piece of what the bot says, on its way into the playback buffer. */
sealed interface SpeechPiece {

  /** A segment (a sentence, a recorded prompt) begins; its words are for the transcript. */
  record SegmentBegins(String words) implements SpeechPiece {}

  /** Sound of the segment, at any rate and of any length. */
  record Sound(AudioFrame frame) implements SpeechPiece {}

  /** The segment's sound is complete. */
  record SegmentEnds() implements SpeechPiece {}
}
