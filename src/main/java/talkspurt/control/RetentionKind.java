package talkspurt.control;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is kept for a time of its own. */
public enum RetentionKind {
  /** What was said: the words of the search, and what outcomes tell of it. */
  WORDS,
  /** Files of sound. */
  RECORDINGS,
  /** The events of calls and their snapshots, of which all else is made. */
  JOURNAL,
  /** How calls came out. */
  OUTCOMES,
  /** The rows of calls, with what is beside them. */
  CALL_LOG,
  /** Who did what. */
  AUDIT;

  /** Its name in settings and figures. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All names. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(RetentionKind::label).toList();
  }

  /** What it goes with at the latest: the journal has the words, too, and by the journal a recording is found. */
  Optional<RetentionKind> goesWith() {
    return switch (this) {
      case WORDS -> Optional.of(CALL_LOG);
      case JOURNAL -> Optional.of(WORDS);
      case RECORDINGS -> Optional.of(JOURNAL);
      case OUTCOMES, CALL_LOG, AUDIT -> Optional.empty();
    };
  }
}
