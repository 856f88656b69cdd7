package talkspurt.media.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.tuple;
import static talkspurt.call.CallSamples.AT;
import static talkspurt.call.CallSamples.PLAN;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.EndReason;
import talkspurt.call.Failure;
import talkspurt.call.Instruction;
import talkspurt.call.Refusal;
import talkspurt.call.SpokenText;
import talkspurt.call.ToolUse;
import talkspurt.call.TurnInput;
import talkspurt.fake.FakeHost;
import talkspurt.fake.FakeToolRunner;
import talkspurt.fake.TraceSink;
import talkspurt.fake.TracedCall;
import talkspurt.media.conversation.ConversationMessage.ToolCalled;
import talkspurt.media.conversation.ConversationMessage.ToolOverdue;
import talkspurt.media.conversation.ConversationMessage.ToolReturned;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.ToolResult;
import talkspurt.provider.Toolbox;
import talkspurt.provider.Tools;
import talkspurt.provider.UsageMeter;
import talkspurt.telemetry.CallTrace;
import talkspurt.telemetry.Metrics;

class ToolExecutorTest {

  private static final UUID CALL = FakeHost.CALL;
  private static final int TURN = 3;

  private final FakeToolRunner runner = new FakeToolRunner();
  private final Toolbox box = new Toolbox(true, Map.of("sales", "sales,s,1"), runner);
  private final Metrics metrics = new Metrics();
  private long nanos;
  private final FakeHost host =
      new FakeHost("line", () -> nanos / 1_000_000, () -> fail("the line is let go"));
  private static final Map<String, String> KNOWN = Map.of("callerId", "5550100");

  private final FakeFloor floor = new FakeFloor();
  private final Collecting collecting =
      new Collecting(host, () -> nanos, () -> Instant.ofEpochSecond(1_800_000_000), floor);
  private UsageMeter meter = UsageMeter.NONE;
  private final ToolExecutor executor =
      new ToolExecutor(host, () -> nanos, metrics.providers(), collecting, new UsageMeter() {
        @Override
        public void used(Used used) {
          // nobody pays
        }

        @Override
        public CallTrace trace() {
          return meter.trace();
        }
      });

  @Test
  void whatAReplyAsksForIsDoneOnTheConversationsThread() {
    Tools tools = executor.of(answer(), box, KNOWN);
    assertThat(tools.offered()).isEqualTo(box.offered());
    CompletableFuture<ToolResult> result = tools.use("book", "{\"a\":1}").toCompletableFuture();
    assertThat(host.told()).isEmpty();
    ToolCalled called = (ToolCalled) host.inbox().receiveMessage();
    assertThat(called)
        .isEqualTo(new ToolCalled(TURN, "book", "{\"a\":1}", box, KNOWN, called.result()));
    called.result().complete(new ToolResult.Pending());
    assertThat(result).isCompletedWithValue(new ToolResult.Pending());
  }

  @Test
  void runsOnceTheJournalHasTheWish() {
    CompletableFuture<ToolResult> result = call("book", "{\"to\":\"Rome\",\"seats\":[1,2]}");
    Fact.ToolBegins begins = begun();
    assertThat(begins.turn()).isEqualTo(TURN);
    assertThat(begins.name()).isEqualTo("book");
    assertThat(begins.key()).matches(CALL + "-3-[0-9a-f]{16}");
    assertThat(begins.arguments()).isEqualTo(Map.of("to", "Rome", "seats", "[1,2]"));
    assertThat(runner.run()).isEmpty();
    assertThat(executor.busy()).isFalse();
    grant(begins);
    assertThat(executor.busy()).isTrue();
    assertThat(runner.run()).singleElement().satisfies(job -> {
      assertThat(job.name()).isEqualTo("book");
      assertThat(job.key()).isEqualTo(begins.key());
      assertThat(job.arguments()).isEqualTo("{\"to\":\"Rome\",\"seats\":[1,2]}");
      assertThat(job.variables()).isEqualTo(Map.of("account", "17"));
    });
    assertThat(host.reminders()).isEqualTo(Map.of(new ToolOverdue(begins.key()), 5000L));
    nanos = 250_000_000;
    runner.returns("book", "booked");
    assertThat(result).isNotDone();
    assertThat(returned()).as("the reply has gone on without it").isFalse();
    assertThat(result).isCompletedWithValue(new ToolResult.Returned("booked"));
    assertThat(outcomes()).isEqualTo(Map.of(begins.key(), "booked"));
    assertThat(host.reminders()).isEmpty();
    assertThat(host.failures()).isEmpty();
    assertThat(executor.busy()).isFalse();
    assertThat(ran("book", "returned")).isEqualTo(0.25);
  }

