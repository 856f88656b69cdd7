package talkspurt.media.profile;

import java.util.Locale;

/**
 * Whether calls are recorded.
 *
 * @param mode when that begins by itself
 * @param announcement words of the greeting that tell callers of it; empty but with {@link Mode#ANNOUNCED}
 */
public record RecordingPolicy(Mode mode, String announcement) {

  /** When a recording begins by itself. */
  public enum Mode {
    /** Never, and nobody can ask for it. */
    OFF,
    /** With the call. */
    ON,
    /** Once the caller has heard the announcement. */
    ANNOUNCED,
    /** Never: it begins when somebody asks for it. */
    AFTER_CONSENT;

    /** Its name in settings. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Nothing is recorded. */
  public static final RecordingPolicy OFF = new RecordingPolicy(Mode.OFF, "");
}
