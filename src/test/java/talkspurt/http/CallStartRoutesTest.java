package talkspurt.http;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.ToolRequested;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.EarlierCalls;
import talkspurt.call.Expected;
import talkspurt.call.Greeting;
import talkspurt.call.PhoneNumber;
import talkspurt.call.SpokenText;
import talkspurt.call.TimeLimit;
import talkspurt.call.Unknown;
import talkspurt.call.Variant;
import talkspurt.http.ServedApi.Answer;

class CallStartRoutesTest {

  private static final UUID ID = UUID.fromString("a1b2c3d4-0000-4000-8000-00000000000f");
  private static final String START = "/api/call-start?callerId=491701234567&uuid=" + ID;
  private static final String STARTED = """
      {"callId": "a1b2c3d4-0000-4000-8000-00000000000f", "state": "expected",
       "profile": "hotline", "audio": {"address": "192.0.2.7:9092"}}""";

  @AutoClose
  private static final ServedApi api = ServedApi.start();

  @BeforeEach
  void forget() {
    api.calls.reset();
  }

  @Test
  void aVariantFollowsFromTheIdUnlessItIsAskedFor() {
    var chosen = Expect.tree(
        api.get("/api/call-start?callerId=1&profile=split&uuid=" + ID).body());
    assertThat(chosen.path("variant").toString())
        .isEqualTo("{\"experiment\":\"greeting\",\"name\":\"a\"}");
    assertThat(api.calls.plan(ID).variant()).isEqualTo(new Variant("greeting", "a", false));
    assertThat(api.calls.plan(ID).limit()).isEqualTo(TimeLimit.NONE);
    UUID other = UUID.randomUUID();
    api.get("/api/call-start?callerId=1&profile=split&variant=b&uuid=" + other);
    assertThat(api.calls.plan(other).variant()).isEqualTo(new Variant("greeting", "b", true));
    assertThat(api.calls.plan(other).limit().longest()).isEqualTo(Duration.ofMinutes(5));
    UUID posted = UUID.randomUUID();
    api.post(
        "/api/calls",
        "application/json",
        "{\"callerId\":\"1\",\"profile\":\"split\",\"variant\":\"b\",\"uuid\":\"" + posted + "\"}");
    assertThat(api.calls.plan(posted).variant().name()).isEqualTo("b");
  }

  @Test
  void earlierCallsAreAskedForWhereTheProfileNamesThem() {
    api.calls.recalled.clear();
    api.calls.earlier = new EarlierCalls(true, 3, Optional.of(FakeCalls.NOW), "the caller hung up");
    api.get("/api/call-start?callerId=4917&profile=sales&uuid=" + ID);
    assertThat(api.calls.recalled).isEmpty();
    assertThat(api.calls.plan(ID).earlier()).isEqualTo(EarlierCalls.UNKNOWN);
    UUID other = UUID.randomUUID();
    String start = "/api/call-start?callerId=4917&profile=split&uuid=" + other;
    String first = api.get(start).body();
    assertThat(api.calls.recalled).containsExactly("4917");
    assertThat(api.calls.plan(other).earlier()).isEqualTo(api.calls.earlier);
    assertThat(Expect.tree(api.get("/api/calls/" + other).body())
            .path("plan")
            .path("earlierCalls")
            .toString())
        .isEqualTo("{\"count\":3,\"lastAt\":\"" + FakeCalls.NOW
            + "\",\"lastOutcome\":\"the caller hung up\"}");
    api.calls.earlier = new EarlierCalls(true, 4, Optional.empty(), "");
    assertThat(api.get(start).body()).as("told again, it is answered alike").isEqualTo(first);
    assertThat(api.calls.plan(other).earlier().count()).isEqualTo(3);
    api.calls.earlier = EarlierCalls.UNKNOWN;
  }

