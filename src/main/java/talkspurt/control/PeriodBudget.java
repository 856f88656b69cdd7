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
 * Whether calls of a profile may cost anything more today, or this month. What they have cost is read from the call log
 * every {@value #EVERY_SECONDS} s, which holds the calls of all nodes and outlives them: so long, and for
 * the turn that is under way, a budget may be exceeded. Where there is no budget nothing is read.
 */
public final class PeriodBudget {

  private static final int EVERY_SECONDS = 5;
  private static final int MAX_LINES_PER_MINUTE = 1;
  private static final Logger LOG = LoggerFactory.getLogger(PeriodBudget.class);

  private volatile BudgetSettings budgets;
  private final PeriodCosts costs;
  private final Events events;
  private final InstantSource clock;
  private final CallMetrics metrics;
  private final AtomicBoolean reading = new AtomicBoolean();
  private final LimitedLog limited = new LimitedLog(NanoClock.system(), MAX_LINES_PER_MINUTE);

  private PeriodBudget(
      BudgetSettings budgets, Events events, InstantSource clock, CallMetrics metrics) {
    this.budgets = budgets;
    this.events = events;
    this.costs = new PeriodCosts(budgets);
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Reads what was spent, before anybody is taken, and goes on to do so. The tables are there. */
  public static PeriodBudget start(
      ActorSystem<?> system, BudgetSettings budgets, InstantSource clock, CallMetrics metrics) {
    PeriodBudget made = new PeriodBudget(budgets, Events.of(system), clock, metrics);
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
    PeriodCosts.TOLD_AT_PERCENT.forEach(
        percent -> metrics.budgetReachedKnown(budgets.period().label(), percent));
    budgets.byProfile().forEach((profile, most) -> {
      if (most > 0) {
        metrics.budgetKnown(budgets.period().label(), profile, () -> costs.used(profile));
      }
    });
    metrics.budgetKnown(
        budgets.period().label(), PeriodCosts.ALL, () -> costs.used(PeriodCosts.ALL));
  }

  /** Whether calls of this profile may cost nothing more in this period. */
  public boolean usedUp(String profile) {
    return budgets.limited() && costs.usedUp(profile, budgets.beginOf(clock.instant()));
  }

  private void readUnlessReading(Database database) {
    if (budgets.limited() && reading.compareAndSet(false, true)) {
      read(database).whenComplete((done, failure) -> reading.set(false));
    }
  }

  /** Never fails: what was read last holds. */
  private CompletableFuture<Void> read(Database database) {
    Instant day = budgets.beginOf(clock.instant());
    return database
        .transact(connection -> CallLogTable.costs(connection, day))
        .<Void>handle((spent, failure) -> {
          if (failure == null) {
            spent(day, spent);
          } else {
            limited.log(
                "unread",
                more -> LOG.warn(
                    "the cost of calls this {} cannot be read ({}): the sum read last is used{}",
                    budgets.period().label(),
                    DatabaseFault.meaning(failure),
                    more));
          }
          return null;
        })
        .toCompletableFuture();
  }

  /** What cannot be told is told with the next reading. */
  private void spent(Instant begin, Map<String, Long> spent) {
    for (BudgetReached reached : costs.spent(begin, spent)) {
      BudgetSettings now = budgets;
      String profile = reached.profile().equals(PeriodCosts.ALL) ? "" : reached.profile();
      Instant at = clock.instant();
      OutgoingEvent event = OutgoingEvent.budget(
          profile,
          now.period().label(),
          begin,
          reached.percent(),
          costs.spent(reached.profile()),
          costs.most(reached.profile()),
          now.currency(),
          at);
      events.add(now.period(), begin, reached, event, at).whenComplete((first, failure) -> {
        if (failure == null) {
          costs.told(begin, reached);
          if (first) {
            tell(reached, now);
          }
        }
      });
    }
  }

  private void tell(BudgetReached reached, BudgetSettings now) {
    metrics.budgetReached(now.period().label(), reached.percent());
    LOG.warn(
        "budget-reached: calls of {} have cost {} {} this {}, {} % of what they may cost",
        reached.profile().equals(PeriodCosts.ALL) ? "all profiles" : "profile " + reached.profile(),
        BigDecimal.valueOf(costs.spent(reached.profile()), 6).toPlainString(),
        now.currency(),
        now.period().label(),
        Math.round(costs.used(reached.profile()) * 100));
  }
}
