package talkspurt.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.CallerInterrupted;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.ToolRequested;
import talkspurt.call.CallSamples;
import talkspurt.call.CallState;
import talkspurt.call.EndReason;
import talkspurt.call.Spending;
import talkspurt.call.SpokenText;
import talkspurt.control.CallOutcome;
import talkspurt.control.CallOutcome.Source;
import talkspurt.control.CallOutcome.State;
import talkspurt.control.CallOutcome.Told;
import talkspurt.control.CallOutcome.Webhook;
import talkspurt.control.CallStory;
import talkspurt.control.DueOutcome;
import talkspurt.control.OutcomeWork;
import talkspurt.provider.OutcomeForm;
import talkspurt.provider.Price;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Usage;
import talkspurt.provider.UsageMeter;
import talkspurt.telemetry.Metrics;

class OutcomeDeskTest {

  private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
  private static final String ID = "a1b2c3d4-0000-4000-8000-00000000000f";
  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"day\":{\"type\":\"string\"}}}";
  private static final OutcomeForm FORM =
      OutcomeForm.of(List.of("booked", "lost", "unsaid"), Optional.of(SCHEMA), true);
  private static final ProviderFailure AWAY =
      new ProviderFailure(ProviderFailure.Kind.UNREACHABLE, "outcome-model", "no answer in time");
  private static final OutcomeSettings SETTINGS = new OutcomeSettings(
      Duration.ofMillis(500),
      8,
      Duration.ofMinutes(3),
      3,
      Duration.ofSeconds(10),
      Duration.ofSeconds(30),
      Duration.ofHours(24));

  /** What it costs to ask. */
  private static final Spending ONCE =
      new Spending(Map.of("m", new Spending.Spent(10, Map.of("output-tokens", 5L))));

  /** What came of work. */
  private record Put(
      CallOutcome now, Optional<OutcomeWork> next, Instant at, int attempts, Spending cost) {}

  private final Metrics metrics = new Metrics();
  private final List<Put> puts = new ArrayList<>();
  private final List<OutcomeModel.Question> questions = new ArrayList<>();
  private final List<String> posted = new ArrayList<>();
  private OutcomeModel.Answer answer = new OutcomeModel.Answer.Failed(AWAY);
  private Optional<ProviderFailure> refusal = Optional.empty();
  private Optional<OutcomePolicy> policy = Optional.of(policy(Fill.IN_CALL, false));
  private List<CallEvent> events = spoken();

  private OutcomePolicy policy(Fill fill, boolean tells) {
    OutcomeModel model = (question, meter) -> {
      questions.add(question);
      meter
          .of("m", Price.NONE.and(Usage.Unit.OUTPUT_TOKENS, 2_000_000))
          .used(UsageMeter.Used.unpriced(Usage.of(Usage.Unit.OUTPUT_TOKENS, 5)));
      return CompletableFuture.completedFuture(answer);
    };
    OutcomeWebhook webhook = (id, body) -> {
      posted.add(id + " " + body);
      return CompletableFuture.completedFuture(refusal);
    };
    return new OutcomePolicy(
        FORM,
        List.of(Goal.of("booked", "disposition = booked", FORM)),
        fill,
        "unsaid",
        fill == Fill.AFTER_CALL ? Optional.of(model) : Optional.empty(),
        tells ? Optional.of(webhook) : Optional.empty());
  }

  private static List<CallEvent> spoken(CallEvent... more) {
    List<CallEvent> events = new ArrayList<>(List.of(
        new CallRegistered(NOW, CallSamples.PLAN),
        new LineAttached(NOW, "A"),
        new GreetingPlayed(NOW, new SpokenText("Hello.")),
        new CallerSaid(NOW, 1, new SpokenText("A table, please."))));
    events.addAll(List.of(more));
    return events;
  }

  private static CallEvent told(Map<String, String> arguments) {
    return new ToolRequested(NOW, 1, "k", "end_call", arguments);
  }

  private static final CallEvent ALL = told(
      Map.of("summary", "A table.", "disposition", "booked", "fields", "{\"day\":\"Monday\"}"));

  private static CallOutcome outcome() {
    return new CallOutcome(
        ID,
        "sales",
        "v1",
        NOW.minusSeconds(1),
        EndReason.CALLER_HUNG_UP.name(),
        State.DUE,
        Source.CALL,
        Told.NOTHING,
        new TreeMap<>(),
        Optional.empty(),
        Optional.empty(),
        Webhook.NONE,
        Optional.empty());
  }

  private Put on(OutcomeWork work, int attempts) {
    return on(outcome(), work, attempts);
  }

