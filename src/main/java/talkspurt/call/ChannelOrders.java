package talkspurt.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import talkspurt.call.CallEvent.SessionChanged;

/** The rules by which a call's channel is commanded. */
public final class ChannelOrders {

  /** So many a call takes in all. */
  public static final int MAX_IN_ALL = 200;

  /** So many it takes within {@link #RATE_WITHIN}. */
  public static final int MAX_RATE = 20;

  /** The time for which {@link #MAX_RATE} is counted. */
  public static final Duration RATE_WITHIN = Duration.ofMinutes(1);

  private ChannelOrders() {}

  /** Asks a call to take one. Asked again under the same id, it is refused as known, but to the one who runs it. */
  static Verdict asked(CallState call, ChannelOrder wanted, Instant now) {
    if (call.ended() || call instanceof Unknown) {
      return Verdict.refuse(call.refusalOfOtherLines());
    }
    List<ChannelOrder> all = call.file().plan().session().orders();
    Optional<ChannelOrder> known = of(all, wanted.id());
    if (known.isPresent()) {
      return again(known.get(), wanted);
    }
    if (call instanceof Transferring) {
      return Verdict.refuse(Refusal.NOT_NOW);
    }
    return tooMany(all, now)
        ? Verdict.refuse(Refusal.TOO_MANY_COMMANDS)
        : Verdict.accept(new SessionChanged(now, SessionChange.of(wanted)));
  }

  private static Verdict again(ChannelOrder known, ChannelOrder wanted) {
    if (!known.sameAs(wanted)) {
      return Verdict.refuse(Refusal.KEY_IN_USE);
    }
    return known.run().equals(wanted.run())
        ? Verdict.known()
        : Verdict.refuse(Refusal.COMMAND_KNOWN);
  }

  private static boolean tooMany(List<ChannelOrder> all, Instant now) {
    Instant since = now.minus(RATE_WITHIN);
    return all.size() >= MAX_IN_ALL
        || all.stream().filter(one -> one.at().isAfter(since)).count() >= MAX_RATE;
  }

  /** Tells what came of one. Of a call that is over it is not kept: an older node could not read that. */
  static Verdict told(CallState call, String id, CommandOutcome outcome, Instant now) {
    if (call.ended() || call instanceof Unknown) {
      return Verdict.refuse(call.refusalOfOtherLines());
    }
    Optional<ChannelOrder> known = of(call.file().plan().session().orders(), id);
    if (known.isEmpty()) {
      return Verdict.refuse(Refusal.NOT_NOW);
    }
    return known.get().outcome().isPresent()
        ? Verdict.known()
        : Verdict.accept(new SessionChanged(now, SessionChange.of(known.get().told(outcome, now))));
  }

  /** The one of this id. */
  static Optional<ChannelOrder> of(List<ChannelOrder> all, String id) {
    return all.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /** These, with others behind them or, where an id is the same, in their place. */
  static List<ChannelOrder> merged(List<ChannelOrder> all, List<ChannelOrder> others) {
    List<ChannelOrder> merged = new ArrayList<>(all);
    for (ChannelOrder other : others) {
      int at = merged.stream().map(ChannelOrder::id).toList().indexOf(other.id());
      if (at < 0) {
        merged.add(other);
      } else {
        merged.set(at, other);
      }
    }
    return merged;
  }
}