  @Test
  void aVariantThatIsNotThereIsTold() {
    assertThat(Expect.badField(
            api.get("/api/call-start?callerId=1&profile=split&variant=c&uuid=" + ID), "variant"))
        .isEqualTo("variant is 'c'; allowed: those of profile split: a, b");
    assertThat(Expect.badField(
            api.get("/api/call-start?callerId=1&profile=sales&variant=b&uuid=" + ID), "variant"))
        .isEqualTo("variant is given, and profile sales has no variants; allowed: leave it out");
    assertThat(api.get("/api/call-start?format=text&callerId=1&profile=split&variant=c&uuid=" + ID)
            .body())
        .isEqualTo("error 400 bad-request variant");
  }

  @Test
  void aDialplanAnnouncesACallAsItAlwaysDid() {
    Answer answer =
        api.get("/api/call-start?callerId=491701234567&uuid=" + ID + "&dnid=4940555&lext=700");
    Expect.json(answer, 200, STARTED);
    assertThat(api.calls.plan(ID))
        .isEqualTo(new CallPlan(
            new PhoneNumber("491701234567"),
            new PhoneNumber("4940555"),
            "700",
            "",
            "hotline",
            "",
            Map.of(),
            true));
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Server")).isEmpty();
  }

  @Test
  void aCallAboutAnotherIsToldOfThat() {
    UUID about = UUID.randomUUID();
    api.get("/api/call-start?callerId=491701&lang=de&profile=sales&uuid=" + about);
    api.calls.happened(
        about,
        new LineAttached(FakeCalls.NOW, "line-1"),
        new GreetingPlayed(FakeCalls.NOW, new SpokenText("Hello.")),
        new CallerSaid(FakeCalls.NOW, 1, new SpokenText("My money back.")),
        new ToolRequested(
            FakeCalls.NOW,
            1,
            "k1",
            "transfer_call",
            Map.of("destination", "a,b,1", "summary", "Wants a refund.", "reason", "refund")));
    api.get("/api/call-start?callerId=&uuid=" + ID + "&about=" + about
        + "&var.reason=own&var.desk=3&dnid=7001");
    CallPlan plan = api.calls.plan(ID);
    assertThat(plan.callerId()).isEqualTo(new PhoneNumber("491701"));
    assertThat(plan.dnid()).isEqualTo(new PhoneNumber("7001"));
    assertThat(plan.language()).isEqualTo("de");
    assertThat(plan.variables())
        .isEqualTo(Map.of(
            "about", about.toString(), "summary", "Wants a refund.", "reason", "own", "desk", "3"));
  }

  @Test
  void aCallAboutNothingIsRefused() {
    String start = START + "&about=";
    Expect.problem(api.get(start + UUID.randomUUID()), 404, "unknown-call");
    assertThat(Expect.badField(api.get(start + "seven"), "about")).startsWith("about is 'seven'");
    assertThat(api.calls.state(ID)).isInstanceOf(Unknown.class);
  }

  @Test
  void everythingADialplanMaySendIsKept() {
    api.get(START
        + "&dnid=4940555&channel=PJSIP/trunk-0000001a&profile=sales&lang=de_DE"
        + "&var.customer=K%C3%B6nig%20%26%20Sohn&var.DEBT_1=");
    assertThat(api.calls.plan(ID))
        .isEqualTo(new CallPlan(
                new PhoneNumber("491701234567"),
                new PhoneNumber("4940555"),
                "",
                "PJSIP/trunk-0000001a",
                "sales",
                "de-DE",
                Map.of("customer", "König & Sohn", "DEBT_1", ""),
                true)
            .version("5a1e5a1e5a1e"));
  }

  @Test
  void aCallIsPartOfTheTraceThatItIsStartedIn() {
    String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    String header = "00-00000000000000000000000000000abc-b7ad6b7169203331-00";
    api.get(START + "&traceparent=" + parent, "traceparent", header);
    assertThat(api.calls.plan(ID).trace()).isEqualTo(parent);
  }

