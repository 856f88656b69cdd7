package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.call.CallCost;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.CallerInterrupted;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.DigitsCollected;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.LineFaultCleared;
import talkspurt.call.CallEvent.LineFaultFound;
import talkspurt.call.CallEvent.LineLost;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.SegmentPlayed;
import talkspurt.call.CallEvent.TransferFailed;
import talkspurt.call.CallEvent.TransferRequested;
import talkspurt.call.CallPlan;
import talkspurt.call.CallSamples;
import talkspurt.call.Destination;
import talkspurt.call.Digits;
import talkspurt.call.EndReason;
import talkspurt.call.Ended;
import talkspurt.call.LineFault;
import talkspurt.call.LineLoss;
import talkspurt.call.PhoneNumber;
import talkspurt.call.Speaking;
import talkspurt.call.Spending;
import talkspurt.call.SpokenPart;
import talkspurt.call.SpokenText;
import talkspurt.call.Transferring;
import talkspurt.control.CallContent;
import talkspurt.control.CallFilter;
import talkspurt.control.CallPlace;
import talkspurt.control.WordSearch;
import talkspurt.http.ServedApi.Answer;

class CallRoutesTest {

  private static final UUID ID = UUID.fromString("a1b2c3d4-0000-4000-8000-00000000000f");
  private static final UUID OTHER = UUID.fromString("b0000000-0000-4000-8000-000000000000");
  private static final String CALL = "/api/calls/" + ID;
  private static final CallPlan PLAN = new CallPlan(
      new PhoneNumber("491701234567"),
      new PhoneNumber("4940100"),
      "700",
      "SIP/a-1",
      "sales",
      "en",
      Map.of("customer", "Ann", "account", "17"),
      true);
  private static final Destination OPERATOR = new Destination("operators,100,1");

  @AutoClose
  private static final ServedApi api = ServedApi.start();

  @BeforeEach
  void forget() {
    api.calls.reset();
  }

  private static Instant at(int second) {
    return FakeCalls.NOW.plusSeconds(second);
  }

  private static void conversing(CallEvent... more) {
    api.calls.happened(
        ID,
        new CallRegistered(at(0), PLAN),
        new LineAttached(at(1), "line-1"),
        new GreetingPlayed(at(3), new SpokenText("Good day.")));
    api.calls.happened(ID, more);
  }

  private static void transferring(CallEvent... more) {
    conversing(new TransferRequested(at(4), OPERATOR));
    api.calls.happened(ID, more);
  }

  @Test
  void callsAreListedNewestFirst() {
    conversing(new CallEnded(at(9), EndReason.CALLER_HUNG_UP));
    api.calls.happened(OTHER, new CallRegistered(at(5), CallPlan.unannounced("hotline")));
    Expect.json(api.get("/api/calls"), 200, """
        {"calls": [
          {"callId": "b0000000-0000-4000-8000-000000000000", "state": "expected",
           "callerId": "", "dnid": "", "profile": "hotline",
           "registeredAt": "2026-11-20T10:00:05Z", "failed": false, "failures": 0},
          {"callId": "a1b2c3d4-0000-4000-8000-00000000000f", "state": "ended",
           "callerId": "491701234567", "dnid": "4940100", "profile": "sales",
           "registeredAt": "2026-11-20T10:00:00Z", "answeredAt": "2026-11-20T10:00:01Z",
           "endedAt": "2026-11-20T10:00:09Z", "endReason": "caller-hung-up",
           "failed": false, "failures": 0}]}""");
  }

  @ParameterizedTest
  @CsvSource({"'', 2", "?live=true, 1", "?live=false, 2", "?limit=1, 1", "?live=true&limit=1000, 1"
  })
  void aListMayBeNarrowed(String query, int calls) {
    conversing(new CallEnded(at(9), EndReason.COMPLETED));
    api.calls.happened(OTHER, new CallRegistered(at(5), PLAN));
    assertThat(Expect.tree(api.get("/api/calls" + query).body()).path("calls")).hasSize(calls);
  }

