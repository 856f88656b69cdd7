package talkspurt.control;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import talkspurt.control.CallLimit.Place;
import talkspurt.telemetry.NanoClock;

/**
 * Which calls may come to this node: as many as its limits allow, and of those whose words its own recogniser
 * finds, as many as that can bear. Thread-safe.
 */
public final class CallPlaces {

  /** What is known of the node's own recogniser. */
  public interface Recogniser {

    /** A recogniser that no call needs. */
    Recogniser NONE = new Recogniser() {
      @Override
      public boolean neededBy(String profile) {
        return false;
      }

      @Override
      public boolean behind() {
        return false;
      }
    };

    /** Whether calls of a profile need it; not those that fall back to it. */
    boolean neededBy(String profile);

    /** Whether it falls behind now, so that another call would be one too many. */
    boolean behind();
  }

  /** What else is known of who carries calls. */
  public interface Load {

    /** No load: no call is refused because of it. */
    Load NONE = new Load() {
      @Override
      public boolean overloaded() {
        return false;
      }

      @Override
      public boolean providerSpent(String profile) {
        return false;
      }
    };

    /** Whether the node cannot keep up. */
    boolean overloaded();

    /** Whether a provider of a profile, which no other takes over from, has said that it takes nothing for now. */
    boolean providerSpent(String profile);

    /** Whether calls of a profile have cost as much today as they may. */
    default boolean dayBudgetSpent(String profile) {
      return false;
    }

    /** Whether they have cost as much this month. */
    default boolean monthBudgetSpent(String profile) {
      return false;
    }
  }

  /**
   * What became of a call that asked for a place.
   *
   * @param place whether it has one
   * @param why why it has none
   */
  public record Answer(Place place, Optional<NoPlace> why) {}

  private final CallLimit all;
  private final CallLimit recognised;
  private final Recogniser recogniser;
  private volatile CallLimits limits;
  private final CallsElsewhere elsewhere;
  private final Load load;
  private final Consumer<NoPlace> refused;
  private final NanoClock clock;
  private final StartRate rate;
  private final Map<UUID, CallParty> parties = new HashMap<>();

  /**
   * Of a node that has no call yet.
   *
   * @param all how many calls there may be
   * @param recognised how many of them may need the recogniser
   * @param limits what else bounds them
   * @param elsewhere the calls of other nodes
   * @param refused told why a call found no place
   */
  public CallPlaces(
      CallLimit all,
      CallLimit recognised,
      Recogniser recogniser,
      CallLimits limits,
      CallsElsewhere elsewhere,
      Load load,
      Consumer<NoPlace> refused,
      NanoClock clock) {
    this.all = all;
    this.recognised = recognised;
    this.recogniser = recogniser;
    this.limits = limits;
    this.elsewhere = elsewhere;
    this.load = load;
    this.refused = refused;
    this.clock = clock;
    this.rate = new StartRate(limits.startsPerSecond(), clock.nanoTime());
    elsewhere.tell(this::counts);
  }

  /** Other limits hold from now on, but for that of pace. Whose the calls are that have come may not be known then. */
  public void limits(CallLimits others) {
    limits = others;
  }

  /** Holds a place for a call that is told to come here. A call that has one is never refused. */
  public synchronized Answer promise(UUID callId, CallParty party) {
    if (all.has(callId)) {
      return new Answer(Place.KEPT, Optional.empty());
    }
    Optional<NoPlace> why = refusal(party);
    if (why.isEmpty() && !rate.allows(clock.nanoTime())) {
      why = Optional.of(NoPlace.TOO_FAST);
    }
    if (why.isPresent()) {
      refused.accept(why.get());
      return new Answer(Place.NONE, why);
    }
    rate.took();
    all.promise(callId);
    if (recogniser.neededBy(party.profile())) {
      recognised.promise(callId);
    }
    know(callId, party);
    return new Answer(Place.GIVEN, Optional.empty());
  }

  /** Whether the call has a place here. */
  public boolean has(UUID callId) {
    return all.has(callId);
  }

  /** Why there is no place for a call now; empty where there is one. */
  public synchronized Optional<NoPlace> refusal(CallParty party) {
    if (load.overloaded()) {
      return Optional.of(NoPlace.OVERLOADED);
    }
    if (load.providerSpent(party.profile())) {
      return Optional.of(NoPlace.PROVIDER_SPENT);
    }
    if (load.dayBudgetSpent(party.profile())) {
      return Optional.of(NoPlace.DAY_BUDGET_SPENT);
    }
    if (load.monthBudgetSpent(party.profile())) {
      return Optional.of(NoPlace.MONTH_BUDGET_SPENT);
    }
    if (all.full()) {
      return Optional.of(NoPlace.NODE_FULL);
    }
    if (reached(limits.expected(), all.expected())) {
      return Optional.of(NoPlace.TOO_MANY_EXPECTED);
    }
    Optional<NoPlace> limit = limits.acrossNodes() ? limitOf(party) : Optional.empty();
    return limit.isEmpty() && recogniser.neededBy(party.profile()) ? refusalOfRecogniser() : limit;
  }

  /** The limit that is reached by calls of all nodes. */
  private Optional<NoPlace> limitOf(CallParty party) {
    CallCounts counts = counts().plus(elsewhere.counts());
    if (reached(limits.cluster(), counts.all())) {
      return Optional.of(NoPlace.CLUSTER_FULL);
    }
    if (reached(
        limits.byProfile().getOrDefault(party.profile(), 0),
        counts.byProfile().getOrDefault(party.profile(), 0))) {
      return Optional.of(NoPlace.PROFILE_FULL);
    }
    if (reached(limits.perCalled(), counts.byCalled().getOrDefault(party.called(), 0))) {
      return Optional.of(NoPlace.CALLED_FULL);
    }
    if (reached(limits.perCaller(), counts.byCaller().getOrDefault(party.caller(), 0))) {
      return Optional.of(NoPlace.CALLER_FULL);
    }
    return Optional.empty();
  }

  private Optional<NoPlace> refusalOfRecogniser() {
    if (recogniser.behind()) {
      return Optional.of(NoPlace.RECOGNISER_BEHIND);
    }
    return recognised.full() ? Optional.of(NoPlace.RECOGNISER_FULL) : Optional.empty();
  }

  private static boolean reached(int most, int calls) {
    return most > 0 && calls >= most;
  }

  private synchronized CallCounts counts() {
    parties.keySet().retainAll(all.known());
    return CallCounts.of(parties.values());
  }

  /** The call does not come. */
  public synchronized void release(UUID callId) {
    all.release(callId);
    recognised.release(callId);
  }

  /** Whether a call that nobody announced to this node may come. */
  public synchronized boolean roomFor(UUID callId, CallParty party) {
    return all.has(callId) || refusal(party).isEmpty();
  }

  /** A line is open, of which it is not known yet what call it carries. */
  public void opened(String line) {
    all.opened(line);
    recognised.opened(line);
  }

  /** A line carries the call. A call that other nodes knew may exceed the limits. */
  public synchronized void entered(UUID callId, CallParty party, String line) {
    all.entered(callId, line);
    if (recogniser.neededBy(party.profile())) {
      recognised.entered(callId, line);
    }
    know(callId, party);
  }

  /** Whose a call is counts for limits alone. */
  private void know(UUID callId, CallParty party) {
    if (limits.acrossNodes()) {
      parties.put(callId, party);
    }
  }

  /** The line is gone. */
  public void closed(String line) {
    all.closed(line);
    recognised.closed(line);
  }
}
