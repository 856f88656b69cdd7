package talkspurt.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was decided about the floor in a call, and what its replay decides.
 *
 * @param call whose recording it is
 * @param part of the recording
 * @param frames how many were heard again
 * @param decisions live ones in order, and behind them those of the replay alone
 * @param masked how many utterances' words were not there to be replayed
 * @param speechApart by how many percent points the likelihood of speech differs at most
 * @param framesApart in how many frames by more than {@value #SPEECH_APART}
 */
record LiveComparison(
    String call,
    int part,
    int frames,
    List<Pair> decisions,
    int masked,
    int speechApart,
    int framesApart) {

  static final int WITHIN_MS = 40;
  static final int SPEECH_APART = 5;

  /** Two of a kind that lie further apart are not the same decision. */
  private static final int SAME_WITHIN_MS = 1000;

  private static final double ALL = 100;

  /**
   * A decision.
   *
   * @param action in lower case
   * @param reason in one word
   * @param frame after how many frames of the part
   * @param heardMs when that was, counted from the first frame on the clock of the live call
   */
  record Taken(String action, String reason, long frame, long heardMs) {}

  /** A decision of the live call and the same of the replay; one of them may be missing. */
  record Pair(Taken live, Taken replayed) {

    /** How much later the replay decides, in ms; null where one of them did not. */
    Long differenceMs() {
      return live == null || replayed == null ? null : replayed.heardMs() - live.heardMs();
    }

    boolean within() {
      return differenceMs() != null && Math.abs(differenceMs()) <= WITHIN_MS;
    }
  }

  /** Finds for each live decision the nearest of its kind that is still free. */
  static List<Pair> pairs(List<Taken> live, List<Taken> replayed) {
    List<Taken> free = new ArrayList<>(replayed);
    List<Pair> pairs = new ArrayList<>();
    for (Taken one : live) {
      Taken nearest = null;
      for (Taken other : free) {
        boolean nearer = nearest == null || apart(one, other) < apart(one, nearest);
        if (other.action().equals(one.action()) && apart(one, other) <= SAME_WITHIN_MS && nearer) {
          nearest = other;
        }
      }
      free.remove(nearest);
      pairs.add(new Pair(one, nearest));
    }
    free.forEach(alone -> pairs.add(new Pair(null, alone)));
    return pairs;
  }

  private static long apart(Taken one, Taken other) {
    return Math.abs(one.heardMs() - other.heardMs());
  }

  /** How many decisions the replay repeats. */
  long within() {
    return decisions.stream().filter(Pair::within).count();
  }

  /** The same in percent of all decisions, those of the replay alone among them. */
  double share() {
    return decisions.isEmpty() ? ALL : ALL * within() / decisions.size();
  }

  /** For people. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Pair pair : decisions) {
      Taken told = pair.live() == null ? pair.replayed() : pair.live();
      text.append(String.format(
          Locale.ROOT,
          "%9s  %-7s %-14s %s%n",
          ClockText.hundredths(LineReplay.timeS((int) told.frame() - 1)),
          told.action(),
          told.reason(),
          pair.live() == null
              ? "only in the replay"
              : pair.replayed() == null
                  ? "not in the replay"
                  : String.format(Locale.ROOT, "%+d ms", pair.differenceMs())));
    }
    return text.append(String.format(
            Locale.ROOT,
            "%d of %d decisions within %d ms (%.1f %%); the likelihood of speech differs by up to %d points, in %d"
                + " of %d frames by more than %d%n",
            within(),
            decisions.size(),
            WITHIN_MS,
            share(),
            speechApart,
            framesApart,
            frames,
            SPEECH_APART))
        .append(masked == 0 ? "" : masked + " times words are masked, and not replayed\n")
        .toString();
  }
}