  @Test
  void aToolIsASpanOfTheCallAndItsServiceIsToldSo() {
    try (TracedCall traced = new TracedCall()) {
      meter = traced;
      call("book", "{\"to\":\"Rome\",\"seats\":[1,2]}");
      grant(begun());
      String told = runner.run().get(0).traceparent().orElseThrow();
      runner.returns("book", "booked");
      returned();
      TraceSink.Told span = traced.spans("execute_tool book", 1).get(0);
      assertThat(told).isEqualTo("00-" + TracedCall.TRACE + "-" + span.spanId() + "-01");
      assertThat(span.attributes())
          .containsEntry("gen_ai.tool.name", "book")
          .doesNotContainKey("error.type");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "book    | {\"a\":1,\"b\":{\"c\":2,\"d\":3}}  | true",
        "book    | { \"b\" : {\"d\":3, \"c\":2}, \"a\" : 1 } | true",
        "look_up | {\"a\":1,\"b\":{\"c\":2,\"d\":3}}  | false",
        "book    | {\"a\":1,\"b\":{\"c\":2,\"d\":4}}  | false",
        "book    | {\"a\":1}                          | false",
        "book    | {\"a\":\"1\",\"b\":{\"c\":2,\"d\":3}} | false",
      })
  void theSameIsRunOnceInATurn(String name, String arguments, boolean same) {
    CompletableFuture<ToolResult> first = call("book", "{\"a\":1,\"b\":{\"c\":2,\"d\":3}}");
    CompletableFuture<ToolResult> second = call(name, arguments);
    assertThat(host.facts()).hasSize(same ? 1 : 2);
    grant(begun());
    runner.returns("book", "booked");
    returned();
    assertThat(first).isCompletedWithValue(new ToolResult.Returned("booked"));
    assertThat(second.isDone()).isEqualTo(same);
    CompletableFuture<ToolResult> afterwards = call(name, arguments);
    assertThat(afterwards.isDone()).isEqualTo(same);
    assertThat(host.facts()).hasSize(same ? 1 : 2);
    assertThat(runner.run()).hasSize(1);
  }

  @Test
  void whatOnlyTheCallSuppliesIsDroppedAndTold() {
    call("book", "{\"customer\":\"somebody else\",\"to\":\"Rome\"}");
    assertThat(begun().arguments())
        .isEqualTo(Map.of("to", "Rome", "customer", "(dropped: only the call supplies it)"));
    call("book", "{\"to\":\"Rome\"}");
    assertThat(host.facts()).as("it is the same").hasSize(1);
    grant(begun());
    assertThat(runner.run())
        .singleElement()
        .satisfies(job -> assertThat(job.arguments()).isEqualTo("{\"to\":\"Rome\"}"));
  }

  @Test
  void theSameInAnotherTurnIsRunAgain() {
    call("book", "{}");
    executor.on(new ToolCalled(TURN + 1, "book", "{}", box, Map.of(), new CompletableFuture<>()));
    assertThat(host.facts())
        .extracting(fact -> ((Fact.ToolBegins) fact).key())
        .doesNotHaveDuplicates();
    assertThat(host.facts()).hasSize(2);
  }

  @Test
  void aReplyDoesNotWaitForAToolThatTakesTooLong() {
    CompletableFuture<ToolResult> result = call("book", "{}");
    grant(begun());
    executor.on(new ToolOverdue(begun().key()));
    assertThat(result).isCompletedWithValue(new ToolResult.Pending());
    assertThat(call("book", "{}")).isCompletedWithValue(new ToolResult.Pending());
    assertThat(executor.busy()).isTrue();
    runner.returns("book", "booked");
    assertThat(returned()).as("the reply has gone on without it").isTrue();
    assertThat(outcomes()).isEqualTo(Map.of(begun().key(), "booked"));
    assertThat(call("book", "{}")).isCompletedWithValue(new ToolResult.Returned("booked"));
    executor.on(new ToolOverdue(begun().key()));
    assertThat(call("book", "{}")).isCompletedWithValue(new ToolResult.Returned("booked"));
  }

  @Test
  void twoThatRunAreBothWaitedFor() {
    call("book", "{}");
    call("look_up", "{}");
    host.facts().forEach(fact -> grant((Fact.ToolBegins) fact));
    runner.returns("look_up", "found");
    returned();
    assertThat(executor.busy()).isTrue();
    runner.returns("book", "booked");
    returned();
    assertThat(executor.busy()).isFalse();
  }

