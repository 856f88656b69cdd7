package talkspurt.replay;

import java.util.Locale;

/** Instants of a recording as a player shows them. */
final class ClockText {

  private ClockText() {}

  /** As {@code m:ss}. */
  static String seconds(double atS) {
    long whole = Math.round(atS);
    return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
  }

  /** As {@code m:ss.cc}. */
  static String hundredths(double atS) {
    long whole = Math.round(atS * 100);
    return String.format(Locale.ROOT, "%d:%02d.%02d", whole / 6000, whole / 100 % 60, whole % 100);
  }
}
