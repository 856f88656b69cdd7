package talkspurt.control;

import akka.actor.typed.ActorSystem;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.CallMetrics;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;

/**
 * Whether calls of a profile may cost anything more today. What they have cost is read from the call log
 * every {@value #EVERY_SECONDS} s, which holds the calls of all nodes and outlives them: so long, and for
 * the turn that is under way, a budget may be exceeded. Where no day has a budget nothing is read.
 */
public final class DayBudget {

  private static final int EVERY_SECONDS = 5;
  private static final int MAX_LINES_PER_MINUTE = 1;
  private static final Logger LOG = LoggerFactory.getLogger(DayBudget.class);

  private volatile BudgetSettings budgets;
  private final DayCosts costs;
  private final Events events;
  private final InstantSource clock;
  private final CallMetrics metrics;
  private final AtomicBoolean reading = new AtomicBoolean();
  private final LimitedLog limited = new LimitedLog(NanoClock.system(), MAX_LINES_PER_MINUTE);

  private DayBudget(
      BudgetSettings budgets, Events events, InstantSource clock, CallMetrics metrics) {
    this.budgets = budgets;
    this.events = events;
    this.costs = new DayCosts(budgets);
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Reads what was spent, before anybody is taken, and goes on to do so. The tables are there. */
  public static DayBudget start(
      ActorSystem<?> system, BudgetSettings budgets, InstantSource clock, CallMetrics metrics) {
    DayBudget made = new DayBudget(budgets, Events.of(system), clock, metrics);
    made.tellFigures();
    Database database = Database.of(system);
    if (budgets.limited()) {
      made.read(database).join();
    }
    Duration every = Duration.ofSeconds(EVERY_SECONDS);
    system
        .scheduler()
        .scheduleWithFixedDelay(
            every, every, () -> made.readUnlessReading(database), system.executionContext());
    return made;
  }

  /** Other profiles are in force, with budgets of theirs; what was spent is looked at soon. */
  public void ofProfiles(Map<String, Long> byProfile) {
    budgets = budgets.with(byProfile);
    costs.budgets(budgets);
    tellFigures();
  }

  private void tellFigures() {
    budgets.byProfile().forEach((profile, most) -> {
      if (most > 0) {
        metrics.dayBudgetKnown(profile, () -> costs.used(profile));
      }
    });
    metrics.dayBudgetKnown(DayCosts.ALL, () -> costs.used(DayCosts.ALL));
  }

  /** Whether calls of this profile may cost nothing more today. */
  public boolean usedUp(String profile) {
    return budgets.limited() && costs.usedUp(profile, budgets.dayOf(clock.instant()));
  }

  private void readUnlessReading(Database database) {
    if (budgets.limited() && reading.compareAndSet(false, true)) {
      read(database).whenComplete((done, failure) -> reading.set(false));
    }
  }

  /** Never fails: what was read last holds. */
  private CompletableFuture<Void> read(Database database) {
    Instant day = budgets.dayOf(clock.instant());
    return database
        .transact(connection -> CallLogTable.costs(connection, day))
        .<Void>handle((spent, failure) -> {
          if (failure == null) {
            spent(day, spent);
          } else {
            limited.log(
                "unread",
                more -> LOG.warn(
                    "what calls have cost today cannot be read ({}): what was read last holds{}",
                    DatabaseFault.meaning(failure),
                    more));
          }
          return null;
        })
        .toCompletableFuture();
  }

  private void spent(Instant day, Map<String, Long> spent) {
    for (String profile : costs.spent(day, spent)) {
      LOG.warn(
          "calls of {} have cost {} {} today, {} % of what they may cost in a day",
          profile.equals(DayCosts.ALL) ? "all profiles" : "profile " + profile,
          BigDecimal.valueOf(costs.spent(profile), 6).toPlainString(),
          budgets.currency(),
          Math.round(costs.used(profile) * 100));
      tell(day, profile);
    }
  }

  /** Once of all nodes: the event is the same of each. */
  private void tell(Instant day, String profile) {
    boolean all = profile.equals(DayCosts.ALL);
    OutgoingEvent event = OutgoingEvent.budget(
        all ? "" : profile,
        "day",
        day,
        DayCosts.TOLD_AT_PERCENT,
        costs.spent(profile),
        costs.most(profile),
        budgets.currency(),
        clock.instant());
    events.add(event, clock.instant()).whenComplete((added, failure) -> {
      if (failure != null) {
        LOG.warn("{} is not told: {}", event.id(), DatabaseFault.meaning(failure));
      }
    });
  }
}
