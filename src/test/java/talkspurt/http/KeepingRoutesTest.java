package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.call.AnswerTimes;
import talkspurt.call.CallEvent;
import talkspurt.call.CallSamples;
import talkspurt.call.Variant;
import talkspurt.control.AuditAction;
import talkspurt.control.AuditEntry;
import talkspurt.control.CallLogEntry;
import talkspurt.control.LegalHold;

/** Legal holds, everything about one number, and who looked at it. */
class KeepingRoutesTest {

  private static final UUID ID = UUID.fromString("a1b2c3d4-0000-4000-8000-0000000000aa");
  private static final UUID OTHER = UUID.fromString("a1b2c3d4-0000-4000-8000-0000000000bb");
  private static final String CALL = "/api/calls/" + ID;
  private static final String RECEIPT = "11111111-0000-4000-8000-000000000001";

  @AutoClose
  private static final ServedApi api = ServedApi.start();

  @BeforeEach
  void forget() {
    api.calls.reset();
    api.keeping.reset();
    api.calls.happened(ID, CallSamples.listening().toArray(CallEvent[]::new));
  }

  private static ServedApi.Answer hold(String body) {
    return api.send("PUT", CALL + "/hold", body, "Content-Type", "application/json");
  }

  // ---- holds

  @Test
  void aCallThatIsDeletedMeanwhileIsUnknown() {
    api.keeping.gone.add(ID);
    Expect.problem(hold("{\"reason\": \"dispute 7\"}"), 404, "unknown-call");
    api.keeping.gone.clear();
  }