  @Test
  void aToolThatBreaksDownHasFailed() {
    CompletableFuture<ToolResult> result = call("book", "{}");
    grant(begun());
    runner.breaks("book");
    returned();
    ToolResult failed = new ToolResult.Failed("it broke down");
    assertThat(result).isCompletedWithValue(failed);
    assertThat(host.failures())
        .containsExactly(failed(new ProviderFailure(Kind.BROKE_PROTOCOL, "book", "it broke down")));
    assertThat(outcomes()).isEqualTo(Map.of(begun().key(), failed.told()));
    assertThat(ran("book", "failed")).isZero();
    assertThat(executor.busy()).isFalse();
  }

  @Test
  void whySomebodyOutsideFailedIsToldUnderTheToolsName() {
    call("book", "{}");
    grant(begun());
    ProviderFailure cause = new ProviderFailure(Kind.OVERLOADED, "http", "status 503", "http://a");
    executor.on(new ToolReturned(
        begun().key(), new ToolResult.Failed("the server has trouble", Optional.of(cause))));
    assertThat(host.failures())
        .containsExactly(
            failed(new ProviderFailure(Kind.OVERLOADED, "book", "status 503", "http://a")));
  }

  @ParameterizedTest
  @CsvSource({"8000, 8000", "8001, 8001"})
  void aLongOutcomeIsCut(int length, int kept) {
    CompletableFuture<ToolResult> result = call("book", "{}");
    grant(begun());
    runner.returns("book", "x".repeat(length));
    returned();
    String told = result.join().told();
    assertThat(told).hasSize(kept).endsWith(length > 8000 ? "x…" : "xx");
    assertThat(outcomes()).containsValue(told);
  }

  @ParameterizedTest
  @CsvSource({"2000, 2000", "2001, 2001"})
  void aLongArgumentIsCutInTheJournalAndWholeForTheTool(int length, int kept) {
    call("book", "{\"text\":\"" + "x".repeat(length) + "\"}");
    grant(begun());
    assertThat(begun().arguments().get("text")).hasSize(kept).endsWith(length > 2000 ? "x…" : "xx");
    assertThat(runner.run().get(0).arguments()).contains("x".repeat(length));
  }

