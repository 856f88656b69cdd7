package talkspurt.control;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of new calls. */
public enum AdmissionMode {
  /** They are taken, as far as there is room. */
  OPEN,
  /** They take the dialplan's way out: soon nobody is to be here, and nothing is wrong. */
  DRAIN,
  /** They take the dialplan's way out, to people. */
  PEOPLE;

  /** Its name in requests, answers, settings, metrics and the log. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mode of a name, if there is one. */
  public static Optional<AdmissionMode> of(String label) {
    return Arrays.stream(values()).filter(mode -> mode.label().equals(label)).findFirst();
  }
}
