package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static talkspurt.call.CallSamples.PLAN;
import static talkspurt.call.CallSamples.words;

import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.stream.javadsl.Sink;
import com.typesafe.config.Config;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import talkspurt.call.AnswerTimes;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.CallSamples;
import talkspurt.call.Direction;
import talkspurt.call.EarlierCalls;
import talkspurt.call.EndReason;
import talkspurt.call.LineFault;
import talkspurt.call.LineLoss;
import talkspurt.call.NextStep;
import talkspurt.call.PhoneNumber;
import talkspurt.call.ProbeId;
import talkspurt.call.Refusal;
import talkspurt.call.Spending;
import talkspurt.call.Variant;
import talkspurt.fake.OutsideTexts;
import talkspurt.fake.WellFormed;
import talkspurt.telemetry.Metrics;

@ParameterizedClass
@EnumSource(TestDatabase.Product.class)
class CallLogTest {

  private static final MovingClock CLOCK = new MovingClock(Instant.parse("2026-11-20T10:00:00Z"));

  private static TestDatabase.Product product;
  private static Config server;
  private static Node node;
  private static Database database;
  private static RawJournal journal;
  private final UUID callId = UUID.randomUUID();

  CallLogTest(TestDatabase.Product product) {
    assertThat(product).isEqualTo(CallLogTest.product);
  }