  @ParameterizedTest
  @CsvSource({
    "live=yes, live, is 'yes'; allowed: true or false",
    "limit=0, limit, is '0'; allowed: 1 to 1000",
    "limit=1001, limit, is '1001'; allowed: 1 to 1000",
    "limit=-1, limit, is '-1'; allowed: 1 to 1000",
    "limit=99999999999, limit, is '99999999999'; allowed: 1 to 1000",
    "limit=, limit, is ''; allowed: 1 to 1000",
    "limit=5&limit=6, limit, is given more than once",
    "failed=1, failed, is '1'; allowed: true or false",
    "from=yesterday, from, 'is ''yesterday''; allowed: a time such as 2026-11-20T10:00:00Z, or a day such as 2026-11-20'",
    "from=2026-13-01, from, 'is ''2026-13-01''; allowed: a time such as 2026-11-20T10:00:00Z, or a day such as 2026-11-20'",
    "to=0000-01-01, to, 'is ''0000-01-01''; allowed: a time such as 2026-11-20T10:00:00Z, or a day such as 2026-11-20'",
    "from=2026-11-21&to=2026-11-20, to, is '2026-11-20'; allowed: a time after 'from'",
    "from=2026-11-20&to=2026-11-20, to, is '2026-11-20'; allowed: a time after 'from'",
    "cursor=abc, cursor, is 'abc'; allowed: the nextCursor of an earlier answer",
    "cursor=, cursor, is ''; allowed: the nextCursor of an earlier answer",
    "cursor=***, cursor, is '***'; allowed: the nextCursor of an earlier answer",
    "callerId=%00, callerId, has control characters; allowed: none",
    "profile=%0a, profile, has control characters; allowed: none",
    "number=, number, is ''; allowed: a number",
    "language=english!, language, is 'english!'; allowed: a language tag such as en-GB",
    "minCost=-1, minCost, 'is ''-1''; allowed: an amount such as 0.25, with 6 decimals at most'",
    "minCost=1e3, minCost, 'is ''1e3''; allowed: an amount such as 0.25, with 6 decimals at most'",
    "minCost=0.1234567, minCost, 'is ''0.1234567''; allowed: an amount such as 0.25, with 6 decimals at most'",
    "words=, words, is ''; allowed: 1 to 32 words",
    "words=%22bill, words, is '\"bill'; allowed: quotes in pairs",
    "format=xml, format, 'is ''xml''; allowed: json, jsonl, csv'",
    "format=csv&limit=5, limit, is for pages; an export tells all"
  })
  void aListIsNotNarrowedByNonsense(String query, String field, String detail) {
    assertThat(Expect.badField(api.get("/api/calls?" + query), field))
        .isEqualTo(field + " " + detail);
  }

