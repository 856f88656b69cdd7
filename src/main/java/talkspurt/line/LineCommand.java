package talkspurt.line;

import talkspurt.audio.AudioFrame;

/** What a line takes. */
public sealed interface LineCommand {

  /** 20 ms for the caller's ear, to be sent at once: whoever plays is the clock. */
  record Play(AudioFrame frame) implements LineCommand {}

  /**
   * Tell by {@link LineEvent.Played} when the first {@code frames} frames that were sent have been
   * played. A line that cannot tell does nothing: what it was sent counts as played.
   */
  record Mark(long frames) implements LineCommand {}

  /** What was sent and can still be taken back is not wanted. */
  record Flush() implements LineCommand {}

  /** Let the caller go: Asterisk's dialplan goes on. Nothing may follow. */
  record HangUp() implements LineCommand {}
}