  @BeforeParameterizedClassInvocation
  static void start(TestDatabase.Product kept) {
    product = kept;
    server = product.make("log");
    node = Node.start(server, CLOCK);
    database = Database.of(node.system);
    journal = new RawJournal(node.system);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    node.close();
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
    node.report(callId, "A", new Fact.Resumed(0));
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
  void aSyntheticCallHasNoRowAndItsJournalIsDeletedADayLater() {
    List<UUID> probes = List.of(ProbeId.of(callId), ProbeId.of(UUID.randomUUID()));
    for (UUID probe : probes) {
      node.ask(probe, new CallRequest.Register(PLAN));
      node.ask(probe, new CallRequest.End(EndReason.COMPLETED));
      node.eventually(
          () -> assertThat(count("SELECT count(*) FROM probes WHERE call_id = '" + probe + "'"))
              .isOne());
      assertThat(row(probe)).isEmpty();
      assertThat(Node.answer(node.log.story(probe))).isPresent();
      run("UPDATE probes SET ended_at = ended_at - INTERVAL '25' HOUR WHERE call_id = '" + probe
          + "'");
    }
    UUID third = ProbeId.of(UUID.randomUUID());
    node.ask(third, new CallRequest.Register(PLAN));
    node.ask(third, new CallRequest.End(EndReason.COMPLETED));
    node.eventually(() -> probes.forEach(probe -> {
      assertThat(count("SELECT count(*) FROM probes WHERE call_id = '" + probe + "'"))
          .isZero();
      assertThat(count(
              "SELECT count(*) FROM event_journal WHERE persistence_id = 'call|" + probe + "'"))
          .isZero();
    }));
    assertThat(Node.answer(node.log.story(third))).isPresent();
    CallLogRebuild rebuild = CallLogRebuild.of(node.system, node.metrics.database());
    int rewritten = database.<Integer>transactNow(
        connection -> rebuild.rewrite(connection, List.of("call|" + third)));
    assertThat(rewritten).isZero();
    assertThat(row(third)).isEmpty();
  }

  @Test
  void whatACallHasCostIsInItsRowAndCountsForItsDay() {
    Instant before = CLOCK.pass();
    CLOCK.pass();
    UUID id = registered("1", "2", "dear");
    Instant after = CLOCK.pass();
    node.attach(id, "A", node.live());
    Spending spent =
        new Spending(Map.of("voice", new Spending.Spent(1234, Map.of())), new AnswerTimes(2, 1700));
    node.ask(id, new CallRequest.Report("A", new Fact.SpeechPlayed(0, words("Hello.")), spent));
    node.eventually(() -> {
      assertThat(node.newest(false, 1000))
          .filteredOn(entry -> entry.callId().equals(text(id)))
          .extracting(CallLogEntry::cost)
          .containsExactly(1234L);
      assertThat(row(id).orElseThrow().answers()).isEqualTo(new AnswerTimes(2, 1700));
      assertThat(costs(before)).isEqualTo(Map.of("dear", 1234L));
    });
    assertThat(costs(after)).isEmpty();
    for (long most : List.of(1234L, 1235L)) {
      BudgetSettings budgets =
          new BudgetSettings("USD", ZoneOffset.UTC, 0, Map.of("dear", most, "other", 1L));
      PeriodBudget budget = PeriodBudget.start(node.system, budgets, CLOCK, new Metrics().calls());
      assertThat(budget.usedUp("dear")).isEqualTo(most == 1234);
      assertThat(budget.usedUp("other")).isFalse();
      String told = "evt_budget_day_" + budgets.beginOf(CLOCK.instant()) + "_80_dear";
      node.eventually(() -> assertThat(Node.answer(Events.of(node.system).one(told)))
          .as("once, by whichever node")
          .hasValueSatisfying(event -> assertThat(event.data())
              .contains("\"spentMillionths\":1234", "\"budgetMillionths\":1234")));
      budget.ofProfiles(Map.of());
      assertThat(budget.usedUp("dear")).isFalse();
    }
  }

  private static CostReport report(String profile, CostQuery.By by) {
    return Node.answer(node.log.costs(
        new CostQuery(Optional.empty(), Optional.empty(), Optional.of(profile), by),
        ZoneOffset.UTC));
  }

  private static Spending paid(String provider, long millionths) {
    return new Spending(Map.of(
        provider,
        new Spending.Spent(
            millionths,
            Map.of("characters", 7L),
            Map.of("characters", 2L),
            List.of("2026-11-01"))));
  }

  @Test
  void aBudgetThatIsReachedIsToldOnceHoweverManyNodesSeeIt() {
    Instant before = CLOCK.pass();
    String profile = "b-" + callId;
    BudgetReached reached = new BudgetReached(profile, 80);
    OutgoingEvent event =
        OutgoingEvent.budget(profile, "month", before, 80, 80, 100, "USD", before);
    BudgetReached all = new BudgetReached(profile, 100);
    for (boolean first : List.of(true, false, false)) {
      assertThat(told(before, reached, event)).isEqualTo(first);
    }
    assertThat(told(before.plusSeconds(1), reached, event)).as("another month").isTrue();
    assertThat(told(before, all, event)).isTrue();
  }

  private static boolean told(Instant from, BudgetReached reached, OutgoingEvent event) {
    return Node.answer(Events.of(node.system).add(BudgetPeriod.MONTH, from, reached, event, from));
  }

  @Test
  void whatACallCostsAfterItsEndIsInAllSumsAlsoOnceItsRowIsMadeAnew() {
    String profile = "p-" + callId;
    Instant before = CLOCK.pass();
    CLOCK.pass();
    UUID id = registered("1", "2", profile);
    node.attach(id, "A", node.live());
    node.ask(
        id,
        new CallRequest.Report("A", new Fact.SpeechPlayed(0, words("Hi.")), paid("voice", 1000)));
    node.ask(id, new CallRequest.End(EndReason.COMPLETED));
    node.eventually(() -> assertThat(row(id).orElseThrow().endReason()).isPresent());
    database.transactNow(connection -> {
      CostTable.addLater(connection, text(id), Spending.NONE);
      CostTable.addLater(connection, text(id), paid("model", 30));
      CostTable.addLater(connection, text(id), paid("model", 4).plus(paid("voice", 200)));
      return true;
    });
    assertThat(Node.answer(outcomes().cost(id)).byProvider().get("model").millionths())
        .isEqualTo(34);
    for (int times = 0; times < 3; times++) {
      assertThat(row(id).orElseThrow().cost()).isEqualTo(1234);
      assertThat(costs(before)).containsEntry(profile, 1234L);
      CostReport byProvider = report(profile, CostQuery.By.PROVIDER);
      assertThat(byProvider.total())
          .isEqualTo(new CostReport.Group(
              1,
              new Spending.Spent(
                  1234,
                  Map.of("characters", 28L),
                  Map.of("characters", 8L),
                  List.of("2026-11-01"))));
      assertThat(byProvider.groups().get("voice").calls())
          .as("once, paid twice")
          .isEqualTo(1);
      assertThat(byProvider.groups().get("voice").spent().millionths()).isEqualTo(1200);
      assertThat(byProvider.groups().get("model").spent().millionths()).isEqualTo(34);
      CostReport byProfile = report(profile, CostQuery.By.PROFILE);
      assertThat(byProfile.groups()).containsOnlyKeys(profile);
      assertThat(byProfile.groups().get(profile)).isEqualTo(byProfile.total());
      String day = row(id).orElseThrow().registeredAt().toString().substring(0, 10);
      assertThat(report(profile, CostQuery.By.DAY).groups()).containsOnlyKeys(day);
      boolean gone = times == 1;
      database.transactNow(connection -> {
        if (gone) {
          try (var statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM call_log WHERE call_id = '" + text(id) + "'");
          }
        }
        return CallLogRebuild.of(node.system, new Metrics().database())
            .rewrite(connection, List.of(CallEntity.persistenceId(text(id)).id()));
      });
    }
  }

  @Test
  void callsOfAnExperimentAreAddedUpByVariant() {
    String experiment = "e-" + callId;
    new ExperimentRows(database, experiment)
        .ended("a", 3, "COMPLETED", 10, 1)
        .ended("a", 1, "TRANSFERRED", 50, 0)
        .ended("b", 1, "CALLER_HUNG_UP", 4, 2)
        .unanswered("a", 2)
        .live("b", 3)
        .forced("b", 4)
        .forced("d", 1)
        .at(ExperimentRows.AT.plusSeconds(60))
        .ended("c", 2, "COMPLETED", 20, 0);
    ExperimentFigures all = figures(experiment, Set.of(), Optional.empty(), Optional.empty());
    assertThat(all.firstCallAt()).contains(ExperimentRows.AT);
    assertThat(all.lastCallAt()).contains(ExperimentRows.AT.plusSeconds(60));
    assertThat(all.variants().keySet()).containsExactly("a", "b", "c", "d");
    ExperimentFigures.OfVariant a = all.variants().get("a");
    assertThat(a.calls()).isEqualTo(4);
    assertThat(List.of(a.unanswered(), a.live(), a.forced(), a.failed(), a.bargeIns(), a.cost()))
        .containsExactly(2L, 0L, 0L, 0L, 3L, 4000L);
    assertThat(a.seconds().orElseThrow().mean()).isEqualTo(20);
    assertThat(a.seconds().orElseThrow().p50()).isEqualTo(10);
    assertThat(a.seconds().orElseThrow().p95()).isCloseTo(44, within(1e-9));
    assertThat(a.outcomes().toString())
        .isEqualTo(
            "{end-reason={completed=Found[calls=3, of=4], transferred=Found[calls=1, of=4]}}");
    ExperimentFigures.OfVariant b = all.variants().get("b");
    assertThat(List.of(b.calls(), b.unanswered(), b.live(), b.forced(), b.bargeIns()))
        .containsExactly(1L, 0L, 3L, 4L, 2L);
    assertThat(b.found("end-reason", "caller-hung-up"))
        .isEqualTo(new ExperimentFigures.Found(1, 1));
    assertThat(b.found("end-reason", "completed"))
        .as("forced ones do not count")
        .isEqualTo(new ExperimentFigures.Found(0, 1));
    assertThat(a.responseMs().orElseThrow().mean())
        .as("not of the call without an answer")
        .isEqualTo(1000);
    assertThat(b.responseMs()).contains(new ExperimentFigures.Spread(400, 400, 400));
    assertThat(all.variants().get("c").responseMs()).isEmpty();
    assertThat(all.variants().get("d").seconds()).isEmpty();
    assertThat(figures(experiment, Set.of("other"), Optional.empty(), Optional.empty())
            .variants()
            .keySet())
        .containsExactly("c");
    assertThat(figures(experiment, Set.of("other", "sales"), Optional.empty(), Optional.empty()))
        .isEqualTo(all);
    Instant later = ExperimentRows.AT.plusSeconds(30);
    assertThat(
            figures(experiment, Set.of(), Optional.of(later), Optional.empty()).variants())
        .containsOnlyKeys("c");
    assertThat(
            figures(experiment, Set.of(), Optional.empty(), Optional.of(later)).variants())
        .containsOnlyKeys("a", "b", "d");
    assertThat(figures("none-" + callId, Set.of(), Optional.empty(), Optional.empty())
            .variants())
        .isEmpty();
    assertThat(Node.answer(node.log.experiments()))
        .contains(
            new ExperimentSummary(experiment, "sales", ExperimentRows.AT, ExperimentRows.AT, 15),
            new ExperimentSummary(
                experiment,
                "other",
                ExperimentRows.AT.plusSeconds(60),
                ExperimentRows.AT.plusSeconds(60),
                2))
        .noneMatch(one -> one.name().isEmpty());
  }

  private static ExperimentFigures figures(
      String experiment, Set<String> profiles, Optional<Instant> from, Optional<Instant> to) {
    return Node.answer(node.log.figures(new ExperimentQuery(experiment, profiles, from, to)));
  }

  @Test
  void whatCallsOfAnExperimentCameToIsAddedUpToo() {
    String experiment = "e-" + callId;
    new ExperimentRows(database, experiment)
        .ended("a", 5, "COMPLETED", 10, 0)
        .cameTo("a", 2, "booked", "booked", true)
        .cameTo("a", 1, "no-show", "booked", false)
        .ended("b", 2, "COMPLETED", 10, 0)
        .cameTo("b", 1, "no-show", "booked", false);
    ExperimentFigures all = figures(experiment, Set.of(), Optional.empty(), Optional.empty());
    ExperimentFigures.OfVariant a = all.variants().get("a");
    assertThat(a.found("disposition", "booked")).isEqualTo(new ExperimentFigures.Found(2, 3));
    assertThat(a.found("disposition", "no-show")).isEqualTo(new ExperimentFigures.Found(1, 3));
    assertThat(a.found("goal", "booked")).isEqualTo(new ExperimentFigures.Found(2, 3));
    assertThat(a.found("end-reason", "completed")).isEqualTo(new ExperimentFigures.Found(5, 5));
    ExperimentFigures.OfVariant b = all.variants().get("b");
    assertThat(b.found("disposition", "booked")).isEqualTo(new ExperimentFigures.Found(0, 1));
    assertThat(b.found("goal", "booked")).isEqualTo(new ExperimentFigures.Found(0, 1));
  }

  @Test
  void earlierCallsAreThoseOfTheSameDigitsThatWereAnswered() {
    String digits = Long.toString(System.identityHashCode(node) + 49_170_000_000L);
    Instant since = ExperimentRows.AT.minusSeconds(100);
    assertThat(earlier(digits, since)).isEqualTo(new EarlierCalls(true, 0, Optional.empty(), ""));
    put("+" + digits, since.minusSeconds(1), Optional.of(EndReason.COMPLETED), true);
    put("+" + digits, since, Optional.of(EndReason.CALLER_HUNG_UP), true);
    put(
        digits.substring(0, 4) + " " + digits.substring(4),
        since.plusSeconds(5),
        Optional.empty(),
        true);
    put(digits, since.plusSeconds(9), Optional.of(EndReason.NO_AUDIO), false);
    put(digits + "1", since.plusSeconds(9), Optional.of(EndReason.TRANSFERRED), true);
    assertThat(earlier(digits, since))
        .isEqualTo(
            new EarlierCalls(true, 2, Optional.of(since.plusSeconds(5)), "the caller hung up"));
    run("UPDATE call_log SET disposition = 'booked' WHERE caller_digits = '" + digits
        + "' AND end_reason = 'CALLER_HUNG_UP'");
    assertThat(earlier(digits, since))
        .isEqualTo(new EarlierCalls(true, 2, Optional.of(since.plusSeconds(5)), "booked"));
    assertThat(earlier(digits, since.plusSeconds(1)))
        .isEqualTo(new EarlierCalls(true, 1, Optional.of(since.plusSeconds(5)), ""));
    CallLogEntry own = put(digits, since.plusSeconds(20), Optional.empty(), true);
    assertThat(database
            .transactNow(connection ->
                EarlierCallsTable.find(connection, digits, UUID.fromString(own.callId()), since))
            .count())
        .as("not the call itself")
        .isEqualTo(2);
    assertThat(earlier(digits, since).count()).isEqualTo(3);
    EarlierCallsLookup lookup = EarlierCallsLookup.of(
        node.system, new EarlierSettings(1, Duration.ofSeconds(2)), () -> ExperimentRows.AT);
    assertThat(Node.answer(lookup.of(UUID.randomUUID(), new PhoneNumber("+" + digits)))
            .count())
        .as("within a day")
        .isEqualTo(4);
  }

  @Test
  void aLimitOfOneQueryIsNoneOfThoseThatFollowOnItsConnection() {
    int limit = database.transactNow(connection -> {
      ExperimentTable.list(connection);
      ExperimentQuery none =
          new ExperimentQuery("none", Set.of(), Optional.empty(), Optional.empty());
      ExperimentTable.figures(connection, none);
      EarlierCallsTable.find(connection, "1234", UUID.randomUUID(), ExperimentRows.AT);
      try (PreparedStatement next = connection.prepareStatement("SELECT 1")) {
        return next.getQueryTimeout();
      }
    });
    assertThat(limit).isZero();
  }

  private static EarlierCalls earlier(String digits, Instant since) {
    return database.transactNow(
        connection -> EarlierCallsTable.find(connection, digits, UUID.randomUUID(), since));
  }

  private static CallLogEntry put(
      String caller, Instant at, Optional<EndReason> reason, boolean answered) {
    CallLogEntry row = new CallLogEntry(
        UUID.randomUUID().toString(),
        "Ended",
        caller,
        "2",
        "sales",
        "",
        Variant.NONE,
        at,
        Optional.of(at).filter(any -> answered),
        reason.map(why -> at.plusSeconds(1)),
        reason.map(EndReason::name),
        0,
        false,
        0,
        AnswerTimes.NONE,
        0);
    return database.transactNow(connection -> {
      CallLogTable.put(connection, row);
      return row;
    });
  }

  @Test
  void aCallThatEndsHasAnOutcomeThatIsDueOnce() {
    UUID id = registered("1", "2", "shop");
    assertThat(Node.answer(outcomes().of(id))).isEmpty();
    node.ask(id, new CallRequest.End(EndReason.COMPLETED));
    Instant ended = CLOCK.instant();
    node.eventually(() -> assertThat(Node.answer(outcomes().of(id))).hasValueSatisfying(begun -> {
      assertThat(begun.state()).isEqualTo(CallOutcome.State.DUE);
      assertThat(begun.profile()).isEqualTo("shop");
      assertThat(begun.endedAt()).isEqualTo(ended);
      assertThat(begun.endReason()).isEqualTo("COMPLETED");
    }));
    DueOutcome taken = take(id, OutcomeWork.SETTLE, ended).orElseThrow();
    assertThat(taken.attempts()).isEqualTo(1);
    assertThat(take(id, OutcomeWork.SETTLE, ended)).as("while it is leased").isEmpty();
    DueOutcome again = take(id, OutcomeWork.SETTLE, ended.plusSeconds(60)).orElseThrow();
    assertThat(again.attempts()).isEqualTo(2);
    CallOutcome known = taken
        .outcome()
        .settled(
            CallOutcome.Source.AGENT,
            new CallOutcome.Told("booked", "asked", "A table.", "{\"day\":1}"),
            new TreeMap<>(Map.of("good", true, "bad", false)),
            Optional.of("a cause"),
            ended,
            true);
    assertThat(put(taken, known, Optional.empty(), ended))
        .as("its lease is over")
        .isFalse();
    Events events = Events.of(node.system);
    assertThat(Node.answer(events.one("evt_" + id + "_outcome"))).isEmpty();
    assertThat(put(again, known, Optional.of(OutcomeWork.POST), ended)).isTrue();
    assertThat(Node.answer(events.one("evt_" + id + "_outcome"))).hasValueSatisfying(event -> {
      assertThat(event.at()).isEqualTo(ended);
      assertThat(event.data()).contains("\"disposition\":\"booked\"").doesNotContain("table");
    });
    assertThat(Node.answer(outcomes().of(id))).contains(known);
    assertThat(found(cameTo("booked"))).containsExactly(id);
    assertThat(found(cameTo("other"))).isEmpty();
    assertThat(row(id).orElseThrow().disposition()).isEqualTo("booked");
    assertThat(goals(id)).isEqualTo(Map.of("good", true, "bad", false));
    CallLogEntry entry = row(id).orElseThrow();
    run("DELETE FROM call_log WHERE call_id = '" + id + "'");
    Node.answer(database.transact(connection -> {
      CallLogTable.put(connection, entry);
      return null;
    }));
    assertThat(row(id)).as("of a log that is made anew").contains(entry);
    DueOutcome post = take(id, OutcomeWork.POST, ended).orElseThrow();
    assertThat(post.attempts()).isEqualTo(1);
    CallOutcome told =
        known.webhook(CallOutcome.Webhook.GIVEN_UP, Optional.of("no answer in time"));
    assertThat(put(post, told, Optional.empty(), ended)).isTrue();
    assertThat(Node.answer(outcomes().of(id))).contains(told);
    for (OutcomeWork work : OutcomeWork.values()) {
      assertThat(take(id, work, ended.plusSeconds(3600))).isEmpty();
    }
  }

  @Test
  void outcomesAreReadByPagesInTheOrderOfTheirEnds() {
    Instant first = CLOCK.pass();
    List<String> ids = new ArrayList<>();
    for (int at = 0; at < OutcomeFilter.PAGE + 3; at++) {
      ids.add("00000000-0000-4000-8000-%012d".formatted(at));
    }
    Node.answer(database.transact(connection -> {
      for (String id : ids) { // most of them have ended at the same time
        begin(connection, id, id.endsWith("0") ? first : first.plusSeconds(1));
      }
      begin(connection, "00000000-0000-4000-9000-000000000000", first.minusSeconds(1));
      begin(connection, "00000000-0000-4000-9000-000000000001", first.plusSeconds(2));
      return null;
    }));
    List<String> wanted = new ArrayList<>(ids);
    wanted.sort(Comparator.comparing((String id) -> !id.endsWith("0")).thenComparing(id -> id));
    OutcomeFilter filter = new OutcomeFilter(
        Optional.of("paged"),
        Optional.of(first),
        Optional.of(first.plusSeconds(2)),
        Optional.empty());
    assertThat(Node.answer(
            outcomes().all(filter).map(CallOutcome::callId).runWith(Sink.seq(), node.system)))
        .isEqualTo(wanted);
  }

  @Test
  void callsWhoseEndAnEarlierVersionWroteAreFound() {
    UUID id = registered("1", "2", "old");
    node.ask(id, new CallRequest.End(EndReason.COMPLETED));
    Instant ended = CLOCK.instant();
    node.eventually(() -> assertThat(Node.answer(outcomes().of(id))).isPresent());
    run("DELETE FROM call_outcomes WHERE call_id = '" + id + "'");
    assertThat(Node.answer(outcomes().beginMissing(ended.plusSeconds(1)))).isZero();
    assertThat(Node.answer(outcomes().beginMissing(ended))).isEqualTo(1);
    assertThat(Node.answer(outcomes().of(id)).orElseThrow().profile()).isEqualTo("old");
    assertThat(Node.answer(outcomes().beginMissing(ended))).isZero();
  }

  private static void begin(Connection connection, String id, Instant ended) throws SQLException {
    OutcomeTable.begin(
        connection,
        new CallLogEntry(
            id,
            "Ended",
            "",
            "",
            "paged",
            "",
            Variant.NONE,
            ended,
            Optional.empty(),
            Optional.of(ended),
            Optional.of("COMPLETED"),
            0,
            false,
            0,
            AnswerTimes.NONE,
            0));
  }

  private static Outcomes outcomes() {
    return Outcomes.of(node.system);
  }

  private static Optional<DueOutcome> take(UUID id, OutcomeWork work, Instant now) {
    return Node.answer(outcomes().take(work, 10_000, now, Duration.ofSeconds(30))).stream()
        .filter(due -> due.outcome().callId().equals(text(id)))
        .findFirst();
  }

  private static boolean put(
      DueOutcome taken, CallOutcome now, Optional<OutcomeWork> next, Instant at) {
    return Node.answer(outcomes().put(taken, now, next, at, 0, Spending.NONE));
  }

  private static Map<String, Boolean> goals(UUID id) {
    return Node.answer(database.transact(connection -> {
      Map<String, Boolean> goals = new HashMap<>();
      try (PreparedStatement statement = connection.prepareStatement(
              "SELECT goal, reached FROM call_goals WHERE call_id = '" + id + "'");
          ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          goals.put(row.getString(1), row.getBoolean(2));
        }
      }
      return goals;
    }));
  }

