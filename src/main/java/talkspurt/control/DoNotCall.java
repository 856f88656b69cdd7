package talkspurt.control;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How a number came on the do-not-call list.
 *
 * @param source who wanted that
 * @param by name of the token by which it was asked; empty where a called party asked for it
 * @param callId the call in which they did; empty for none
 * @param at when
 */
public record DoNotCall(Source source, String by, Optional<String> callId, Instant at) {

  /** Who wanted a number on the list. Stored by label. */
  public enum Source {
    /** Somebody who uses the API. */
    API,
    /** The called party, in a call. */
    OPT_OUT;

    /** Its name in the API. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Source of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }
}