  @Test
  void aHeaderNamesTheTraceToo() {
    String header = "00-00000000000000000000000000000abc-b7ad6b7169203331-00";
    api.get(START, "traceparent", header);
    assertThat(api.calls.plan(ID).trace()).isEqualTo(header);
  }

  @Test
  void aTraceThatCannotBeReadIsToldWhereItIsAParameterAndNotWhereItIsAHeader() {
    assertThat(Expect.badField(api.get(START + "&traceparent=1"), "traceparent"))
        .isEqualTo(
            "traceparent is '1'; allowed: W3C Trace Context, such as 00-32 digits-16 digits-01");
    assertThat(api.get(START, "traceparent", "1").status()).isEqualTo(200);
    assertThat(api.calls.plan(ID).trace()).isEmpty();
  }

  /** Clients that are traced name another span with each request. */
  @Test
  void theSameCallStartInAnotherTraceIsStillTheSame() {
    String one = "00-00000000000000000000000000000abc-b7ad6b7169203331-00";
    api.get(START, "traceparent", one);
    Expect.json(api.get(START, "traceparent", one.replace("abc", "abd")), 200, STARTED);
    assertThat(api.calls.plan(ID).trace()).isEqualTo(one);
  }

  @Test
  void anUpperCaseUuidIsTheSameCall() {
    api.get(START);
    Expect.json(api.get(START.replace(ID.toString(), ID.toString().toUpperCase())), 200, STARTED);
  }

  @Test
  void theSameCallStartIsAnsweredAlikeAgain() {
    Expect.json(api.get(START), 200, STARTED);
    Expect.json(api.get(START), 200, STARTED);
  }

  @Test
  void theSameUuidWithOtherParticularsIsAConflict() {
    api.get(START);
    Expect.problem(api.get(START + "&lext=1"), 409, "already-registered");
  }

  @Test
  void aCallStartAfterTheLineFillsInWhatWasNotKnown() {
    api.calls.happened(
        ID,
        new CallRegistered(FakeCalls.NOW, CallPlan.unannounced("hotline")),
        new LineAttached(FakeCalls.NOW, "line-1"));
    Expect.json(api.get(START), 200, STARTED.replace("expected", "greeting"));
    assertThat(api.calls.state(ID)).isInstanceOf(Greeting.class);
    assertThat(api.calls.plan(ID).callerId().number()).isEqualTo("491701234567");
  }

  @Test
  void withoutAUuidOneIsMadeAndTold() {
    Answer answer = api.get("/api/call-start?callerId=");
    Expect.json(answer, 200, STARTED.replace(ID.toString(), ServedApi.MADE.toString()));
    assertThat(api.calls.state(ServedApi.MADE)).isInstanceOf(Expected.class);
  }

  @Test
  void theTextFormNeedsTheUuidAsItCannotTellOne() {
    Expect.text(
        api.get("/api/call-start?callerId=1&format=text"), 400, "error 400 bad-request uuid");
  }

  @Test
  void parametersNobodyKnowsAreIgnoredAndNamed() {
    Answer answer = api.get(START + "&campaign=summer&x=1");
    Expect.json(answer, 200, STARTED.replace("}}", "}, \"ignored\": [\"campaign\", \"x\"]}"));
  }