  @Test
  void aCallIsHeldWithAReasonAndSaysSo() {
    Expect.json(
        hold("{\"reason\": \" dispute 7 \"}"),
        200,
        "{\"reason\": \"dispute 7\", \"since\": \"2026-11-20T10:00:00Z\"}");
    assertThat(Expect.tree(api.get(CALL).body()).get("hold").get("reason").asText())
        .isEqualTo("dispute 7");
    assertThat(api.delete(CALL + "/hold").status()).isEqualTo(204);
    assertThat(api.delete(CALL + "/hold").status()).isEqualTo(204);
    assertThat(Expect.tree(api.get(CALL).body()).has("hold")).isFalse();
    assertThat(actions())
        .containsExactly("hold-call", "read-call", "release-call", "release-call", "read-call");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"{};reason", "{\"reason\": \" \"};reason", "{\"why\": \"x\"};why"})
  void aHoldNeedsAReason(String body, String field) {
    Expect.badField(hold(body), field);
    assertThat(api.keeping.held).isEmpty();
  }

  @Test
  void aCallThatNeverWasIsNotHeld() {
    ServedApi.Answer answer = api.send(
        "PUT",
        "/api/calls/" + OTHER + "/hold",
        "{\"reason\": \"x\"}",
        "Content-Type",
        "application/json");
    Expect.problem(answer, 404, "unknown-call");
  }

  @Test
  void callsThatAreHeldCanBeListed() {
    api.get("/api/calls?held=true");
    assertThat(api.calls.filter().content().held()).isTrue();
    api.get("/api/calls");
    assertThat(api.calls.filter().content().held()).isFalse();
  }

  // ---- subjects

  private static CallLogEntry row(UUID id) {
    return new CallLogEntry(
        id.toString(),
        "Ended",
        "+491701234567",
        "4930123",
        "default",
        "",
        Variant.NONE,
        CallSamples.AT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        false,
        0,
        new AnswerTimes(0, 0),
        0);
  }

  @Test
  void everythingAboutANumberIsOneDocument() {
    api.keeping.calls.addAll(List.of(row(ID), row(OTHER)));
    api.keeping.held.put(OTHER, new LegalHold(OTHER.toString(), "dispute", "", FakeCalls.NOW));
    api.get(CALL);
    ServedApi.Answer answer = api.get("/api/subjects/+491701234567");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).isEqualTo("application/json");
    var tree = Expect.tree(answer.body());
    assertThat(tree.get("number").asText()).isEqualTo("+491701234567");
    assertThat(tree.get("as").asText()).isEqualTo("caller");
    assertThat(tree.get("calls")).hasSize(2);
    var first = tree.get("calls").get(0);
    assertThat(first.get("call").get("transcript").get(0).get("words").asText()).isNotEmpty();
    assertThat(first.get("recording").get("parts")).isEmpty();
    assertThat(first.get("accesses").get(0).get("action").asText()).isEqualTo("read-call");
    var second = tree.get("calls").get(1);
    assertThat(second.has("call")).as("its journal is gone").isFalse();
    assertThat(second.get("log").get("callId").asText()).isEqualTo(OTHER.toString());
    assertThat(second.get("hold").get("reason").asText()).isEqualTo("dispute");
    assertThat(api.keeping.asked).containsExactly("calls +491701234567 CALLER");
  }

  @Test
  void aNumberWithoutCallsIsAnEmptyDocument() {
    Expect.json(
        api.get("/api/subjects/030123?as=either"),
        200,
        "{\"number\": \"030123\", \"as\": \"either\", \"accesses\": [], \"calls\": []}");
  }

  @Test
  void whatIsDeletedIsToldWithWhatIsHeld() {
    LegalHold held = new LegalHold(ID.toString(), "dispute", "boss", FakeCalls.NOW);
    api.keeping.removal = Optional.of(FakeKeeping.removal(RECEIPT, 3, 2, held));
    String told = """
        {"id": "%s", "status": "/api/removals/%s", "state": "running",
         "askedAt": "2026-11-20T10:00:00Z", "calls": 3, "deleted": 2, "waiting": 1, "events": 7,
         "recordings": 2, "filesLeft": 1,
         "held": [{"callId": "%s", "reason": "dispute", "by": "boss",
                   "since": "2026-11-20T10:00:00Z"}]}""".formatted(RECEIPT, RECEIPT, ID);
    Expect.json(api.delete("/api/subjects/%2B49%20170?as=called"), 202, told);
    Expect.json(api.get("/api/removals/" + RECEIPT), 200, told);
    Expect.json(api.delete(CALL + "/data"), 202, told);
    assertThat(api.keeping.asked)
        .containsExactly("delete +49 170 CALLED by ", "delete " + ID + " by ");
    assertThat(actions()).containsExactly("delete-subject", "read-removal", "delete-call");
  }

  @Test
  void whatIsNotThereIsNotDeleted() {
    Expect.problem(api.delete("/api/calls/" + OTHER + "/data"), 404, "unknown-call");
    Expect.problem(api.get("/api/removals/" + OTHER), 404, "unknown-removal");
    Expect.problem(api.get("/api/removals/x"), 404, "unknown-removal");
    Expect.badField(api.delete("/api/subjects/123?as=all"), "as");
  }

  // ---- the audit

  private static List<String> actions() {
    return api.keeping.entries.stream().map(one -> one.action().label()).toList();
  }

  @Test
  void whoAsksIsKeptWithTheCallBeforeItIsAnswered() {
    api.get("/api/calls/" + ID.toString().toUpperCase(java.util.Locale.ROOT));
    AuditEntry entry = api.keeping.entries.get(0);
    assertThat(entry.target()).isEqualTo(ID.toString());
    assertThat(entry.address()).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/calls?format=csv",
        "/api/calls?words=hello",
        "/api/outcomes",
        "/api/audit",
        "/api/subjects/123",
        "/api/calls/a1b2c3d4-0000-4000-8000-0000000000aa",
        "/api/calls/a1b2c3d4-0000-4000-8000-0000000000aa/playback",
        "/api/calls/a1b2c3d4-0000-4000-8000-0000000000aa/recording/1"
      })
  void whatCannotBeAuditedIsNotRead(String path) {
    api.keeping.auditFails = true;
    assertThat(Expect.problem(api.get(path), 503, "unavailable")).contains("audit");
  }

  @Test
  void aCallCanBeHungUpThoughTheAuditCannotBeWritten() {
    api.keeping.auditFails = true;
    assertThat(api.delete(CALL).status()).isEqualTo(204);
  }

  @Test
  void aListIsNotAudited() {
    api.keeping.auditFails = true;
    assertThat(api.get("/api/calls?limit=3").status()).isEqualTo(200);
  }

  /** A number that is asked for where a call's id belongs must not be kept. */
  @Test
  void whatIsNoCallIsNotKept() {
    api.get("/api/calls/+491701234567");
    assertThat(api.keeping.entries.get(0).target()).isEmpty();
  }

  @Test
  void theAuditIsToldByPages() {
    api.get(CALL);
    api.get("/api/subjects/123");
    var page = Expect.tree(api.get("/api/audit?limit=2").body());
    assertThat(page.get("entries")).hasSize(2);
    assertThat(page.get("entries").get(1).get("subject").asText()).isEqualTo("123");
    assertThat(page.get("nextCursor").asText()).isEqualTo("2");
    var next = Expect.tree(api.get("/api/audit?limit=2&cursor=2").body());
    assertThat(next.get("entries").get(0).get("callId").asText()).isEqualTo(ID.toString());
    assertThat(next.has("nextCursor")).isFalse();
    assertThat(api.get("/api/audit?action=read-call&format=csv").body())
        .isEqualTo("id,at,token,address,node,action,callId,subject\r\n"
            + "1,2026-11-20T10:00:00Z,,127.0.0.1,n1,read-call," + ID + ",\r\n");
    assertThat(api.get("/api/audit?number=%2B4930").status()).isEqualTo(200);
    assertThat(api.keeping.filters.get(api.keeping.filters.size() - 1).target())
        .contains("hash-of-5");
  }

  @ParameterizedTest
  @CsvSource({
    "action=look,action",
    "cursor=x,cursor",
    "callId=7,callId",
    "format=xml,format",
    "limit=0,limit",
    "callId=a1b2c3d4-0000-4000-8000-0000000000aa&number=1,number",
    "profile=x,profile"
  })
  void aQueryThatIsNoneIsRefused(String query, String field) {
    Expect.badField(api.get("/api/audit?" + query), field);
  }

  /** Whoever adds a route that changes something says here why it is not audited. */
  @Test
  void eachChangeIsAuditedUnlessItIsTheDialplans() {
    Set<String> not = api.endpoints.stream()
        .filter(one -> !one.method().value().matches("GET|HEAD"))
        .filter(one -> one.access() != Access.CALL_START)
        .filter(one -> one.audit().apply(asked(one)).isEmpty())
        .map(one -> one.method().value() + " " + one.path())
        .collect(Collectors.toSet());
    assertThat(not)
        .as("checks text and changes nothing")
        .containsExactly("POST /api/profiles/{id}/check");
  }

  private static Asked asked(Endpoint endpoint) {
    return new Asked(
        akka.http.javadsl.model.HttpRequest.create(endpoint.path().replaceAll("[{}]", "")),
        "x",
        Optional.empty());
  }

  @Test
  void namesOfActionsAreKept() {
    assertThat(Stream.of(AuditAction.values()).map(AuditAction::label))
        .allSatisfy(label -> assertThat(AuditAction.of(label)).isPresent());
    assertThat(AuditAction.of("look")).isEmpty();
  }
}
