package talkspurt.call;

import java.time.Instant;

/** One line of what was said: by whom, when it was known, and the words (or keys). */
public record TranscriptLine(Speaker speaker, Instant at, SpokenText words) {

  /** Who spoke. */
  public enum Speaker {
    CALLER,
    BOT
  }
}
