package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.PLAN;
import static talkspurt.call.CallSamples.words;

import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.CallSamples;
import talkspurt.call.EndReason;
import talkspurt.call.LineLoss;

@ParameterizedClass
@EnumSource(TestDatabase.Product.class)
class CallLogTest {

  private static final MovingClock CLOCK = new MovingClock(Instant.parse("2026-11-20T10:00:00Z"));

  private static TestDatabase.Product product;
  private static TestDatabase.Server server;
  private static Node node;
  private static Database database;
  private final UUID callId = UUID.randomUUID();

  CallLogTest(TestDatabase.Product product) {
    assertThat(product).isEqualTo(CallLogTest.product);
  }

  @BeforeParameterizedClassInvocation
  static void start(TestDatabase.Product kept) {
    product = kept;
    server = product.start("log");
    node = Node.start(server.config(), CLOCK);
    database = Database.of(node.system);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    node.close();
    server.close();
  }

  @Test
  void followsACallFromItsFirstMomentToItsLast() {
    Instant registered = CLOCK.pass();
    node.ask(callId, new CallRequest.Register(PLAN));
    assertEventually(entry("Expected", registered, Optional.empty(), Optional.empty()));
    Instant answered = CLOCK.pass();
    node.attach(callId, "A", node.live());
    assertEventually(entry("Greeting", registered, Optional.of(answered), Optional.empty()));
    CLOCK.pass();
    node.report(callId, "A", new Fact.Interrupted(0, 300));
    assertEventually(entry("Barged", registered, Optional.of(answered), Optional.empty()));
    node.report(callId, "A", new Fact.Kept(0));
    assertEventually(entry("Greeting", registered, Optional.of(answered), Optional.empty()));
    Instant ended = CLOCK.pass();
    node.ask(callId, new CallRequest.End(EndReason.COMPLETED));
    assertEventually(entry("Ended", registered, Optional.of(answered), Optional.of(ended)));
  }

  @Test
  void tellsTheStoryOfACallFromItsJournal() {
    assertThat(Node.answer(node.log.story(callId))).isEmpty();
    node.ask(callId, new CallRequest.Register(PLAN));
    node.attach(callId, "A", node.live());
    node.report(callId, "A", new Fact.SpeechPlayed(0, words("Hello.")));
    CallStory story = Node.answer(node.log.story(callId)).orElseThrow();
    assertThat(story.callId()).isEqualTo(callId.toString());
    assertThat(story.events()).hasSize(3);
    assertThat(story.state().file().transcript()).hasSize(1);
  }

  @Test
  void listsTheNewestFirstAndNoMoreThanAsked() {
    List<UUID> ids = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    for (UUID id : ids) {
      CLOCK.pass();
      node.ask(id, new CallRequest.Register(PLAN));
    }
    node.ask(ids.get(1), new CallRequest.End(EndReason.COMPLETED));
    node.eventually(() -> {
      assertThat(node.newest(false, 3))
          .extracting(CallLogEntry::callId)
          .containsExactly(text(ids.get(2)), text(ids.get(1)), text(ids.get(0)));
      assertThat(node.newest(true, 2))
          .extracting(CallLogEntry::callId)
          .containsExactly(text(ids.get(2)), text(ids.get(0)));
    });
    assertThat(node.newest(false, 0)).isEmpty();
  }

  @Test
  void listsWithoutReadingCallsThatAreNotAskedFor() {
    assertThat(plan(CallLogTable.newest(false)))
        .contains("call_log_newest")
        .contains(product == TestDatabase.Product.H2 ? "index sorted" : "Index")
        .doesNotContain("Sort Key");
    assertThat(plan(CallLogTable.newest(true))).contains("call_log_live");
  }

  @Test
  void isWrittenOnceForEachPlaceInTheJournal() {
    CallLogEntry first = entry("Greeting", Instant.EPOCH, Optional.empty(), Optional.empty());
    CallLogEntry second = entry("Listening", Instant.EPOCH, Optional.empty(), Optional.empty());
    long ordering = database.transactNow(CallLogTable::offset) + 1_000_000;
    assertThat(write(ordering, first)).isTrue();
    assertThat(write(ordering, second)).isFalse();
    assertThat(write(ordering - 1, second)).isFalse();
    assertThat(row()).contains(first);
    assertThat(write(ordering + 1, second)).isTrue();
    assertThat(row()).contains(second);
    database.transactNow(connection -> {
      // as it was, since the other tests write through the projection
      TestDatabase.run(connection, "DELETE FROM call_log");
      TestDatabase.run(connection, "UPDATE call_log_offset SET last_ordering = 0");
      return null;
    });
  }

