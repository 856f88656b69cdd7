package talkspurt.outbound;

import java.time.Instant;
import java.util.Locale;

/** What the rules say of a dial at a moment. */
public sealed interface DialVerdict {

  /** It may be dialled now. */
  record Dial() implements DialVerdict {}

  /**
   * Not now.
   *
   * @param at the first moment when it may be, as far as is known today
   * @param why what forbids it now
   */
  record Later(Instant at, Hold why) implements DialVerdict {}

  /** Not at all by this request. */
  record Never(Ban why) implements DialVerdict {}

  /** Why a number must not be dialled yet. */
  enum Hold {
    /** The request's window has not begun. */
    WINDOW_NOT_OPEN,
    /** Outside the calling hours, by a clock that may go at the called party's. */
    OUTSIDE_CALLING_HOURS,
    /** Dialled as often within a day as is allowed. */
    DAY_FULL,
    /** Dialled as often within a week as is allowed. */
    WEEK_FULL
  }

  /** Why a request's number is not dialled. */
  enum Ban {
    /** It is on the do-not-call list. */
    DO_NOT_CALL,
    /** The settings want a consent reference, and the request has none. */
    NO_CONSENT,
    /** Its time zone is not known, and the settings name none for such numbers. */
    ZONE_UNKNOWN,
    /** The request's window is over, or has no moment left that the other rules allow. */
    WINDOW_OVER,
    /** The rules allow no moment within a year. */
    NO_LAWFUL_MOMENT;

    /** Its name in the API and in figures, such as {@code do-not-call}. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
