package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.call.CallPlan;
import talkspurt.call.Direction;
import talkspurt.control.OutboundCalls.Added;
import talkspurt.outbound.DialOutcome;
import talkspurt.outbound.DialVerdict;
import talkspurt.outbound.DialWindow;
import talkspurt.outbound.Outbound;
import talkspurt.outbound.OutboundCall;
import talkspurt.outbound.OutboundState;
import talkspurt.outbound.ReleaseCause;
import talkspurt.outbound.RetryPlan.Attempt;

/** Calls that are asked for, told of and cancelled, and who must not be called. */
class OutboundRoutesTest {

  private static final String PATH = "/api/calls/outbound";
  private static final UUID FIRST = new UUID(0, 1);

  @AutoClose
  private static final ServedApi api = ServedApi.start();

  @BeforeEach
  void forget() {
    api.outbound.reset();
    api.keeping.reset();
  }

  private static ServedApi.Answer post(String body) {
    return api.send("POST", PATH, body, "Content-Type", "application/json");
  }

  private static Outbound asked() {
    return api.outbound.calls.get(FIRST);
  }

  @Test
  void aCallIsMadeAsItIsAskedFor() {
    ServedApi.Answer answer = post("""
        {"number": "+49 30 12345678", "profile": "sales", "variables": {"name": "Ann"},
         "callerId": "+493055555", "consent": "form 17", "attempts": 2, "idempotencyKey": "k1",
         "window": {"from": "2026-12-02T08:00:00Z", "until": "2026-12-04T18:00:00Z"}}
        """);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).contains(PATH + "/" + FIRST);
    Expect.json(api.get(PATH + "/" + FIRST), 200, """
        {"id": "00000000-0000-0000-0000-000000000001", "state": "waiting", "number": "+493012345678",
         "profile": "sales", "trunk": "carrier", "callerId": "+493055555", "consent": "form 17",
         "window": {"from": "2026-12-02T08:00:00Z", "until": "2026-12-04T18:00:00Z"},
         "maxAttempts": 2, "variables": {"name": "Ann"}, "dueAt": "2026-12-01T12:00:00Z",
         "attempts": [], "createdAt": "2026-12-01T12:00:00Z", "changedAt": "2026-12-01T12:00:00Z"}
        """);
    assertThat(api.outbound.key).contains("k1");
    assertThat(asked().order().ringing().toSeconds()).isEqualTo(30);
  }

  @Test
  void whatIsNotSaidIsTheProfilesOrASevenDaysWindow() {
    post("{\"number\": \"+493012345678\", \"profile\": \"sales\"}");
    assertThat(asked().order().callerId()).contains("+4930111");
    assertThat(asked().order().attempts()).isEqualTo(3);
    assertThat(asked().order().request().window())
        .isEqualTo(
            new DialWindow(FakeOutbound.NOW, FakeOutbound.NOW.plus(java.time.Duration.ofDays(7))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"profile\":\"sales\"};number",
        "{\"number\":\"call me\",\"profile\":\"sales\"};number",
        "{\"number\":\"+493012345678\"};profile",
        "{\"number\":\"+493012345678\",\"profile\":\"nobody\"};profile",
        "{\"number\":\"+493012345678\",\"profile\":\"split\"};profile",
        "{\"number\":\"+493012345678\",\"profile\":\"sales\",\"attempts\":0};attempts",
        "{\"number\":\"+493012345678\",\"profile\":\"sales\",\"attempts\":51};attempts",
        "{\"number\":\"+493012345678\",\"profile\":\"sales\",\"attempts\":\"3\"};attempts",
        "{\"number\":\"+493012345678\",\"profile\":\"sales\",\"when\":1};when",
        "{\"number\":\"+493012345678\",\"profile\":\"sales\",\"window\":{\"to\":\"x\"}};window.to",
        "{\"number\":\"+493012345678\",\"profile\":\"sales\",\"window\":{\"until\":\"soon\"}};window.until",
        "{\"number\":\"+493012345678\",\"profile\":\"sales\",\"window\":{\"until\":\"2026-12-01T12:00:00Z\"}};window",
        "{\"number\":\"+493012345678\",\"profile\":\"sales\",\"window\":{\"until\":\"2028-12-01T12:00:00Z\"}};window",
        "{\"number\":\"+493012345678\",\"profile\":\"sales\",\"variables\":{\"a b\":\"c\"}};variables.a b"
      })
  void whatIsWrongIsNamed(String body, String field) {
    Expect.badField(post(body), field);
    assertThat(api.outbound.calls).isEmpty();
  }

  @Test
  void anEngineWithoutTrunkOrExchangeSaysSo() {
    api.outbound.unable = Optional.of("talkspurt.outbound.trunks names no trunk");
    Expect.problem(
        post("{\"number\": \"+493012345678\", \"profile\": \"sales\"}"), 409, "no-outbound-calls");
  }

  @Test
  void aKeyIsForOneRequest() {
    post("{\"number\": \"+493012345678\", \"profile\": \"sales\"}");
    api.outbound.answer = Optional.of(new Added.Known(asked()));
    String again =
        "{\"number\": \"+493012345678\", \"profile\": \"sales\", \"idempotencyKey\": \"k\"}";
    assertThat(post(again).status()).isEqualTo(200);
    api.outbound.answer = Optional.of(new Added.KeyInUse());
    Expect.problem(post(again), 422, "key-in-use");
    api.outbound.answer = Optional.of(new Added.Full());
    Expect.problem(post(again), 429, "too-many-outbound-calls");
  }

  @Test
  void whatBecameOfItIsTold() {
    post("{\"number\": \"+493012345678\", \"profile\": \"sales\"}");
    Attempt busy = new Attempt(
        DialOutcome.BUSY, FakeOutbound.NOW, Optional.of(new ReleaseCause(17, "User busy")));
    keep(new OutboundCall(new OutboundState.Claimed(FakeOutbound.NOW), java.util.List.of(busy)));
    String body = api.get(PATH + "/" + FIRST).body();
    assertThat(Expect.tree(body).at("/attempts/0/cause").toString())
        .isEqualTo("{\"q850\":17,\"text\":\"User busy\"}");
    assertThat(Expect.tree(body).at("/attempts/0/outcome").asText()).isEqualTo("busy");
    assertThat(Expect.tree(body).at("/attempts/0/callId").asText())
        .isEqualTo(asked().callId(1).toString());
    assertThat(Expect.tree(body).at("/callId").asText())
        .isEqualTo(asked().callId(2).toString());
    keep(new OutboundCall(
        new OutboundState.Refused(DialVerdict.Ban.DO_NOT_CALL), java.util.List.of()));
    assertThat(Expect.tree(api.get(PATH + "/" + FIRST).body()).at("/refusedBy").asText())
        .isEqualTo("do-not-call");
    keep(new OutboundCall(new OutboundState.Over(DialOutcome.NO_ANSWER), java.util.List.of()));
    assertThat(Expect.tree(api.get(PATH + "/" + FIRST).body()).at("/outcome").asText())
        .isEqualTo("no-answer");
  }

  private static void keep(OutboundCall call) {
    api.outbound.calls.put(FIRST, asked().now(call, FakeOutbound.NOW));
  }

  @Test
  void aCallIsCancelledUntilItIsAnswered() {
    post("{\"number\": \"+493012345678\", \"profile\": \"sales\"}");
    assertThat(Expect.tree(api.delete(PATH + "/" + FIRST).body()).at("/outcome").asText())
        .isEqualTo("cancelled");
    Expect.problem(api.delete(PATH + "/" + FIRST), 409, "not-now");
    Expect.problem(api.delete(PATH + "/" + new UUID(1, 1)), 404, "unknown-outbound-call");
    Expect.problem(api.get(PATH + "/x"), 404, "unknown-outbound-call");
  }

  @Test
  void anAnsweredCallIsSpokenAsItWasAskedFor() {
    post(
        "{\"number\": \"+493012345678\", \"profile\": \"sales\", \"variables\": {\"name\": \"Ann\"}}");
    UUID callId = asked().callId();
    String start = "/api/call-start?callerId=x&dnid=30&profile=hotline&var.lead=9&uuid=" + callId;
    api.calls.reset();
    assertThat(api.get(start + "&direction=outbound").status()).isEqualTo(200);
    CallPlan plan = api.calls.plan(callId);
    assertThat(plan.direction()).isEqualTo(Direction.OUTBOUND);
    assertThat(plan.profile()).isEqualTo("sales");
    assertThat(plan.party().number()).isEqualTo("+493012345678");
    assertThat(plan.callerId().number()).isEqualTo("+4930111");
    assertThat(plan.variables()).isEqualTo(Map.of("name", "Ann", "lead", "9"));
  }

  @Test
  void anOutboundCallOfTheDialplansOwnIsAsItTells() {
    UUID callId = new UUID(9, 9);
    String start = "/api/call-start?callerId=030&dnid=4930123&uuid=" + callId;
    api.calls.reset();
    Expect.badField(api.get(start + "&direction=up"), "direction");
    assertThat(api.get(start + "&direction=outbound").status()).isEqualTo(200);
    assertThat(api.calls.plan(callId).party().number()).isEqualTo("4930123");
    api.calls.reset();
    api.get(start);
    assertThat(api.calls.plan(callId).party().number()).isEqualTo("030");
  }

  @Test
  void everythingAboutANumberTellsWhatIsToBeDialled() {
    String subject = "/api/subjects/+493012345678";
    assertThat(api.get(subject).body()).doesNotContain("outboundCalls", "doNotCall");
    post("{\"number\": \"+493012345678\", \"profile\": \"sales\"}");
    api.send("PUT", "/api/do-not-call/+493012345678", "", "Content-Type", "application/json");
    String told = api.get(subject).body();
    assertThat(Expect.tree(told).at("/outboundCalls/0/id").asText()).isEqualTo(FIRST.toString());
    assertThat(Expect.tree(told).at("/doNotCall/source").asText()).isEqualTo("api");
    assertThat(api.get(subject + "?as=called").body()).doesNotContain("outboundCalls");
  }

  @Test
  void aNumberIsPutOnTheListAndTakenOff() {
    String path = "/api/do-not-call/+493012345678";
    Expect.problem(api.get(path), 404, "not-on-the-list");
    String listed =
        "{\"number\": \"+493012345678\", \"source\": \"api\", \"since\": \"2026-12-01T12:00:00Z\"}";
    Expect.json(api.send("PUT", path, "", "Content-Type", "application/json"), 200, listed);
    Expect.json(api.get("/api/do-not-call/%2B493012345678"), 200, listed);
    assertThat(api.delete(path).status()).isEqualTo(204);
    Expect.problem(api.delete(path), 404, "not-on-the-list");
    Expect.badField(api.get("/api/do-not-call/me"), "number");
  }
}
