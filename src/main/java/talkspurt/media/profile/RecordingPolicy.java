package talkspurt.media.profile;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether calls are recorded.
 *
 * @param mode when that begins by itself
 * @param announcement words of the greeting that tell callers of it; empty but with {@link Mode#ANNOUNCED}
 * @param consent how callers are asked whether they agree; empty where the engine does not ask
 * @param words whether words and keys are in the traces beside recordings
 */
public record RecordingPolicy(
    Mode mode, String announcement, Optional<ConsentPolicy> consent, Words words) {

  /** Whether words and keys of the caller are in a trace. */
  public enum Words {
    TRACED,
    LEFT_OUT
  }

  /** When a recording begins by itself. */
  public enum Mode {
    /** Never, and nobody can ask for it. */
    OFF,
    /** With the call. */
    ON,
    /** Once the caller has heard the announcement. */
    ANNOUNCED,
    /** Once the caller has agreed; where the engine does not ask callers, when somebody asks for it. */
    AFTER_CONSENT;

    /** Its name in settings. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** One by which the engine does not ask callers. */
  public RecordingPolicy(Mode mode, String announcement) {
    this(mode, announcement, Optional.empty(), Words.TRACED);
  }

  /** The same for callers who are asked so. */
  public RecordingPolicy asking(Optional<ConsentPolicy> other) {
    return new RecordingPolicy(mode, announcement, other, words);
  }

  /** Nothing is recorded. */
  public static final RecordingPolicy OFF = new RecordingPolicy(Mode.OFF, "");

  /** The same without words in traces. */
  public RecordingPolicy withoutWords() {
    return mode == Mode.OFF
        ? this
        : new RecordingPolicy(mode, announcement, consent, Words.LEFT_OUT);
  }
}