  private static Map<String, Long> costs(Instant since) {
    return database.transactNow(connection -> CallLogTable.costs(connection, since));
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
    assertThat(plan(ALL))
        .contains("call_log_newest")
        .contains(product == TestDatabase.Product.H2 ? "index sorted" : "Index")
        .doesNotContain("Sort Key");
    assertThat(plan(ALL.live())).contains("call_log_live");
    assertThat(plan(failed())).contains("call_log_failed");
    assertThat(plan(ALL.after(new CallPlace(Instant.EPOCH, text(callId)))))
        .contains("call_log_newest");
    assertThat(plan(of("sales", "", "", Optional.empty()))).contains("call_log_profile");
    assertThat(plan(of("", "4940100", "", Optional.empty()))).contains("call_log_dnid");
    assertThat(plan(of("", "", "491701", Optional.empty()))).contains("call_log_caller");
    assertThat(plan(of("", "", "", Optional.of(EndReason.NO_AUDIO)))).contains("call_log_reason");
    CallContent fault = new CallContent(
        Optional.empty(),
        Optional.empty(),
        Optional.of("voice-failed"),
        Optional.empty(),
        Optional.empty());
    assertThat(plan(ALL.in(fault))).contains("call_faults_newest");
  }

  @Test
  void findsCallsByWhatIsKnownOfThem() {
    Instant before = CLOCK.pass();
    UUID wrong = registered("a1", "b1", "sales-" + callId);
    CLOCK.pass();
    UUID right = UUID.randomUUID();
    node.ask(
        right,
        new CallRequest.Register(
            CallSamples.plan("a2", "b2", "sales-" + callId).variant(new Variant("e", "v", true))));
    Instant after = CLOCK.pass();
    node.ask(wrong, new CallRequest.End(EndReason.NO_AUDIO));
    node.ask(right, new CallRequest.End(EndReason.COMPLETED));
    String profile = "sales-" + callId;
    CallFilter both = of(profile, "", "", Optional.empty());
    node.eventually(() -> {
      assertThat(found(both)).hasSize(2);
      assertThat(found(both.live())).isEmpty();
    });
    assertThat(found(both)).containsExactly(right, wrong);
    assertThat(found(ofVariant(profile, "e", "v"))).containsExactly(right);
    assertThat(found(ofVariant(profile, "e", "w"))).isEmpty();
    assertThat(found(ofVariant(profile, "d", "v"))).isEmpty();
    assertThat(row(right).orElseThrow().variant()).isEqualTo(new Variant("e", "v", true));
    assertThat(found(of(profile, "b1", "", Optional.empty()))).containsExactly(wrong);
    assertThat(found(of(profile, "", "a2", Optional.empty()))).containsExactly(right);
    assertThat(found(of(profile, "b1", "a2", Optional.empty()))).isEmpty();
    assertThat(found(of(profile, "", "", Optional.of(EndReason.COMPLETED)))).containsExactly(right);
    assertThat(found(between(both, before, after))).containsExactly(right, wrong);
    assertThat(found(between(both, after, after.plusSeconds(1)))).isEmpty();
    assertThat(found(between(both, Instant.EPOCH, before))).isEmpty();
    assertThat(found(failed())).contains(wrong).doesNotContain(right);
  }