  @Test
  void aPlusThatWasNotEscapedStaysAPlus() {
    api.get("/api/call-start?callerId=+49170&dnid=%2B4940&uuid=" + ID);
    assertThat(api.calls.plan(ID).callerId().number()).isEqualTo("+49170");
    assertThat(api.calls.plan(ID).dnid().number()).isEqualTo("+4940");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 4940555, hotline",
    "'', 4940100, sales",
    "hotline, 4940100, hotline",
    "sales, '', sales"
  })
  void theProfileIsChosenByNameThenByCalledNumber(String profile, String dnid, String chosen) {
    api.get(START + "&profile=" + profile + "&dnid=" + dnid);
    assertThat(api.calls.plan(ID).profile()).isEqualTo(chosen);
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, true",
    "text/*, true",
    "'text/plain, application/json;q=0.9', true",
    "'text/plain, */*', true",
    "'text/plain;q=0.5, application/json', false",
    "'text/plain;q=0.1, */*', false",
    "'application/json, text/plain', false",
    "*/*, false",
    "image/png, false"
  })
  void theAnswerIsTextWhereTextIsTheFirstChoice(String accept, boolean text) {
    Answer answer = api.get(START, "Accept", accept);
    if (text) {
      Expect.text(answer, 200, "192.0.2.7:9092");
    } else {
      Expect.json(answer, 200, STARTED);
    }
  }

  @Test
  void asterisksOwnClientAsksForTextInTheQuery() {
    Expect.text(
        api.get(
            START + "&format=text", "Accept", "*/*", "User-Agent", "asterisk-libcurl-agent/1.0"),
        200,
        "192.0.2.7:9092");
  }

  @Test
  void aProblemInTextIsOneLineWithoutAnythingThatWasSent() {
    Expect.text(
        api.get(START + "&profile=%24%7BX%7D&format=text"), 400, "error 400 bad-request profile");
    Expect.text(api.get(START + "&var.%22x%24=1&format=text"), 400, "error 400 bad-request");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "uuid=" + "a1b2c3d4-0000-4000-8000-00000000000f" + "| callerId | is missing",
        "callerId=1&uuid= | uuid | is ''; allowed: a UUID of 36 characters",
        "callerId=1&uuid=1-2-3-4-5 | uuid | is '1-2-3-4-5'; allowed: a UUID of 36 characters",
        "callerId=1&callerId=2 | callerId | is given more than once",
        "callerId=1&profile=nobody | profile | is 'nobody'; allowed: hotline, sales, split",
        "callerId=1&lang=de+DE | lang | is 'de DE'; allowed: a language tag",
        "callerId=1&channel=a%0Ab | channel | has control characters",
        "callerId=%00 | callerId | has control characters",
        "callerId=1&var.a-b=1 | var.a-b | is 'a-b'; allowed: a name of 1 to 64",
        "callerId=1&var.=1 | var. | is ''; allowed: a name of 1 to 64",
        "callerId=1&var.a=1&var.a=1 | var.a | is given more than once",
        "callerId=1&var.a=%00 | var.a | has control characters",
        "callerId=1&format=xml | format | must be text or json"
      })
  void aWrongParameterIsNamedWithWhatIsAllowed(String query, String field, String detail) {
    assertThat(Expect.badField(api.get("/api/call-start?" + query), field))
        .startsWith(field + " " + detail);
    assertThat(api.calls.state(ID)).isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @CsvSource({"callerId, 256", "dnid, 256", "lext, 256", "channel, 256", "var.note, 1024"})
  void everyParameterHasALimit(String field, int most) {
    String other = field.equals("callerId") ? "" : "&callerId=1";
    String target = "/api/call-start?uuid=" + ID + other + "&" + field + "=";
    assertThat(Expect.badField(api.get(target + "x".repeat(most + 1)), field))
        .contains((most + 1) + " characters; allowed: at most " + most);
    assertThat(api.get(target + "x".repeat(most)).status()).isEqualTo(200);
  }

  @Test
  void thirtyTwoVariablesAreTheMost() {
    assertThat(api.get(START + variables(32)).status()).isEqualTo(200);
    assertThat(Expect.badField(api.get(START + variables(33)), "var.v32")).contains("at most 32");
  }

  private static String variables(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "&var.v" + i + "=1")
        .collect(Collectors.joining());
  }

  @Test
  void signsThatABrowserWouldEscapeAreTakenAsTheyAre() {
    String answer = api.raw("GET /api/call-start?callerId=<\"Ann\">|1&uuid="
        + ID
        + " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200");
    assertThat(api.calls.plan(ID).callerId().number()).isEqualTo("<\"Ann\">|1");
  }

  @Test
  void aProgramAnnouncesACallInJson() {
    Answer answer = post("""
            {"callerId": "491701234567", "uuid": "a1b2c3d4-0000-4000-8000-00000000000f",
             "dnid": "4940100", "lext": "700", "channel": "SIP/a-1", "lang": "en",
             "variables": {"customer": "Ann\\nLee"}}""");
    Expect.json(answer, 201, STARTED.replace("hotline", "sales"));
    assertThat(answer.header("Location")).isEqualTo("/api/calls/" + ID);
    assertThat(api.calls.plan(ID))
        .isEqualTo(new CallPlan(
                new PhoneNumber("491701234567"),
                new PhoneNumber("4940100"),
                "700",
                "SIP/a-1",
                "sales",
                "en",
                Map.of("customer", "Ann\nLee"),
                true)
            .version("5a1e5a1e5a1e"));
  }

  @Test
  void aCallThatIsKnownIsNotCreatedAgain() {
    String body = "{\"callerId\": \"491701234567\", \"uuid\": \"" + ID + "\"}";
    assertThat(post(body).status()).isEqualTo(201);
    Expect.json(post(body), 200, STARTED);
    Expect.json(api.get(START), 200, STARTED);
    Expect.problem(post(body.replace("4567", "4568")), 409, "already-registered");
  }

  @Test
  void aPostedCallWithoutUuidIsAlwaysNew() {
    Answer answer = post("{\"callerId\": \"\"}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("/api/calls/" + ServedApi.MADE);
  }

  @Test
  void aPostMayBeAnsweredInTextToo() {
    Answer answer = api.send(
        "POST",
        "/api/calls",
        "{\"callerId\": \"1\", \"uuid\": \"" + ID + "\"}",
        "Content-Type",
        "application/json; charset=utf-8",
        "Accept",
        "text/plain");
    Expect.text(answer, 201, "192.0.2.7:9092");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | callerId | is missing",
        "{\"callerId\": 49170} | callerId | is '49170'; allowed: a string",
        "{\"callerId\": null} | callerId | is 'null'; allowed: a string",
        "{\"callerId\": \"1\", \"dnid\": [\"4\"]} | dnid | is '[\"4\"]'; allowed: a string",
        "{\"callerId\": \"1\", \"x\": 1, \"Y\": 2} | x | is 'x, Y'; allowed: callerId, uuid, dnid,",
        "{\"callerId\": \"1\", \"var.a\": \"1\"} | var.a | is 'var.a'; allowed: callerId, uuid,",
        "{\"callerId\": \"1\", \"variables\": []} | variables | is '[]'; allowed: an object of",
        "{\"callerId\": \"1\", \"variables\": {\"a\": 1}} | variables.a | is '1'; allowed: a string",
        "{\"callerId\": \"1\", \"variables\": {\"\": \"\"}} | variables. | is ''; allowed: a name of",
        "{\"callerId\": \"1\", \"uuid\": \"x\"} | uuid | is 'x'; allowed: a UUID",
        "{\"callerId\": \"1\", \"profile\": \"x\"} | profile | is 'x'; allowed: hotline, sales, split"
      })
  void aWrongFieldIsNamedWithItsValueAndWhatIsAllowed(String body, String field, String detail) {
    assertThat(Expect.badField(post(body), field)).startsWith(field + " " + detail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "\"callerId\"",
        "{\"callerId\": \"1\"",
        "{\"callerId\": \"1\"} {}",
        "{\"callerId\": \"1\", \"callerId\": \"2\"}",
        " ",
        "callerId=1"
      })
  void whatIsNotOneJsonObjectIsRefused(String body) {
    Expect.problem(post(body), 400, "bad-request");
  }

  @Test
  void tooManyVariablesAreRefused() {
    String many = IntStream.range(0, 33)
        .mapToObj(i -> "\"v" + i + "\": \"\"")
        .collect(Collectors.joining(","));
    String body = "{\"callerId\": \"1\", \"variables\": {" + many + "}}";
    assertThat(Expect.badField(post(body), "variables"))
        .contains("33 entries; allowed: at most 32");
  }

  @Test
  void aBodyThatDoesNotSayItIsJsonIsRefused() {
    String form = "callerId=" + encode("+49", UTF_8);
    assertThat(Expect.problem(
            api.post("/api/calls", "application/x-www-form-urlencoded", form),
            415,
            "unsupported-type"))
        .isEqualTo("the body is application/x-www-form-urlencoded; allowed: application/json");
  }

  @Test
  void aCallThatIsOverIsNotAnnouncedAnew() {
    api.get(START);
    api.delete("/api/calls/" + ID);
    Expect.problem(api.get(START + "&lext=1"), 409, "call-ended");
  }

  @Test
  void theLargestBodyIsTaken() {
    String body = "{\"callerId\": \"1\"}";
    String padding = " ".repeat(ServedApi.SETTINGS.maxBodyBytes() - body.length());
    assertThat(post(body + padding).status()).isEqualTo(201);
    assertThat(Expect.problem(post(body + padding + " "), 413, "too-large"))
        .isEqualTo("the body may have at most 65536 bytes");
  }

  @Test
  void aStrangersLineThatWasTakenMeanwhileCountsAsKnown() {
    api.calls.desk().asking().ask(ID, stranger());
    Expect.json(
        post("{\"callerId\": \"491701234567\", \"uuid\": \"" + ID + "\"}"),
        200,
        STARTED.replace("expected", "greeting"));
  }

  private static CallRequest stranger() {
    return new CallRequest.AttachLine("line-1", Optional.of(CallPlan.unannounced("hotline")));
  }

  private static Answer post(String json) {
    return api.post("/api/calls", "application/json", json);
  }

  @ParameterizedTest
  @CsvSource({
    "Zo%EB, Zo\ufffd",
    "Zo%C3%AB, Zoë",
    "%F0%9F%98%80, 😀",
    "%ED%A0%80, \ufffd",
    "%E2%80%AEx, \ufffdx",
    "%C0%AF, \ufffd\ufffd"
  })
  void aNameThatCannotBeReadDoesNotCostTheCall(String sent, String kept) {
    assertThat(api.get(START + "&var.name=" + sent).status()).isEqualTo(200);
    assertThat(api.calls.plan(ID).variables()).isEqualTo(Map.of("name", kept));
  }

  @Test
  void halfACharacterInJsonIsReplacedAndAControlCharacterRefused() {
    String body =
        "{\"callerId\": \"1\", \"uuid\": \"" + ID + "\", \"variables\": {\"name\": \"a\\ud83d\"}}";
    assertThat(post(body).status()).isEqualTo(201);
    assertThat(api.calls.plan(ID).variables()).isEqualTo(Map.of("name", "a\ufffd"));
    assertThat(Expect.badField(post("{\"callerId\": \"1\\u0000\"}"), "callerId"))
        .contains("has control characters");
    assertThat(Expect.badField(
            post("{\"callerId\": \"1\", \"profile\": \"" + "🦊".repeat(40) + "\\ud83d\"}"),
            "profile"))
        .contains("🦊");
    assertThat(Expect.badField(post("{\"callerId\": \"1\", \"x\\u202e\": \"\"}"), "x\ufffd"))
        .contains("\ufffd");
  }

  @Test
  void aBodyIsReadInItsOwnCharacterSet() {
    String body =
        "\uFEFF{\"callerId\": \"1\", \"uuid\": \"" + ID + "\", \"variables\": {\"name\": \"Zoë\"}}";
    assertThat(post(body).status()).isEqualTo(201);
    assertThat(api.calls.plan(ID).variables()).isEqualTo(Map.of("name", "Zoë"));
  }
}
