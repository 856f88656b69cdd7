package talkspurt.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import talkspurt.call.CallEvent.BotBegan;
import talkspurt.call.CallEvent.SessionChanged;

/** The rules by which operators and programs bring words into a call. */
public final class Interventions {

  /** So many may wait for their turn. */
  public static final int MAX_WAITING = 8;

  /** So many a call takes in all. */
  public static final int MAX_IN_ALL = 200;

  /** So many it takes within {@link #RATE_WITHIN}. */
  public static final int MAX_RATE = 20;

  /** The time for which {@link #MAX_RATE} is counted. */
  public static final Duration RATE_WITHIN = Duration.ofMinutes(1);

  private Interventions() {}

  /** Asks a call to take one. Asked again under the same id, it is known. */
  static Verdict asked(CallState call, Intervention wanted, Instant now) {
    if (call.ended() || call instanceof Unknown) {
      return Verdict.refuse(call.refusalOfOtherLines());
    }
    List<Intervention> all = call.file().plan().session().interventions();
    Optional<Intervention> known = of(all, wanted.id());
    if (known.isPresent()) {
      return known.get().sameAs(wanted) ? Verdict.known() : Verdict.refuse(Refusal.KEY_IN_USE);
    }
    if (call instanceof Transferring || call.file().plan().limit().ranOut()) {
      return Verdict.refuse(Refusal.NOT_NOW);
    }
    return tooMany(all, now)
        ? Verdict.refuse(Refusal.TOO_MANY_WORDS)
        : Verdict.accept(new SessionChanged(now, SessionChange.of(wanted)));
  }

  private static boolean tooMany(List<Intervention> all, Instant now) {
    Instant since = now.minus(RATE_WITHIN);
    return all.size() >= MAX_IN_ALL
        || all.stream().filter(Intervention::waits).count() >= MAX_WAITING
        || all.stream().filter(one -> one.at().isAfter(since)).count() >= MAX_RATE;
  }

  /** Tells that the bot begins a turn of its own accord, or for the intervention of this id. */
  static Verdict begins(CallFile file, int turn, String id, Instant now) {
    if (id.isEmpty()) {
      return Verdict.accept(new BotBegan(now, turn));
    }
    return of(file.plan().session().interventions(), id)
            .filter(Intervention::waits)
            .isPresent()
        ? Verdict.accept(new BotBegan(now, turn, id))
        : Verdict.refuse(Refusal.NOT_NOW);
  }

  /** The one of this id. */
  static Optional<Intervention> of(List<Intervention> all, String id) {
    return all.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /** These, with others behind them or, where an id is the same, in their place. */
  static List<Intervention> merged(List<Intervention> all, List<Intervention> others) {
    List<Intervention> merged = new ArrayList<>(all);
    for (Intervention other : others) {
      int at = merged.stream().map(Intervention::id).toList().indexOf(other.id());
      if (at < 0) {
        merged.add(other);
      } else {
        merged.set(at, other);
      }
    }
    return merged;
  }
}