  @Test
  void aCallInWhichSomethingWentWrongCountsAsFailedBeforeItEnds() {
    node.ask(callId, new CallRequest.Register(PLAN));
    node.attach(callId, "A", node.live());
    node.eventually(() -> assertThat(row().map(CallLogEntry::failed)).contains(false));
    node.report(callId, "A", new Fact.FaultFound(LineFault.LOOP, "seen"));
    node.eventually(() -> assertThat(row()).hasValueSatisfying(row -> {
      assertThat(row.failed()).isTrue();
      assertThat(row.failures()).isEqualTo(1);
    }));
  }

  @Test
  void aCallThatEndsIsCountedOnceWithItsProfileItsReasonAndHowLongItLasted() {
    String profile = "counted-" + callId;
    node.ask(callId, new CallRequest.Register(CallSamples.plan("a", "b", profile)));
    node.attach(callId, "A", node.live());
    assertThat(ended(profile, "caller-hung-up")).isZero();
    CLOCK.pass();
    node.ask(callId, new CallRequest.End(EndReason.CALLER_HUNG_UP));
    node.eventually(() -> assertThat(ended(profile, "caller-hung-up")).isEqualTo(1));
    UUID later = registered("a", "b", "later");
    node.eventually(() -> assertThat(node.newest(false, 1000))
        .extracting(CallLogEntry::callId)
        .contains(text(later)));
    assertThat(ended(profile, "caller-hung-up")).isEqualTo(1);
  }