  private Put on(CallOutcome outcome, OutcomeWork work, int attempts) {
    OutcomeDesk.Surroundings around = new OutcomeDesk.Surroundings() {
      @Override
      public CompletionStage<Optional<CallStory>> story(UUID callId) {
        assertThat(callId).hasToString(ID);
        return CompletableFuture.completedFuture(
            Optional.of(new CallStory(ID, events, CallState.after(events))));
      }

      @Override
      public Optional<OutcomePolicy> policy(String profile, String version) {
        assertThat(profile + version).isEqualTo("salesv1");
        return policy;
      }

      @Override
      public CompletionStage<Boolean> put(
          DueOutcome taken,
          CallOutcome now,
          Optional<OutcomeWork> next,
          Instant at,
          int tries,
          Spending cost) {
        puts.add(new Put(now, next, at, tries, cost));
        return CompletableFuture.completedFuture(true);
      }
    };
    new OutcomeDesk(around, SETTINGS, InstantSource.fixed(NOW), metrics.outcomes())
        .on(new DueOutcome(outcome, work, attempts, NOW.plusSeconds(60)))
        .toCompletableFuture()
        .join();
    assertThat(puts).hasSize(1);
    return puts.remove(0);
  }

  @Test
  void whatTheAgentToldIsSettledAtOnce() {
    events = spoken(ALL, new CallEnded(NOW, EndReason.CALLER_HUNG_UP));
    for (Fill fill : Fill.values()) {
      policy = Optional.of(policy(fill, false));
      Put put = on(OutcomeWork.SETTLE, 1);
      assertThat(put.next()).isEmpty();
      assertThat(put.now().state()).isEqualTo(State.KNOWN);
      assertThat(put.now().source()).isEqualTo(Source.AGENT);
      assertThat(put.now().told())
          .isEqualTo(new Told("booked", "", "A table.", "{\"day\":\"Monday\"}"));
      assertThat(put.now().goals()).isEqualTo(Map.of("booked", true));
      assertThat(put.now().settledAt()).contains(NOW);
    }
    assertThat(questions).isEmpty();
    assertThat(counted("sales", "booked")).as("not announced").isZero();
    assertThat(counted("sales", "other")).isEqualTo(3);
  }

  @Test
  void whatTheAgentLeftOutIsAskedForAfterTheCall() {
    policy = Optional.of(policy(Fill.AFTER_CALL, false));
    events =
        spoken(told(Map.of("disposition", "lost")), new CallEnded(NOW, EndReason.CALLER_HUNG_UP));
    Put put = on(OutcomeWork.SETTLE, 1);
    assertThat(put)
        .isEqualTo(new Put(outcome(), Optional.of(OutcomeWork.ASK), NOW, 0, Spending.NONE));
    answer = new OutcomeModel.Answer.Told(
        Map.of("summary", "A table.", "disposition", "booked", "fields", "{\"day\":\"Monday\"}"));
    put = on(OutcomeWork.ASK, 1);
    assertThat(put.now().source()).isEqualTo(Source.MODEL);
    assertThat(put.now().told())
        .as("what the agent told stands")
        .isEqualTo(new Told("lost", "", "A table.", "{\"day\":\"Monday\"}"));
    assertThat(put.now().goals()).isEqualTo(Map.of("booked", false));
    assertThat(questions).singleElement().satisfies(question -> {
      assertThat(question.endReason()).isEqualTo("caller-hung-up");
      assertThat(question.transcript()).hasSize(2);
      assertThat(question.form()).isSameAs(FORM);
    });
  }

  @Test
  void whatTheAgentTookBackTheModelKnowsBetter() {
    policy = Optional.of(policy(Fill.AFTER_CALL, false));
    events = spoken(
        ALL,
        new CallerInterrupted(NOW, 1, 100),
        new FloorYielded(NOW, 1, new SpokenText("Bye")),
        new CallEnded(NOW, EndReason.CALLER_HUNG_UP));
    assertThat(on(OutcomeWork.SETTLE, 1).next()).contains(OutcomeWork.ASK);
    answer = new OutcomeModel.Answer.Told(Map.of("summary", "No.", "disposition", "lost"));
    assertThat(on(OutcomeWork.ASK, 1).now().told())
        .isEqualTo(new Told("lost", "", "No.", "{\"day\":\"Monday\"}"));
  }

  @Test
  void aModelThatFailsIsAskedAgainAndGivenUp() {
    policy = Optional.of(policy(Fill.AFTER_CALL, false));
    events = spoken(told(Map.of("summary", "Hm.")), new CallEnded(NOW, EndReason.LINE_LOST));
    assertThat(on(OutcomeWork.ASK, 1))
        .isEqualTo(new Put(outcome(), Optional.of(OutcomeWork.ASK), NOW.plusSeconds(10), 1, ONCE));
    assertThat(on(OutcomeWork.ASK, 2).at()).isEqualTo(NOW.plusSeconds(20));
    Put put = on(OutcomeWork.ASK, 3);
    assertThat(put.next()).isEmpty();
    assertThat(put.now().state()).isEqualTo(State.FAILED);
    assertThat(put.now().cause()).contains("unreachable, outcome-model, no answer in time");
    assertThat(put.now().told().summary()).isEqualTo("Hm.");
    assertThat(put.now().source()).isEqualTo(Source.AGENT);
  }

  @Test
  void nobodyIsAskedAboutACallerWhoSaidNothing() {
    policy = Optional.of(policy(Fill.AFTER_CALL, false));
    events = spoken().subList(0, 3);
    Put put = on(OutcomeWork.SETTLE, 1);
    assertThat(put.next()).isEmpty();
    assertThat(put.now().told()).isEqualTo(new Told("unsaid", "", "", ""));
    assertThat(put.now().source()).isEqualTo(Source.CALL);
  }

