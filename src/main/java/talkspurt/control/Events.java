package talkspurt.control;

import akka.actor.typed.ActorSystem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What others are told of calls, in the database of the calls: events, and what is still to be sent to webhooks. An event
 * is written in the transaction that writes the rows of the call log it follows from, once, however often that is done.
 * Thread-safe.
 */
public final class Events {

  /** As many are removed in one transaction. */
  private static final int REMOVED_AT_ONCE = 500;

  /** As many are to be sent again in one transaction. */
  private static final int AGAIN_AT_ONCE = 500;

  private final Database database;
  private final DiskWatch disk;

  Events(Database database, DiskWatch disk) {
    this.database = database;
    this.disk = disk;
  }

  /** Those of the database of this system. */
  public static Events of(ActorSystem<?> system) {
    return new Events(Database.of(system), DiskWatch.of(system));
  }

  /**
   * Events behind a number.
   *
   * @param wanted in their order
   * @param reached up to which number all that are wanted are among them
   * @param removed up to which number events were removed; some of those asked for, where that is behind the number asked
   */
  public record Page(List<StoredEvent> wanted, long reached, long removed) {}

  /**
   * What is to be sent to a webhook now.
   *
   * @param taken what was taken up; nothing where its receiver wants no more
   * @param givenUp how many events had waited for too long, and are not sent any more
   */
  public record Work(WebhookState state, List<DueDelivery> taken, int givenUp) {}

  /** What waits for a webhook, and how far it is. */
  public record Waiting(WebhookState state, long count, Optional<Instant> oldest) {}

  /**
   * Keeps an event that belongs to no call, to be told to others; nothing where one with its id is kept.
   *
   * @return whether it is new; fails for want of room
   */
  public CompletionStage<Boolean> add(OutgoingEvent event, Instant now) {
    return written(connection -> {
      boolean added = EventTable.add(connection, List.of(event), now) == 1;
      lasting(connection);
      return added;
    });
  }

  /**
   * Keeps the event that so much of a budget is used up; nothing where that was told before, on whichever node.
   *
   * @return whether it is new; fails where another node keeps it at the same time, and for want of room
   */
  CompletionStage<Boolean> add(
      BudgetPeriod period, Instant from, BudgetReached reached, OutgoingEvent event, Instant now) {
    return written(connection -> {
      boolean first = BudgetAlertTable.tell(connection, period, from, reached, event, now);
      lasting(connection);
      return first;
    });
  }

  /** The number of the last event. */
  public CompletionStage<Long> last() {
    return database.transact(connection -> {
      long last = EventTable.head(connection).last();
      lasting(connection);
      return last;
    });
  }

  /** Events behind a number, as many at most, each of which is kept for good. */
  public CompletionStage<Page> page(EventFilter filter, long after, int limit) {
    return database.transact(connection -> {
      EventTable.Head head = EventTable.head(connection);
      if (head.last() <= after) {
        return new Page(List.of(), after, head.removed());
      }
      List<StoredEvent> page = EventTable.page(connection, filter, after, limit);
      lasting(connection);
      long last = page.isEmpty() ? after : page.get(page.size() - 1).sequence();
      long reached = page.size() < limit ? Math.max(last, head.last()) : last;
      return new Page(page, reached, head.removed());
    });
  }

  /** The event with an id. */
  public CompletionStage<Optional<StoredEvent>> one(String id) {
    return database.transact(connection -> EventTable.one(connection, id));
  }

  // ---- webhooks

  /**
   * Gathers what a webhook is to be sent, and takes up what is due.
   *
   * @param settings what tells the webhook's settings from others
   * @param since what has waited since before that is not sent any more
   * @param most how many at most
   * @param lease for how long nobody else takes them up
   */
  public CompletionStage<Work> take(
      String webhook,
      String settings,
      EventFilter wanted,
      Instant since,
      int most,
      Instant now,
      Duration lease) {
    Instant until = stored(now.plus(lease));
    return written(connection -> {
      WebhookState state = WebhookTable.begin(connection, webhook, settings);
      if (state.disabled(settings)) {
        return new Work(state, List.of(), 0);
      }
      int givenUp = DeliveryTable.forget(connection, webhook, since);
      DeliveryTable.gather(connection, state, wanted, since, stored(now));
      List<DueDelivery> taken = DeliveryTable.take(connection, webhook, most, now, until);
      if (!taken.isEmpty()) {
        lasting(connection);
      }
      return new Work(state, taken, givenUp);
    });
  }

