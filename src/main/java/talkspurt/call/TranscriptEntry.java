package talkspurt.call;

import java.time.Instant;

/**
 * One line of what was said: by whom, when it was known, and the words.
 *
 * @param keys whether the words are keys that the caller pressed; false in what was stored before
 *     keys were told apart
 */
public record TranscriptEntry(Speaker speaker, Instant at, SpokenText words, boolean keys) {

  /** Something that was spoken. */
  public TranscriptEntry(Speaker speaker, Instant at, SpokenText words) {
    this(speaker, at, words, false);
  }

  /** Who spoke. */
  public enum Speaker {
    CALLER,
    BOT
  }
}