  @Test
  void goesOnAfterADatabaseFaultAndCanBeMadeAnew() {
    node.ask(callId, new CallRequest.Register(PLAN));
    node.eventually(() -> assertThat(row()).isPresent());
    UUID later = UUID.randomUUID();
    LoggingTestKit.warn("the call log stopped").expect(node.system, () -> {
      run("ALTER TABLE call_log RENAME TO away");
      return node.ask(later, new CallRequest.Register(PLAN));
    });
    run("DELETE FROM away");
    run("UPDATE call_log_offset SET last_ordering = 0");
    run("ALTER TABLE away RENAME TO call_log");
    node.eventually(() -> assertThat(node.newest(false, 1000))
        .extracting(CallLogEntry::callId)
        .contains(text(callId), text(later)));
  }

  @Test
  void aJournalThatMakesNoSenseStopsTheLogOfNoOtherCall() {
    ActorRef<CallEvent> broken = node.kit.spawn(AnyJournal.of(callId));
    broken.tell(new CallRegistered(CLOCK.instant(), PLAN));
    broken.tell(new CallEnded(CLOCK.instant(), EndReason.COMPLETED));
    broken.tell(new CallEnded(CLOCK.instant(), EndReason.NO_AUDIO));
    broken.tell(CallSamples.lost(LineLoss.FAILED));
    node.eventually(() -> assertThat(row().map(CallLogEntry::state)).contains("Ended"));
    UUID later = UUID.randomUUID();
    node.ask(later, new CallRequest.Register(PLAN));
    node.eventually(() -> assertThat(node.newest(false, 1000))
        .extracting(CallLogEntry::callId)
        .contains(text(later)));
  }

  /** Writes whatever it is told, possible or not. */
  private static final class AnyJournal extends EventSourcedBehavior<CallEvent, CallEvent, String> {

    private AnyJournal(PersistenceId id) {
      super(id);
    }

    static Behavior<CallEvent> of(UUID callId) {
      return new AnyJournal(CallEntity.persistenceId(callId.toString()));
    }

    @Override
    public String emptyState() {
      return "";
    }

    @Override
    public CommandHandler<CallEvent, CallEvent, String> commandHandler() {
      return (state, event) -> Effect().persist(event);
    }

    @Override
    public EventHandler<String, CallEvent> eventHandler() {
      return (state, event) -> state;
    }

    @Override
    public Set<String> tagsFor(CallEvent event) {
      return Set.of(CallEntity.TAG);
    }
  }

  private void assertEventually(CallLogEntry expected) {
    node.eventually(() -> assertThat(row()).contains(expected));
  }

  private Optional<CallLogEntry> row() {
    return node.newest(false, 1000).stream()
        .filter(entry -> entry.callId().equals(text(callId)))
        .findFirst();
  }

  private CallLogEntry entry(
      String state, Instant registered, Optional<Instant> answered, Optional<Instant> ended) {
    return new CallLogEntry(
        text(callId),
        state,
        PLAN.callerId().number(),
        PLAN.dnid().number(),
        PLAN.profile(),
        registered,
        answered,
        ended,
        ended.map(at -> EndReason.COMPLETED.name()));
  }

  private boolean write(long ordering, CallLogEntry entry) {
    LogRows rows = new LogRows(ordering, Map.of(entry.callId(), entry));
    return database.transactNow(connection -> CallLogTable.write(connection, rows));
  }

  private static void run(String sql) {
    database.transactNow(connection -> {
      TestDatabase.run(connection, sql);
      return null;
    });
  }

  private static String plan(String query) {
    return database.transactNow(connection -> {
      if (product == TestDatabase.Product.POSTGRES) {
        // a table of some rows is read whole, whatever indexes it has
        TestDatabase.run(connection, "SET LOCAL enable_seqscan = off");
        TestDatabase.run(connection, "SET LOCAL enable_bitmapscan = off");
      }
      try (Statement statement = connection.createStatement();
          ResultSet plan = statement.executeQuery("EXPLAIN " + query.replace("?", "50"))) {
        StringBuilder lines = new StringBuilder();
        while (plan.next()) {
          lines.append(plan.getString(1)).append('\n');
        }
        return lines.toString();
      }
    });
  }

  private static String text(UUID id) {
    return id.toString();
  }
}
