package talkspurt.line;

import java.util.UUID;
import talkspurt.audio.AudioFrame;

/** What a line brings. */
public sealed interface LineEvent {

  /**
   * The line belongs to this call. Comes once, before any sound.
   *
   * @param trace the {@code traceparent} that came with it, or empty
   */
  record Announced(UUID callId, String trace) implements LineEvent {

    /** In no trace. */
    public Announced(UUID callId) {
      this(callId, "");
    }
  }

  /** Sound of the caller, of any length, in the rate the line speaks. */
  record Heard(AudioFrame frame) implements LineEvent {}

  /** So much of what was sent waits to be played, as the peer tells. */
  record Waiting(int ms) implements LineEvent {}

  /** The caller pressed a key: {@code 0-9 * # A-D}. */
  record KeyPressed(char key) implements LineEvent {}

  /** The caller typed words instead of speaking them; not empty, of a bounded length. */
  record Typed(String words) implements LineEvent {}

  /** The first {@code frames} frames that were sent have been played; a flush skips its mark. */
  record Played(long frames) implements LineEvent {}

  /**
   * So many frames more wait in the line than it needs, which delays all that follows: whoever plays
   * lets as many frame times pass. A flush makes it void, the next one takes its place.
   */
  record Ahead(int frames) implements LineEvent {}
}