  @Test
  void aListNamesTheReasonsItKnows() {
    assertThat(Expect.badField(api.get("/api/calls?reason=bored"), "reason"))
        .startsWith("reason is 'bored'; allowed: completed, caller-hung-up, transferred, ")
        .contains(", no-audio, ", ", bot-failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"faild=true", "callerid=1", "Profile=a", "offset=5", "x"})
  void aListRefusesParametersItDoesNotKnow(String query) {
    String name = query.replaceAll("=.*", "");
    assertThat(Expect.badField(api.get("/api/calls?" + query), name))
        .isEqualTo(
            name + " is no parameter of this list; allowed: live, failed, profile, experiment,"
                + " variant, dnid, callerId, number, language, reason, disposition, fault, minCost, words,"
                + " held, consent, from, to, cursor, limit, format");
  }

  @Test
  void aListIsAskedForWithAllThatTheQuerySays() {
    api.get(
        "/api/calls?failed=true&live=true&profile=sales&experiment=greeting&variant=b&dnid=+4940&callerId=%2B4917&"
            + "reason=line-lost&from=2026-11-20&to=2026-11-20T13:00:00+01:00&limit=7");
    assertThat(api.calls.filter())
        .isEqualTo(new CallFilter(
            true,
            true,
            Optional.of("sales"),
            Optional.of("greeting"),
            Optional.of("b"),
            Optional.of("+4940"),
            Optional.of("+4917"),
            Optional.of(EndReason.LINE_LOST),
            Optional.of(Instant.parse("2026-11-20T00:00:00Z")),
            Optional.of(Instant.parse("2026-11-20T12:00:00Z")),
            Optional.empty(),
            7,
            Optional.empty()));
  }

  @Test
  void aListIsAskedForWithWhatHappenedInCalls() {
    api.get(
        "/api/calls?number=+4917&language=de_AT&fault=voice-failed&minCost=1.5&words=%22my+bill%22+Monday");
    assertThat(api.calls.filter().content())
        .isEqualTo(new CallContent(
            Optional.of("+4917"),
            Optional.of("de-AT"),
            Optional.of("voice-failed"),
            Optional.of(1_500_000L),
            Optional.of(WordSearch.of("\"my bill\" Monday"))));
    api.get("/api/calls?consent=refused");
    assertThat(api.calls.filter().content().consent()).contains("refused");
    api.get("/api/calls?consent=none");
    assertThat(api.calls.filter().content().consent()).contains("");
    assertThat(Expect.badField(api.get("/api/calls?consent=maybe"), "consent"))
        .isEqualTo("consent is 'maybe'; allowed: given, refused, none");
    assertThat(Expect.badField(api.get("/api/calls?fault=bad"), "fault"))
        .startsWith("fault is 'bad'; allowed: no-inbound-frames, ")
        .endsWith(", line-lost, event-unreadable");
  }

  @Test
  void allCallsAreExportedAsLinesOfJsonOrCsv() {
    conversing(new CallEnded(at(9), EndReason.CALLER_HUNG_UP));
    api.calls.happened(OTHER, new CallRegistered(at(5), CallSamples.plan("=1+1", "", "a,b")));
    Answer lines = api.get("/api/calls?format=jsonl&profile=sales");
    assertThat(lines.type()).startsWith("application/x-ndjson");
    assertThat(lines.body().lines().map(line -> Expect.tree(line).path("callId").asText()))
        .containsExactly(OTHER.toString(), ID.toString());
    assertThat(api.calls.filter().profile()).contains("sales");
    assertThat(api.calls.filter().limit()).isEqualTo(CallFilter.MAX_LIMIT);
    Answer csv = api.get("/api/calls?format=csv");
    assertThat(csv.type()).startsWith("text/csv");
    assertThat(csv.body())
        .isEqualTo(
            "callId,state,callerId,dnid,profile,profileVersion,experiment,variant,"
                + "variantForced,language,registeredAt,answeredAt,endedAt,endReason,failed,failures,"
                + "bargeIns,answers,answerMs,cost,currency,disposition,consent,direction\r\n"
                + OTHER
                + ",expected,'=1+1,,\"a,b\",,,,false,,2026-11-20T10:00:05Z,,,,false,0,0,0,0,,EUR,,,inbound\r\n"
                + ID + ",ended,491701234567,4940100,sales,,,,false,,2026-11-20T10:00:00Z,"
                + "2026-11-20T10:00:01Z,2026-11-20T10:00:09Z,caller-hung-up,false,0,0,0,0,,EUR,,,inbound\r\n");
  }

  @Test
  void aCursorLeadsOnFromTheLastCallOfItsPage() {
    conversing(new CallEnded(at(9), EndReason.COMPLETED));
    api.calls.happened(OTHER, new CallRegistered(at(5), PLAN));
    var page = Expect.tree(api.get("/api/calls?limit=1").body());
    String cursor = page.path("nextCursor").asText();
    assertThat(cursor).matches("[A-Za-z0-9_-]{20,}");
    api.get("/api/calls?limit=1&cursor=" + cursor);
    assertThat(api.calls.filter().after()).contains(new CallPlace(at(5), OTHER.toString()));
    assertThat(Expect.tree(api.get("/api/calls").body()).has("nextCursor")).isFalse();
  }

  @Test
  void aCallIsToldFromItsBeginning() {
    conversing(
        new CallerSaid(at(5), 1, new SpokenText("My bill?")),
        new CallerInterrupted(at(7), 1, 800),
        new FloorYielded(at(8), 1, new SpokenText("Your bill")),
        new LineLost(at(9), "line-1", LineLoss.NODE_LOST));
    Expect.json(api.get(CALL), 200, """
        {"callId": "a1b2c3d4-0000-4000-8000-00000000000f", "state": "listening",
         "plan": %1$s,
         "line": {"id": "line-1", "attached": false, "lost": "node-lost"},
         "transcript": [
           {"speaker": "bot", "at": "2026-11-20T10:00:03Z", "words": "Good day."},
           {"speaker": "caller", "at": "2026-11-20T10:00:05Z", "words": "My bill?"},
           {"speaker": "bot", "at": "2026-11-20T10:00:08Z", "words": "Your bill"}],
         "faults": [],
         "timeline": [
           {"at": "2026-11-20T10:00:00Z", "type": "call-registered", "plan": %1$s},
           {"at": "2026-11-20T10:00:01Z", "type": "line-attached", "line": "line-1"},
           {"at": "2026-11-20T10:00:03Z", "type": "greeting-played", "heard": "Good day."},
           {"at": "2026-11-20T10:00:05Z", "type": "caller-said", "turn": 1, "words": "My bill?"},
           {"at": "2026-11-20T10:00:07Z", "type": "caller-interrupted", "turn": 1, "playedMs": 800},
           {"at": "2026-11-20T10:00:08Z", "type": "floor-yielded", "turn": 1, "heard": "Your bill"},
           {"at": "2026-11-20T10:00:09Z", "type": "line-lost", "line": "line-1",
            "cause": "node-lost"}]}""".formatted("""
                {"callerId": "491701234567", "dnid": "4940100", "lext": "700",
                 "channel": "SIP/a-1", "profile": "sales", "lang": "en",
                 "variables": {"account": "17", "customer": "Ann"}, "announced": true}"""));
  }

  @Test
  void whatACallHasCostIsToldByWhoWasPaid() {
    CallCost cost = CallCost.on(
            "line-1",
            new Spending(Map.of(
                "openai-chat",
                new Spending.Spent(180, Map.of("input-tokens", 1000L, "output-tokens", 50L)),
                "webhook",
                new Spending.Spent(1_500_000, Map.of()))))
        .and(CallCost.on(
            "line-2",
            new Spending(Map.of("webhook", new Spending.Spent(20, Map.of("sound-ms", 5L))))));
    conversing(
        new CallerSaid(at(5), 1, new SpokenText("My bill?")),
        new ReplyPlayed(at(8), 1, new SpokenText("Yes."), cost));
    assertThat(Expect.tree(api.get(CALL).body()).path("cost")).isEqualTo(Expect.tree("""
        {"currency": "EUR", "amount": 1.500200, "providers": {
          "openai-chat": {"amount": 0.000180, "used": {"input-tokens": 1000, "output-tokens": 50}},
          "webhook": {"amount": 1.500020, "used": {"sound-ms": 5}}},
          "byTurn": {"1": 1.500200}}"""));
    assertThat(api.get(CALL).body()).contains("\"amount\":0.000180,");
    assertThat(Expect.tree(api.get("/api/calls").body()).path("calls").path(0).path("cost"))
        .isEqualTo(Expect.tree("{\"currency\": \"EUR\", \"amount\": 1.500200}"));
  }

  @Test
  void whatWasEstimatedIsMarkedAndWhatWasSpentAfterTheCallIsInIt() {
    Spending.Spent voice = new Spending.Spent(
        300, Map.of("characters", 9L), Map.of("characters", 9L), List.of("2026-11-01"));
    api.outcomes.later =
        new Spending(Map.of("outcome-model", new Spending.Spent(7, Map.of("output-tokens", 7L))));
    try {
      CallCost cost = CallCost.on("line-1", new Spending(Map.of("voice", voice)));
      conversing(
          new CallerSaid(at(5), 1, new SpokenText("My bill?")),
          new CallEnded(at(9), EndReason.COMPLETED, cost));
      assertThat(Expect.tree(api.get(CALL).body()).path("cost")).isEqualTo(Expect.tree("""
          {"currency": "EUR", "amount": 0.000307, "estimated": true, "providers": {
            "outcome-model": {"amount": 0.000007, "used": {"output-tokens": 7}},
            "voice": {"amount": 0.000300, "used": {"characters": 9},
              "estimated": {"characters": 9}, "tariffs": ["2026-11-01"]}},
            "byTurn": {"1": 0.000300}}"""));
    } finally {
      api.outcomes.later = Spending.NONE;
    }
  }

  @Test
  void aCallThatUsedNothingTellsNoCost() {
    conversing();
    assertThat(Expect.tree(api.get(CALL).body()).has("cost")).isFalse();
    assertThat(Expect.tree(api.get("/api/calls").body()).path("calls").path(0).has("cost"))
        .isFalse();
  }

  @Test
  void fillersAndApologiesAreMarked() {
    SpokenText filler = SpokenText.of(SpokenPart.Kind.FILLER, "One moment.");
    SpokenText heard = filler
        .then(new SpokenText("Your bill"))
        .then(SpokenText.of(SpokenPart.Kind.APOLOGY, "Sorry."));
    conversing(
        new CallerSaid(at(5), 1, new SpokenText("My bill?")),
        new SegmentPlayed(at(6), 1, filler),
        new ReplyPlayed(at(8), 1, heard));
    var call = Expect.tree(api.get(CALL).body());
    String parts = """
        [{"kind":"filler","words":"One moment."},{"kind":"answer","words":"Your bill"},\
        {"kind":"apology","words":"Sorry."}]""";
    assertThat(call.path("transcript").path(0).has("parts")).isFalse();
    assertThat(call.path("transcript").path(2).path("words").asText())
        .isEqualTo("One moment. Your bill Sorry.");
    assertThat(call.path("transcript").path(2).path("parts")).hasToString(parts);
    assertThat(call.path("timeline").path(4).path("parts"))
        .hasToString("[{\"kind\":\"filler\",\"words\":\"One moment.\"}]");
    assertThat(call.path("timeline").path(5).path("parts")).hasToString(parts);
  }

  @Test
  void keysAreToldApartFromWords() {
    conversing(new DigitsCollected(at(5), 1, new Digits("12#")));
    var transcript = Expect.tree(api.get(CALL).body()).path("transcript");
    assertThat(transcript.path(0).has("keys")).isFalse();
    assertThat(transcript.path(1).path("words").asText()).isEqualTo("12#");
    assertThat(transcript.path(1).path("keys").asBoolean()).isTrue();
  }

  @Test
  void whatWasWrongWithItsLineIsToldWithTheRemedy() {
    conversing(
        new LineFaultFound(at(5), "line-1", LineFault.LEAD_GROWING, "900 ms wait in Asterisk"),
        new LineFaultFound(at(6), "line-1", LineFault.LOOP, "its own sound comes back"),
        new LineFaultCleared(at(7), "line-1", LineFault.LEAD_GROWING));
    var faults = Expect.tree(api.get(CALL).body()).path("faults");
    assertThat(faults).hasSize(2);
    assertThat(faults.path(0).path("fault").asText()).isEqualTo("lead-growing");
    assertThat(faults.path(0).path("at").asText()).isEqualTo("2026-11-20T10:00:05Z");
    assertThat(faults.path(0).path("clearedAt").asText()).isEqualTo("2026-11-20T10:00:07Z");
    assertThat(faults.path(1).path("fault").asText()).isEqualTo("loop");
    assertThat(faults.path(1).path("line").asText()).isEqualTo("line-1");
    assertThat(faults.path(1).has("clearedAt")).isFalse();
    assertThat(faults.path(1).path("detail").asText()).isEqualTo("its own sound comes back");
    assertThat(faults.path(1).path("what").asText()).isEqualTo(LineFault.LOOP.what());
    assertThat(faults.path(1).path("cause").asText()).isEqualTo(LineFault.LOOP.cause());
    assertThat(faults.path(1).path("remedy").asText()).isEqualTo(LineFault.LOOP.remedy());
  }

  @Test
  void aCallOnItsLineIsShownAttached() {
    conversing();
    assertThat(Expect.tree(api.get(CALL).body()).path("line"))
        .isEqualTo(Expect.tree("{\"id\": \"line-1\", \"attached\": true}"));
  }

  @Test
  void aCallWithoutALineYetShowsNone() {
    api.calls.happened(ID, new CallRegistered(at(0), PLAN));
    assertThat(Expect.tree(api.get(CALL).body()).has("line")).isFalse();
  }

  @Test
  void aCallThatIsOverTellsWhyAndWhereTo() {
    transferring(
        new LineLost(at(5), "line-1", LineLoss.PEER_CLOSED),
        new CallEnded(at(9), EndReason.TRANSFERRED));
    var story = Expect.tree(api.get(CALL).body());
    assertThat(story.path("state").asText()).isEqualTo("ended");
    assertThat(story.path("endReason").asText()).isEqualTo("transferred");
    assertThat(story.path("transferredTo").asText()).isEqualTo("operators,100,1");
    assertThat(story.path("line").path("attached").asBoolean()).isFalse();
    assertThat(story.path("timeline").path(5).path("reason").asText()).isEqualTo("transferred");
  }

  @Test
  void aLiveCallIsHungUpOnRequest() {
    conversing();
    Answer answer = api.delete(CALL);
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(((Ended) api.calls.state(ID)).reason()).isEqualTo(EndReason.HUNG_UP_BY_REQUEST);
  }

  @Test
  void hangingUpACallThatIsOverIsDone() {
    conversing(new CallEnded(at(9), EndReason.COMPLETED));
    assertThat(api.delete(CALL).status()).isEqualTo(204);
    assertThat(((Ended) api.calls.state(ID)).reason()).isEqualTo(EndReason.COMPLETED);
  }

  @ParameterizedTest
  @CsvSource({"GET, ''", "DELETE, ''", "GET, /next", "POST, /transfer-failed", "PATCH, /session"})
  void whatIsAskedOfNoCallIsNotFound(String method, String tail) {
    Expect.problem(api.send(method, CALL + tail, ""), 404, "unknown-call");
  }

  @ParameterizedTest
  @CsvSource({"GET, ''", "DELETE, ''", "GET, /next", "POST, /transfer-failed", "PATCH, /session"})
  void anIdThatIsNoUuidIsNamed(String method, String tail) {
    assertThat(Expect.badField(api.send(method, "/api/calls/17" + tail, ""), "id"))
        .isEqualTo("id is '17'; allowed: a UUID of 36 characters");
  }

  @Test
  void aDialplanWhoseLineWasLostIsToldToReconnect() {
    conversing(new LineLost(at(9), "line-1", LineLoss.NODE_LOST));
    Expect.json(
        api.get(CALL + "/next"), 200, "{\"next\": \"reconnect\", \"address\": \"192.0.2.7:9092\"}");
    Expect.text(api.get(CALL + "/next?format=text"), 200, "reconnect 192.0.2.7:9092");
  }

  @Test
  void aNodeThatIsCutOffBringsNoLineBackButTellsWhatIsOver() {
    api.calls.cutOff = true;
    conversing(new LineLost(at(9), "line-1", LineLoss.NODE_LOST));
    Expect.text(api.get(CALL + "/next?format=text"), 503, "error 503 unavailable");
    api.calls.happened(ID, new CallEnded(at(20), EndReason.LINE_LOST));
    Expect.text(api.get(CALL + "/next?format=text"), 200, "lost");
  }

  @Test
  void aDialplanIsToldWhereToMoveTheCaller() {
    transferring();
    Expect.json(
        api.get(CALL + "/next"),
        200,
        "{\"next\": \"transfer\", \"destination\": \"operators,100,1\"}");
    Expect.text(api.get(CALL + "/next", "Accept", "text/plain"), 200, "transfer operators,100,1");
  }

  @Test
  void aDialplanWhoseCallIsOverIsToldToHangUp() {
    conversing(new CallEnded(at(9), EndReason.COMPLETED));
    Expect.json(api.get(CALL + "/next"), 200, "{\"next\": \"hangup\"}");
    Expect.text(api.get(CALL + "/next?format=text"), 200, "hangup");
  }

  @Test
  void aDialplanWithACallNobodyKnowsGetsNoStepAtAll() {
    Expect.text(api.get(CALL + "/next?format=text"), 404, "error 404 unknown-call");
  }

  @ParameterizedTest
  @CsvSource({
    "?why=busy, '', ''",
    "?why=busy, application/json, {}",
    "'', application/x-www-form-urlencoded, why=busy",
    "'', application/json, '{\"why\": \"busy\"}'"
  })
  void aDialplanThatCouldNotMoveTheCallerTellsWhyAndIsToldWhatNow(
      String query, String type, String body) {
    transferring(new LineLost(at(5), "line-1", LineLoss.PEER_CLOSED));
    String target = CALL + "/transfer-failed" + query;
    Answer answer = type.isEmpty() ? api.send("POST", target, "") : api.post(target, type, body);
    Expect.json(answer, 200, "{\"next\": \"reconnect\", \"address\": \"192.0.2.7:9092\"}");
    assertThat(api.calls.state(ID)).isInstanceOf(Speaking.class);
    assertThat(failures()).isEqualTo("busy");
  }

  private static String failures() {
    return ServedApi.await(api.calls.desk().telling().story(ID)).orElseThrow().events().stream()
        .filter(TransferFailed.class::isInstance)
        .map(event -> ((TransferFailed) event).why())
        .reduce("", String::concat);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void aDialplanTellsThatTheCallerArrivedAndMayTellItAgain(String method) {
    transferring(new LineLost(at(5), "line-1", LineLoss.PEER_CLOSED));
    for (int times = 0; times < 2; times++) {
      Expect.text(
          api.send(method, CALL + "/transferred?format=text", ""),
          200,
          "transfer " + OPERATOR.text());
    }
    assertThat(((Transferring) api.calls.state(ID)).arrived()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void aDialplanTellsThatAPersonIsAskedAndWhetherThatOneTakesTheCaller(String method) {
    transferring(new LineLost(at(5), "line-1", LineLoss.PEER_CLOSED));
    for (int times = 0; times < 2; times++) {
      Expect.text(
          api.send(method, CALL + "/consulting?format=text", ""),
          200,
          "transfer " + OPERATOR.text());
    }
    assertThat(((Transferring) api.calls.state(ID)).consulting()).isTrue();
    api.send(method, CALL + "/transferred", "");
    assertThat(((Transferring) api.calls.state(ID)).arrived()).isTrue();
  }

  @Test
  void aCallerWhoDoesNotWaitForThePersonHasHungUp() {
    transferring(new LineLost(at(5), "line-1", LineLoss.PEER_CLOSED));
    api.get(CALL + "/consulting");
    Expect.text(
        api.send("POST", CALL + "/transfer-failed?format=text&why=caller-hung-up", ""),
        200,
        "lost");
    assertThat(((Ended) api.calls.state(ID)).reason()).isEqualTo(EndReason.CALLER_HUNG_UP);
    Expect.problem(api.get(CALL + "/consulting"), 409, "call-ended");
  }

  @Test
  void nobodyArrivesWhoWasNotSent() {
    Expect.problem(api.get(CALL + "/consulting"), 404, "unknown-call");
    Expect.problem(api.get(CALL + "/transferred"), 404, "unknown-call");
    conversing();
    Expect.problem(api.get(CALL + "/transferred"), 409, "not-now");
  }

  @Test
  void theAnswerToAFailedTransferMayBeText() {
    transferring();
    Expect.text(
        api.post(
            CALL + "/transfer-failed?format=text",
            "application/x-www-form-urlencoded",
            "why=CHANUNAVAIL"),
        200,
        "reconnect 192.0.2.7:9092");
  }

  @Test
  void aTransferFailsOnceHoweverOftenThatIsTold() {
    transferring();
    api.send("POST", CALL + "/transfer-failed?why=BUSY", "");
    Expect.text(
        api.send("POST", CALL + "/transfer-failed?format=text&why=BUSY", ""),
        200,
        "reconnect 192.0.2.7:9092");
    assertThat(failures()).isEqualTo("BUSY");
    Expect.text(api.get(CALL + "/next?format=text"), 200, "reconnect 192.0.2.7:9092");
  }

  @Test
  void aTransferThatWasNotAskedForCannotFail() {
    conversing();
    Expect.problem(api.send("POST", CALL + "/transfer-failed", ""), 409, "not-now");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"why\": 1}", "{\"why\": \"a\\u0000\"}"})
  void aReasonMustBeAPlainText(String body) {
    transferring();
    Expect.badField(api.post(CALL + "/transfer-failed", "application/json", body), "why");
  }

  @Test
  void aReasonInAnotherFormIsNotRead() {
    transferring();
    assertThat(Expect.problem(
            api.post(CALL + "/transfer-failed", "text/xml", "<why/>"), 415, "unsupported-type"))
        .endsWith("allowed: application/json, application/x-www-form-urlencoded");
  }
}