  /**
   * Keeps what came of work that was taken up; of what somebody else has taken up meanwhile nothing.
   *
   * @param done what was sent
   * @param later what is to be tried again, and when
   * @param state how the webhook is now; where its receiver wants no more, nothing waits for it any more
   */
  public CompletionStage<Void> settle(
      List<DueDelivery> done, Map<DueDelivery, Instant> later, WebhookState state) {
    return written(connection -> {
      for (DueDelivery one : done) {
        DeliveryTable.done(connection, one);
      }
      for (Map.Entry<DueDelivery, Instant> one : later.entrySet()) {
        DeliveryTable.later(connection, one.getKey(), stored(one.getValue()));
      }
      WebhookTable.put(connection, state);
      if (!state.disabledAs().isEmpty()) {
        DeliveryTable.none(connection, state.name());
      }
      return null;
    });
  }

  /** How a webhook is; one of which nothing is known has no state. */
  public CompletionStage<Optional<Waiting>> waiting(String webhook) {
    return database.transact(connection -> {
      DeliveryTable.Waiting waiting = DeliveryTable.waiting(connection, webhook);
      return WebhookTable.read(connection, webhook)
          .map(state -> new Waiting(state, waiting.count(), waiting.oldest()));
    });
  }

  /** Has events sent to a webhook once more; how many. */
  public CompletionStage<Integer> again(String webhook, List<StoredEvent> events, Instant now) {
    return written(connection -> {
      DeliveryTable.again(connection, webhook, events, stored(now));
      return events.size();
    });
  }

  /**
   * The same of all that happened from a time on and before another.
   *
   * @param wanted which of them
   */
  public CompletionStage<Integer> again(
      String webhook, EventFilter wanted, Instant from, Optional<Instant> to, Instant now) {
    return again(webhook, wanted, from, to, now, 0, 0);
  }

  private CompletionStage<Integer> again(
      String webhook,
      EventFilter wanted,
      Instant from,
      Optional<Instant> to,
      Instant now,
      long after,
      int sent) {
    return this.<List<StoredEvent>>written(connection -> {
          List<StoredEvent> page =
              EventTable.between(connection, wanted, from, to, after, AGAIN_AT_ONCE);
          DeliveryTable.again(connection, webhook, page, stored(now));
          return page;
        })
        .thenCompose(page -> page.size() < AGAIN_AT_ONCE
            ? CompletableFuture.completedFuture(sent + page.size())
            : again(
                webhook,
                wanted,
                from,
                to,
                now,
                page.get(page.size() - 1).sequence(),
                sent + page.size()));
  }

  // ---- upkeep

  /**
   * Removes what nobody needs any more, a little at a time.
   *
   * @param before events that were written earlier, unless they wait for a webhook
   * @param waiting what waits for webhooks since before that
   * @return whether there may be more
   */
  public CompletionStage<Boolean> remove(Instant before, Instant waiting) {
    return written(connection -> {
      DeliveryTable.forget(connection, waiting);
      return EventTable.remove(connection, before, REMOVED_AT_ONCE) == REMOVED_AT_ONCE;
    });
  }

  private <T> CompletionStage<T> written(Database.Work<T> work) {
    return database.transact(connection -> {
      disk.check();
      return work.with(connection);
    });
  }

  /** What is told to others must not be forgotten by a kill. */
  private static void lasting(Connection connection) throws SQLException {
    connection.commit();
    CommittedWrites.await(connection);
  }

  /** As a database has it. */
  private static Instant stored(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }
}