  @ParameterizedTest
  @CsvSource({"book, no JSON object, book", "cancel, there is no tool called cancel, unknown"})
  void whatTheRunnerObjectsToIsNotTold(String name, String objection, String counted) {
    CompletableFuture<ToolResult> result = call(name, "[]");
    assertThat(result).isCompletedWithValue(new ToolResult.Failed(objection));
    assertThat(host.told()).isEmpty();
    assertThat(host.failures())
        .containsExactly(failed(new ProviderFailure(Kind.REJECTED_REQUEST, counted, objection)));
    assertThat(ran(counted, "refused")).isZero();
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void aToolThatIsRefusedIsNotRun(Refusal refusal) {
    executor.of(answer(), box, KNOWN);
    CompletableFuture<ToolResult> result = call("book", "{}");
    executor.answered(report(begun()), Optional.of(refusal));
    boolean maybeRun = refusal == Refusal.TOOL_FORSAKEN || refusal == Refusal.TOOL_HAS_RUN;
    assertThat(result)
        .isCompletedWithValue(
            maybeRun ? new ToolResult.Unknown() : new ToolResult.Failed(refusal.text()));
    assertThat(runner.run()).isEmpty();
    assertThat(executor.busy()).isFalse();
  }

  @Test
  void whatHasRunBeforeTellsItsOutcomeAgain() {
    call("book", "{}");
    ToolUse other = used("another", Optional.of("not this"));
    executor.of(answer(other, used(begun().key(), Optional.of("booked"))), box, KNOWN);
    CompletableFuture<ToolResult> result = call("book", "{}");
    executor.answered(report(begun()), Optional.of(Refusal.TOOL_HAS_RUN));
    assertThat(result).isCompletedWithValue(new ToolResult.Returned("booked"));
    assertThat(runner.run()).isEmpty();
  }

  @Test
  void whatHasRunBeforeWithoutAnOutcomeIsUnknown() {
    CompletableFuture<ToolResult> result = call("book", "{}");
    executor.of(answer(used(begun().key(), Optional.empty())), box, KNOWN);
    executor.answered(report(begun()), Optional.of(Refusal.TOOL_HAS_RUN));
    assertThat(result).isCompletedWithValue(new ToolResult.Unknown());
  }

  @Test
  void oneOfTheCallsOwnIsToldAndDoneAtTheEnd() {
    CompletableFuture<ToolResult> end = call("end_call", "{}");
    CompletableFuture<ToolResult> transfer = call("transfer_call", "{\"destination\":\"sales\"}");
    Fact.ToolWanted first = new Fact.ToolWanted(TURN, CALL + "-3-1", "end_call", Map.of());
    Fact.ToolWanted second = new Fact.ToolWanted(
        TURN, CALL + "-3-2", "transfer_call", Map.of("destination", "sales,s,1"));
    assertThat(host.facts()).containsExactly(first, second);
    executor.answered(report(second), Optional.empty());
    assertThat(end).isNotDone();
    assertThat(transfer).isCompletedWithValue(new ToolResult.AtTheEnd());
    executor.answered(report(first), Optional.of(Refusal.NOT_NOW));
    assertThat(end).isCompletedWithValue(new ToolResult.Failed(Refusal.NOT_NOW.text()));
    assertThat(runner.run()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "end_call | {} | that is not possible here",
        "end_call | {\"summary\":5} | summary is 5; allowed: \"…\"",
        "transfer_call | {\"destination\":\"nobody\"} | destination is \"nobody\"; allowed: sales"
      })
  void whatIsNotAllowedIsNotTold(String name, String arguments, String why) {
    Toolbox strict = new Toolbox(false, Map.of("sales", "sales,s,1"), runner);
    CompletableFuture<ToolResult> result = new CompletableFuture<>();
    executor.on(new ToolCalled(TURN, name, arguments, strict, Map.of(), result));
    assertThat(result).isCompletedWithValue(new ToolResult.Failed(why));
    assertThat(host.told()).isEmpty();
  }

  @Test
  void answersToOthersAreNotItsOwn() {
    String key = executor.tell(TURN, new Part.UseTool("end_call", Map.of()));
    assertThat(host.facts())
        .extracting(Fact.ToolWanted.class::cast)
        .extracting(Fact.ToolWanted::key, Fact.ToolWanted::name)
        .containsExactly(tuple(key, "end_call"));
    executor.answered(report(host.facts().get(0)), Optional.empty());
    executor.answered(new CallRequest.End(EndReason.COMPLETED), Optional.empty());
    executor.answered(report(new Fact.SpeechPlayed(0, SpokenText.NOTHING)), Optional.empty());
    assertThat(runner.run()).isEmpty();
    assertThat(executor.busy()).isFalse();
  }

  private CompletableFuture<ToolResult> call(String name, String arguments) {
    CompletableFuture<ToolResult> result = new CompletableFuture<>();
    executor.on(new ToolCalled(TURN, name, arguments, box, Map.of("account", "17"), result));
    return result;
  }

  /** The first tool that was told. */
  private Fact.ToolBegins begun() {
    return (Fact.ToolBegins) host.facts().get(0);
  }

  private void grant(Fact.ToolBegins begins) {
    executor.answered(report(begins), Optional.empty());
  }

  /** What the next tool to return has told itself. */
  private boolean returned() {
    return executor.on((ToolReturned) host.inbox().receiveMessage());
  }

  /** What the durable half was told of outcomes, by key. */
  private Map<String, String> outcomes() {
    return host.told().stream()
        .filter(CallRequest.ReturnTool.class::isInstance)
        .map(CallRequest.ReturnTool.class::cast)
        .collect(Collectors.toMap(CallRequest.ReturnTool::key, CallRequest.ReturnTool::outcome));
  }

  private static FakeHost.Told failed(ProviderFailure failure) {
    return new FakeHost.Told(Failure.Part.TOOL, TURN, failure);
  }

  private static CallRequest report(Fact fact) {
    return new CallRequest.Report("line", fact);
  }

  private static Instruction.Answer answer(ToolUse... before) {
    return new Instruction.Answer(
        PLAN, TURN, new TurnInput.Unprompted(), List.of(), SpokenText.NOTHING, List.of(before));
  }

  private static ToolUse used(String key, Optional<String> outcome) {
    return new ToolUse(AT, TURN, key, "book", Map.of(), outcome, false);
  }

  /** Seconds of the only run of a tool with this outcome. */
  private double ran(String tool, String outcome) {
    HistogramSnapshot times =
        (HistogramSnapshot) metrics.registry().scrape("talkspurt_tool_seconds"::equals).stream()
            .findFirst()
            .orElseThrow();
    var point = times.getDataPoints().stream()
        .filter(each -> tool.equals(each.getLabels().get("tool"))
            && outcome.equals(each.getLabels().get("outcome")))
        .findFirst()
        .orElseThrow();
    assertThat(point.getCount()).isEqualTo(1);
    return point.getSum();
  }
}