  private static double ended(String profile, String reason) {
    return node.metrics.registry().scrape().stream()
        .filter(metric -> metric.getMetadata().getName().equals("talkspurt_calls"))
        .flatMap(metric -> ((CounterSnapshot) metric).getDataPoints().stream())
        .filter(point -> profile.equals(point.getLabels().get("profile"))
            && reason.equals(point.getLabels().get("reason")))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  @Test
  void pagesMeetEachCallOnceWhateverComesMeanwhile() {
    String profile = "pages-" + callId;
    List<UUID> ids = new ArrayList<>();
    // two at the same moment, on both sides of the end of a page
    Instant at = CLOCK.pass();
    for (int call = 0; call < 5; call++) {
      ids.add(registered("a", "b", profile));
      at = call == 1 ? at : CLOCK.pass();
    }
    CallFilter pages = new CallFilter(
        false,
        false,
        Optional.of(profile),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        2,
        Optional.empty());
    node.eventually(
        () -> assertThat(found(of(profile, "", "", Optional.empty()))).hasSize(5));
    List<UUID> read = new ArrayList<>();
    Optional<CallPlace> place = Optional.empty();
    do {
      CallPage page = Node.answer(node.log.page(place.map(pages::after).orElse(pages)));
      assertThat(page.calls()).hasSizeBetween(1, 2);
      page.calls().forEach(call -> read.add(UUID.fromString(call.callId())));
      place = page.next();
      CLOCK.pass();
      UUID newer = registered("a", "b", profile);
      node.eventually(
          () -> assertThat(found(of(profile, "", "", Optional.empty()))).contains(newer));
    } while (place.isPresent());
    assertThat(read).containsExactlyInAnyOrderElementsOf(ids).doesNotHaveDuplicates();
  }

  @Test
  void aRowTheDatabaseDoesNotTakeKeepsBackNoOther() {
    run("ALTER TABLE call_log ADD CONSTRAINT odd CHECK (profile <> 'odd')");
    try {
      UUID odd = registered("a", "b", "odd");
      UUID next = registered("a", "b", "even");
      node.eventually(() -> assertThat(node.newest(false, 1000))
          .extracting(CallLogEntry::callId, CallLogEntry::profile, CallLogEntry::callerId)
          .contains(tuple(text(odd), "", ""), tuple(text(next), "even", "a")));
      assertThat(refused("reduced")).isPositive();
    } finally {
      run("ALTER TABLE call_log DROP CONSTRAINT odd");
    }
  }

  @Test
  void aRowTheDatabaseTakesInNoFormIsLeftOut() {
    CallLogEntry whole = entry("Greeting", Instant.EPOCH, Optional.empty(), Optional.empty());
    CallLogEntry none = entry(
        "a state of a name too long for its column".repeat(2),
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty());
    long ordering = database.transactNow(CallLogTable::offset);
    CallLogWriter writer = new CallLogWriter(database, DiskWatch.of(node.system), node.metrics);
    double before = refused("nothing");
    LogRows rows = new LogRows(ordering + 1_000_000, Map.of("none", renamed(none), "whole", whole));
    assertThat(Node.answer(writer.write(rows))).isTrue();
    assertThat(Node.answer(writer.write(rows))).isFalse();
    assertThat(row()).contains(whole);
    assertThat(refused("nothing")).isEqualTo(before + 1);
    database.transactNow(connection -> {
      TestDatabase.run(connection, "UPDATE call_log_offset SET last_ordering = " + ordering);
      return null;
    });
  }

  /** As after a write that failed: H2 opens its file again without what was committed and not yet in it. */
  @Test
  void rowsThatTheDatabaseHasLostAreWrittenAgain() {
    UUID lost = registered("555", "100", "lost");
    node.eventually(() -> assertThat(newest()).contains(lost.toString()));
    run("UPDATE call_log_offset SET last_ordering = last_ordering - 1");
    run("DELETE FROM call_log WHERE call_id = '" + lost + "'");
    UUID next = registered("555", "100", "next");
    node.eventually(() -> assertThat(newest()).contains(lost.toString(), next.toString()));
  }

  private static List<String> newest() {
    return node.newest(false, 50).stream().map(CallLogEntry::callId).toList();
  }

  @Test
  void rowsAreNotWrittenWhereThoseBeforeThemAreMissing() {
    long ordering = database.transactNow(CallLogTable::offset);
    LogRows rows = new LogRows(ordering + 2_000_000, Map.of());
    assertThatThrownBy(() -> database.transactNow(connection ->
            CallLogTable.write(connection, rows.after(ordering + 1_000_000), CallSamples.AT)))
        .hasMessageContaining("has lost rows of the call log");
    LogRows known = new LogRows(ordering - 1, Map.of());
    assertThat(database.<Boolean>transactNow(connection ->
            CallLogTable.write(connection, known.after(ordering - 2), CallSamples.AT)))
        .isFalse();
  }

  @Test
  void anyCharacterOfAJournalIsNoObstacle() {
    ActorRef<CallEvent> journal = node.kit.spawn(AnyJournal.of(callId));
    String name = "a\u0000b\ud800c\u202ed\uffff";
    journal.tell(new CallRegistered(CLOCK.pass(), CallSamples.plan(name, "4940100", "sales")));
    journal.tell(new CallEnded(CLOCK.instant(), EndReason.COMPLETED));
    node.eventually(() -> assertThat(row().map(CallLogEntry::state)).contains("Ended"));
    UUID later = registered("a", "b", "sales");
    node.eventually(() -> assertThat(node.newest(false, 1000))
        .extracting(CallLogEntry::callId)
        .contains(text(later)));
    assertThat(row().map(CallLogEntry::callerId)).contains("a\ufffdb\ufffdc\ufffdd\ufffd");
  }

  /** As many whatever {@code talkspurt.strings} says: the other tests list a thousand calls. */
  @Test
  void whateverTextsCallsBringEachIsListedAndFound() {
    OutsideTexts texts = new OutsideTexts(70);
    Map<UUID, CallPlan> plans = new HashMap<>();
    for (int call = 0; call < 100; call++) {
      CallPlan plan = CallSamples.plan(texts.next(), texts.next(), "p" + texts.next());
      UUID id = UUID.randomUUID();
      plans.put(id, plan);
      node.kit.spawn(AnyJournal.of(id)).tell(new CallRegistered(CLOCK.pass(), plan));
    }
    node.eventually(() -> assertThat(node.newest(false, 1000))
        .extracting(entry -> UUID.fromString(entry.callId()))
        .containsAll(plans.keySet()));
    WellFormed.assertAll(node.newest(false, 1000));
    plans.forEach((id, plan) -> {
      CallFilter all =
          of(plan.profile(), plan.dnid().number(), plan.callerId().number(), Optional.empty());
      assertThat(found(all)).contains(id);
      WellFormed.assertAll(Node.answer(node.log.story(id)).orElseThrow().events());
    });
  }

  /** In transactions that leave nothing behind. */
  @Test
  void whateverTextsRowsHoldTheyAreWrittenAndReadAsTheyAre() {
    OutsideTexts.through(71, 4, texts -> {
      Map<String, CallLogEntry> rows = new HashMap<>();
      for (int row = 0; row < 500; row++) {
        CallPlan plan = CallSamples.plan(texts.next(), texts.next(), "p" + texts.next());
        String id = UUID.randomUUID().toString();
        rows.put(
            id, LoggedCall.UNREAD.after(new CallRegistered(CLOCK.pass(), plan)).entry(id));
      }
      database.transactNow(connection -> {
        Savepoint before = connection.setSavepoint();
        long ordering = CallLogTable.offset(connection);
        assertThat(CallLogTable.write(connection, new LogRows(ordering + 1, rows), CallSamples.AT))
            .isTrue();
        List<CallLogEntry> read =
            CallLogTable.page(connection, CallFilter.newest(rows.size())).calls();
        connection.rollback(before);
        assertThat(read).containsExactlyInAnyOrderElementsOf(rows.values());
        WellFormed.assertAll(read);
        return null;
      });
    });
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
    double stops = counted("talkspurt_call_log_stops");
    LoggingTestKit.warn("the call log stopped").expect(node.system, () -> {
      run("ALTER TABLE call_log RENAME TO away");
      return node.ask(later, new CallRequest.Register(PLAN));
    });
    assertThat(counted("talkspurt_call_log_stops")).isGreaterThan(stops);
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

  @Test
  void anEventThatCannotBeReadKeepsBackNoOtherCall() {
    UUID earlier = registered("a", "b", "sales");
    node.eventually(() -> assertThat(row(earlier)).isPresent());
    double before = unreadable();
    Map<UUID, RawJournal.Damage> damaged = new HashMap<>();
    for (RawJournal.Damage damage : RawJournal.Damage.values()) {
      UUID id = UUID.randomUUID();
      damaged.put(id, damage);
      journal.write(id, 1, new CallRegistered(CLOCK.pass(), PLAN));
      journal.write(id, 2, damage);
      journal.write(id, 3, new CallEvent.GreetingPlayed(CLOCK.instant(), words("Hello.")));
      journal.write(id, 4, new CallEnded(CLOCK.instant(), EndReason.COMPLETED));
    }
    UUID later = registered("a", "b", "sales");
    node.eventually(() -> assertThat(node.newest(false, 1000))
        .extracting(CallLogEntry::callId)
        .contains(text(later)));
    damaged.forEach((id, damage) -> {
      assertThat(row(id)).as(damage.name()).hasValueSatisfying(row -> {
        assertThat(row.state()).isEqualTo("Ended");
        assertThat(row.failures()).isEqualTo(1);
        assertThat(row.failed()).isTrue();
      });
      CallStory story = Node.answer(node.log.story(id)).orElseThrow();
      assertThat(story.events()).hasSize(3);
      assertThat(story.unreadable()).containsExactly(2L);
      assertThat(story.next()).isEqualTo(new NextStep.HangUp());
    });
    assertThat(unreadable()).isEqualTo(before + damaged.size());
  }

  @Test
  void eventsThatCannotBeReadAreToldTenTimesAMinuteAndCountedEachTime() {
    long ordering = database.transactNow(CallLogTable::offset);
    CallLogWriter writer = new CallLogWriter(database, DiskWatch.of(node.system), node.metrics);
    double before = unreadable();
    SetAside event = new SetAside(text(callId), 3, "JsonParseException");
    LogRows rows = new LogRows(
        0, ordering + 1_000_000, Map.of(), Map.of(), List.of(), Collections.nCopies(12, event));
    LoggingTestKit.warn("event 3 of call " + callId + " cannot be read and is left out of the call"
            + " log: JsonParseException")
        .withOccurrences(10)
        .expect(node.system, () -> Node.answer(writer.write(rows)));
    assertThat(Node.answer(writer.write(rows))).isFalse();
    assertThat(unreadable()).isEqualTo(before + 12);
    run("UPDATE call_log_offset SET last_ordering = " + ordering);
  }

  @Test
  void aCallWhoseBeginningCannotBeReadIsListedByWhatIsKnownOfIt() {
    journal.write(callId, 1, RawJournal.Damage.BYTES);
    node.eventually(() -> assertThat(row()).hasValueSatisfying(row -> {
      assertThat(row.state()).isEqualTo("Unknown");
      assertThat(row.registeredAt()).isEqualTo(RawJournal.WRITTEN);
      assertThat(row.endedAt()).isEmpty();
    }));
    Instant ended = CLOCK.pass();
    journal.write(callId, 2, new CallEnded(ended, EndReason.COMPLETED));
    node.eventually(() -> assertThat(row().flatMap(CallLogEntry::endedAt)).contains(ended));
    assertThat(Node.answer(node.log.story(callId)).orElseThrow().next())
        .isEqualTo(new NextStep.Lost());
  }

  @Test
  void aCallThatIsBroughtBackOverAnEventItCannotReadEndsAndSendsItsCallerToAPerson() {
    for (RawJournal.Damage damage : RawJournal.Damage.values()) {
      UUID id = UUID.randomUUID();
      journal.write(id, 1, new CallRegistered(CLOCK.pass(), PLAN));
      journal.write(id, 2, new CallEvent.LineAttached(CLOCK.instant(), "A"));
      journal.write(id, 3, damage);
      CallStory before = Node.answer(node.log.story(id)).orElseThrow();
      assertThat(before.next()).isEqualTo(new NextStep.Lost());
      assertThat(before.toDoOn("B", CLOCK.instant())).isEmpty();
      assertThat(node.attach(id, "B", node.live()))
          .as(damage.name())
          .isEqualTo(new CallReply.Refused(Refusal.CALL_ENDED));
      CallStory after = Node.answer(node.log.story(id)).orElseThrow();
      assertThat(after.unreadable()).containsExactly(3L);
      assertThat(after.events())
          .hasSize(3)
          .endsWith(new CallEnded(CLOCK.instant(), EndReason.LINE_LOST));
      assertThat(after.next()).isEqualTo(new NextStep.Lost());
      node.eventually(() -> assertThat(row(id).map(CallLogEntry::state)).contains("Ended"));
    }
  }

  @Test
  void aCallWhoseBeginningCannotBeReadIsRefusedAndNotBegunAnew() {
    journal.write(callId, 1, RawJournal.Damage.TYPE);
    assertThat(node.ask(callId, new CallRequest.Register(PLAN)))
        .isEqualTo(new CallReply.Refused(Refusal.UNKNOWN_CALL));
    assertThat(node.attach(callId, "A", node.live()))
        .isEqualTo(new CallReply.Refused(Refusal.UNKNOWN_CALL));
    assertThat(node.events(callId)).isEmpty();
  }

  @Test
  void aCallWhoseSnapshotCannotBeReadIsBroughtBackFromItsEvents() {
    journal.write(callId, 1, new CallRegistered(CLOCK.pass(), PLAN));
    journal.write(callId, 2, new CallEvent.LineAttached(CLOCK.instant(), "A"));
    String bytes = product == TestDatabase.Product.POSTGRES ? "'\\x00'" : "X'00'";
    run("INSERT INTO snapshot (persistence_id, sequence_number, created, snapshot_ser_id,"
        + " snapshot_ser_manifest, snapshot_payload) VALUES ('"
        + CallEntity.persistenceId(text(callId)).id()
        + "', 2, 1, 7402, '', " + bytes + ")");
    CallReply.Done done = (CallReply.Done) node.ask(callId, new CallRequest.Register(PLAN));
    assertThat(done.known()).isTrue();
    assertThat(done.call().state()).isEqualTo("Greeting");
  }

  private static double unreadable() {
    return counted("talkspurt_call_log_unreadable_events");
  }

  private static double counted(String counter) {
    return node.metrics.registry().scrape().stream()
        .filter(metric -> metric.getMetadata().getName().equals(counter))
        .flatMap(metric -> ((CounterSnapshot) metric).getDataPoints().stream())
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
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
    return row(callId);
  }

  private static Optional<CallLogEntry> row(UUID id) {
    return node.newest(false, 1000).stream()
        .filter(entry -> entry.callId().equals(text(id)))
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
        "",
        Variant.NONE,
        registered,
        answered,
        ended,
        ended.map(at -> EndReason.COMPLETED.name()),
        0,
        false,
        0,
        AnswerTimes.NONE,
        0,
        "",
        PLAN.language(),
        "",
        Direction.INBOUND);
  }

  private static final CallFilter ALL = CallFilter.newest(1000);

  private static CallFilter of(
      String profile, String dnid, String callerId, Optional<EndReason> reason) {
    return new CallFilter(
        false,
        false,
        Optional.of(profile).filter(text -> !text.isEmpty()),
        Optional.empty(),
        Optional.empty(),
        Optional.of(dnid).filter(text -> !text.isEmpty()),
        Optional.of(callerId).filter(text -> !text.isEmpty()),
        reason,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1000,
        Optional.empty());
  }

  private static CallFilter ofVariant(String profile, String experiment, String variant) {
    return new CallFilter(
        false,
        false,
        Optional.of(profile),
        Optional.of(experiment),
        Optional.of(variant),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1000,
        Optional.empty());
  }

  private static CallFilter cameTo(String disposition) {
    return new CallFilter(
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1000,
        Optional.of(disposition));
  }

  private static CallFilter failed() {
    return new CallFilter(
        false,
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1000,
        Optional.empty());
  }

  private static CallFilter between(CallFilter of, Instant from, Instant to) {
    return new CallFilter(
        of.onlyLive(),
        of.onlyFailed(),
        of.profile(),
        of.experiment(),
        of.variant(),
        of.dnid(),
        of.callerId(),
        of.reason(),
        Optional.of(from),
        Optional.of(to),
        of.after(),
        of.limit(),
        of.disposition());
  }

  private static List<UUID> found(CallFilter filter) {
    return Node.answer(node.log.page(filter)).calls().stream()
        .map(call -> UUID.fromString(call.callId()))
        .toList();
  }

  private static UUID registered(String callerId, String dnid, String profile) {
    UUID id = UUID.randomUUID();
    node.ask(id, new CallRequest.Register(CallSamples.plan(callerId, dnid, profile)));
    return id;
  }

  private static CallLogEntry renamed(CallLogEntry entry) {
    return new CallLogEntry(
        UUID.randomUUID().toString(),
        entry.state(),
        entry.callerId(),
        entry.dnid(),
        entry.profile(),
        entry.version(),
        entry.variant(),
        entry.registeredAt(),
        entry.answeredAt(),
        entry.endedAt(),
        entry.endReason(),
        entry.failures(),
        entry.failed(),
        entry.bargeIns(),
        entry.answers(),
        entry.cost(),
        "",
        entry.language(),
        "",
        Direction.INBOUND);
  }

  private static double refused(String kept) {
    return node.metrics.registry().scrape().stream()
        .filter(metric -> metric.getMetadata().getName().equals("talkspurt_call_log_refused"))
        .flatMap(metric -> ((CounterSnapshot) metric).getDataPoints().stream())
        .filter(point -> kept.equals(point.getLabels().get("kept")))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  private boolean write(long ordering, CallLogEntry entry) {
    LogRows rows = new LogRows(ordering, Map.of(entry.callId(), entry));
    return database.transactNow(connection -> CallLogTable.write(connection, rows, CallSamples.AT));
  }

  private static long count(String sql) {
    return database.<Long>transactNow(connection -> {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(sql)) {
        row.next();
        return row.getLong(1);
      }
    });
  }

  private static void run(String sql) {
    database.transactNow(connection -> {
      TestDatabase.run(connection, sql);
      return null;
    });
  }

  private static String plan(CallFilter filter) {
    return database.transactNow(connection -> {
      if (product == TestDatabase.Product.POSTGRES) {
        // a table of some rows is read whole, whatever indexes it has
        TestDatabase.run(connection, "SET LOCAL enable_seqscan = off");
        TestDatabase.run(connection, "SET LOCAL enable_bitmapscan = off");
      }
      try (PreparedStatement statement =
              CallQuery.of(filter).prepare(connection, "EXPLAIN " + CallLogTable.SELECT);
          ResultSet plan = statement.executeQuery()) {
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
