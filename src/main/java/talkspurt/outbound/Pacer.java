package talkspurt.outbound;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Says when the next call may be dialled. Of one thread; one in the cluster. One that begins counts what others before it
 * may have dialled a moment ago: its first dial comes a whole distance after its start.
 */
public final class Pacer {

  /** Whether a call may be dialled. */
  public sealed interface Grant {
    /** Now; it counts as dialled. */
    record Granted() implements Grant {}

    /** Not before that moment. */
    record NotBefore(Instant at) implements Grant {}

    /** Not before another call is over. */
    record Full() implements Grant {}
  }

  private final Pace inAll;
  private final Map<String, Pace> trunks;
  private final Map<String, String> under = new HashMap<>();
  private final Map<String, Instant> last = new HashMap<>();
  private Instant lastOfAll;

  /**
   * A pacer.
   *
   * @param inAll the pace of all trunks together
   * @param trunks the pace of each, by name
   * @param now when it begins
   */
  public Pacer(Pace inAll, Map<String, Pace> trunks, Instant now) {
    this.inAll = inAll;
    this.trunks = Map.copyOf(trunks);
    trunks.keySet().forEach(trunk -> last.put(trunk, now));
    lastOfAll = now;
  }

  /**
   * Asks to dial.
   *
   * @param attempt names it, for {@link #over}
   * @throws IllegalArgumentException if there is no such trunk, or the attempt is under way
   */
  public Grant ask(String trunk, String attempt, Instant now) {
    Pace pace = pace(trunk);
    if (under.containsKey(attempt)) {
      throw new IllegalArgumentException("attempt " + attempt + " is under way");
    }
    long byTrunk = under.values().stream().filter(trunk::equals).count();
    if (under.size() >= inAll.atOnce() || byTrunk >= pace.atOnce()) {
      return new Grant.Full();
    }
    Instant mine = last.get(trunk).plus(pace.apart());
    Instant all = lastOfAll.plus(inAll.apart());
    Instant due = mine.isAfter(all) ? mine : all;
    if (now.isBefore(due)) {
      return new Grant.NotBefore(due);
    }
    under.put(attempt, trunk);
    last.put(trunk, now);
    lastOfAll = now;
    return new Grant.Granted();
  }

  /** Counts a call that was dialled before this pacer began and is not known to be over. */
  public void goesOn(String trunk, String attempt) {
    pace(trunk);
    under.put(attempt, trunk);
  }

  /** An attempt's call is over; said again, or of one that is not known, it changes nothing. */
  public void over(String attempt) {
    under.remove(attempt);
  }

  private Pace pace(String trunk) {
    Pace pace = trunks.get(trunk);
    if (pace == null) {
      throw new IllegalArgumentException("no trunk " + trunk);
    }
    return pace;
  }
}