  @Test
  void aProfileThatIsNotThereIsWaitedForAWhile() {
    policy = Optional.empty();
    Put put = on(OutcomeWork.SETTLE, 4);
    assertThat(put)
        .isEqualTo(new Put(
            outcome(), Optional.of(OutcomeWork.SETTLE), NOW.plusSeconds(30), 4, Spending.NONE));
    put = on(OutcomeWork.SETTLE, 5);
    assertThat(put.now().state()).isEqualTo(State.KNOWN);
    assertThat(put.now().goals()).isEmpty();
  }

  @Test
  void theWebhookIsToldWhatIsKnown() throws Exception {
    policy = Optional.of(policy(Fill.IN_CALL, true));
    events = spoken(ALL, new CallEnded(NOW, EndReason.CALLER_HUNG_UP));
    Put put = on(OutcomeWork.SETTLE, 1);
    assertThat(put.next()).contains(OutcomeWork.POST);
    assertThat(put.now().webhook()).isEqualTo(Webhook.DUE);
    Put told = on(put.now(), OutcomeWork.POST, 1);
    assertThat(told.next()).isEmpty();
    assertThat(told.now().webhook()).isEqualTo(Webhook.DELIVERED);
    String[] message = posted.get(0).split(" ", 2);
    assertThat(message[0]).isEqualTo("outcome-" + ID);
    assertThat(new ObjectMapper().readTree(message[1]))
        .isEqualTo(new ObjectMapper().readTree("""
            {"id":"outcome-%s","type":"call-outcome","callId":"%s","profile":"sales",
             "profileVersion":"v1","endedAt":"2026-11-30T09:59:59Z","endReason":"caller-hung-up",
             "state":"known","source":"agent","disposition":"booked","summary":"A table.",
             "fields":{"day":"Monday"},"goals":{"booked":true},"settledAt":"2026-11-30T10:00:00Z"}
            """.formatted(ID, ID)));
  }

  @ParameterizedTest
  @CsvSource({"86399, false", "86400, true"})
  void aWebhookThatDoesNotTakeItIsGivenUpAfterADay(long seconds, boolean given) {
    policy = Optional.of(policy(Fill.IN_CALL, true));
    refusal = Optional.of(AWAY);
    CallOutcome since = outcome()
        .settled(
            Source.CALL,
            Told.NOTHING,
            new TreeMap<>(),
            Optional.empty(),
            NOW.minusSeconds(seconds),
            true);
    Put put = on(since, OutcomeWork.POST, 9);
    assertThat(put.now().webhook()).isEqualTo(given ? Webhook.GIVEN_UP : Webhook.DUE);
    assertThat(put.now().webhookCause()).contains("unreachable, outcome-model, no answer in time");
    assertThat(put.next().isEmpty()).isEqualTo(given);
    assertThat(put.at()).isEqualTo(given ? NOW : NOW.plusSeconds(30));
  }

  @Test
  void aWebhookThatIsGoneIsToldNothing() {
    policy = Optional.of(policy(Fill.IN_CALL, false));
    Put put = on(OutcomeWork.POST, 1);
    assertThat(put.now().webhook()).isEqualTo(Webhook.GIVEN_UP);
    assertThat(put.next()).isEmpty();
    assertThat(posted).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "2, 20", "3, 30", "4, 30", "100000, 30"})
  void eachWaitIsTwiceAsLong(int attempt, int seconds) {
    assertThat(SETTINGS.waitAfter(attempt)).hasSeconds(seconds);
  }

  private double counted(String profile, String disposition) {
    return metrics.registry().scrape("talkspurt_outcomes"::equals).stream()
        .flatMap(snapshot -> snapshot.getDataPoints().stream())
        .filter(point -> disposition.equals(point.getLabels().get("disposition"))
            && profile.equals(point.getLabels().get("profile")))
        .mapToDouble(point ->
            ((io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot) point)
                .getValue())
        .sum();
  }

  @Test
  void whatItCostToAskIsKeptWhetherThereIsAnAnswerOrNot() {
    policy = Optional.of(policy(Fill.AFTER_CALL, false));
    Spending once = new Spending(Map.of("m", new Spending.Spent(10, Map.of("output-tokens", 5L))));
    assertThat(on(OutcomeWork.SETTLE, 1).cost()).isEqualTo(Spending.NONE);
    assertThat(on(OutcomeWork.ASK, 1).cost()).isEqualTo(ONCE);
    assertThat(talkspurt.fake.Told.by(metrics, "talkspurt_cost", "m")).isEqualTo(0.00001);
    assertThat(on(OutcomeWork.ASK, SETTINGS.attempts()).cost()).as("given up").isEqualTo(ONCE);
    answer = new OutcomeModel.Answer.Told(Map.of("disposition", "booked"));
    assertThat(on(OutcomeWork.ASK, 1).cost()).isEqualTo(ONCE);
  }
}
