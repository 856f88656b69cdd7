package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.BotBegan;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.CallerInterrupted;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.SegmentPlayed;
import talkspurt.call.CallPlan;
import talkspurt.call.EndReason;
import talkspurt.call.Listening;
import talkspurt.call.SessionChange;
import talkspurt.call.SpokenText;
import talkspurt.call.Transferring;
import talkspurt.http.ServedApi.Answer;

class MidCallRoutesTest {

  private static final UUID ID = UUID.fromString("a1b2c3d4-0000-4000-8000-00000000000f");
  private static final String CALL = "/api/calls/" + ID;

  @AutoClose
  private static final ServedApi api = ServedApi.start();

  @BeforeEach
  void forget() {
    api.calls.reset();
    api.counted.clear();
  }

  private static Instant at(int second) {
    return FakeCalls.NOW.plusSeconds(second);
  }

  private static void call(String profile, CallEvent... then) {
    api.calls.happened(ID, new CallRegistered(at(0), CallPlan.unannounced(profile)));
    api.calls.happened(ID, then);
  }

  private static void conversing(String profile, CallEvent... then) {
    call(
        profile,
        new LineAttached(at(1), "line-1"),
        new GreetingPlayed(at(3), new SpokenText("Good day.")));
    api.calls.happened(ID, then);
  }

  private static Answer send(String method, String path, String body, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Content-Type";
    all[1] = "application/json";
    return api.send(method, CALL + path, body, all);
  }

  private static Answer patch(String body) {
    return send("PATCH", "/session", body);
  }

  private static Answer say(String body, String... headers) {
    return send("POST", "/say", body, headers);
  }

  private static SessionChange session() {
    return api.calls.plan(ID).session();
  }

  private static JsonNode only(String path, String list) {
    JsonNode all = Expect.tree(api.get(CALL + path).body()).path(list);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  @ParameterizedTest
  @CsvSource({"sales, 'queues,sales,1'", "'people,anna,1', 'people,anna,1'"})
  void anOperatorSendsTheCallerToAPlaceOfTheProfileOrAnyOther(String asked, String place) {
    conversing("hotline");
    String body = "{\"destination\":\"" + asked + "\"}";
    for (int times = 0; times < 2; times++) {
      Expect.json(send("POST", "/transfer", body), 202, "{\"destination\":\"" + place + "\"}");
    }
    assertThat(((Transferring) api.calls.state(ID)).destination().text()).isEqualTo(place);
    assertThat(api.counted).containsOnly("transfer");
    Expect.problem(send("POST", "/transfer", "{\"destination\":\"other,s,1\"}"), 409, "not-now");
  }

  @ParameterizedTest
  @CsvSource({
    "{}, destination is missing; allowed",
    "'{\"destination\":\"nobody\"}', destination is 'nobody'; allowed",
    "'{\"destination\":7}', destination is '7'; allowed",
  })
  void aPlaceThatIsNoneIsRefused(String body, String why) {
    conversing("hotline");
    assertThat(Expect.badField(send("POST", "/transfer", body), "destination")).startsWith(why);
    assertThat(api.calls.state(ID)).isInstanceOf(Listening.class);
  }

  @Test
  void aSessionIsChangedInMidCall() {
    conversing("hotline");
    Expect.json(
        patch("{\"instructions\": \"Be brief.\", \"tools\": [\"end_call\"],"
            + " \"turnDetection\": \"server-vad\"}"),
        200,
        """
        {"inForce": "next-turn", "fields":
          {"instructions": "next-turn", "tools": "next-turn", "turnDetection": "now"}}""");
    assertThat(session().instructions()).contains("Be brief.");
    assertThat(session().tools()).contains(List.of("end_call"));
    assertThat(session().turnDetection()).contains("server-vad");
    assertThat(patch("{\"instructions\": \"Be kind.\"}").status()).isEqualTo(200);
    assertThat(session().instructions()).contains("Be kind.");
    assertThat(session().tools()).contains(List.of("end_call"));
    assertThat(api.counted).containsExactly("session", "session");
  }

  @Test
  void turnSettingsAndHoldAreInForceAtOnceAndAddUp() {
    conversing("hotline");
    Expect.json(
        patch("{\"turn\": {\"end-of-turn\": \"900ms\", \"speech-threshold\": 0.4},"
            + " \"hold\": true}"),
        200,
        "{\"inForce\": \"now\", \"fields\": {\"turn\": \"now\", \"hold\": \"now\"}}");
    patch("{\"turn\": {\"end-of-turn\": \"1s\"}, \"language\": \"fr_FR\"}");
    assertThat(session().turn())
        .isEqualTo(Map.of("end-of-turn", "\"1s\"", "speech-threshold", "0.4"));
    assertThat(session().onHold()).isTrue();
    assertThat(api.calls.plan(ID).language()).isEqualTo("fr-FR");
    patch("{\"hold\": false}");
    assertThat(session().onHold()).isFalse();
  }

  @Test
  void aVoiceCanBeChosenUntilTheCallIsAnswered() {
    call("hotline");
    assertThat(patch("{\"voice\": \"cedar\"}").status()).isEqualTo(200);
    api.calls.happened(ID, new LineAttached(at(1), "line-1"));
    assertThat(patch("{\"voice\": \"cedar\"}").status()).isEqualTo(200);
    Expect.problem(patch("{\"voice\": \"alloy\"}"), 409, "voice-stays");
  }

  @Test
  void whoseVoiceNeedNotStayCanHaveAnother() {
    conversing("free");
    assertThat(patch("{\"voice\": \"warm\"}").status()).isEqualTo(200);
    assertThat(patch("{\"voice\": \"cold\"}").status()).isEqualTo(200);
    assertThat(session().voice()).contains("cold");
  }

  @Test
  void whatNobodyCanDoIsToldWithTheReasonAndNothingIsDone() {
    conversing("sales");
    assertThat(Expect.problem(patch("{\"instructions\": \"Be brief.\"}"), 409, "no-session"))
        .isEqualTo("nobody can do that here; ask others");
    Expect.problem(say("{\"text\": \"One moment.\"}"), 409, "not-possible");
    Expect.problem(send("POST", "/hint", "{\"text\": \"VIP\"}"), 409, "not-possible");
    assertThat(Expect.badField(patch("{\"voice\": \"nobody\"}"), "voice"))
        .isEqualTo("voice is 'nobody'; allowed: warm");
    assertThat(session()).isEqualTo(SessionChange.NONE);
    assertThat(api.counted).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"instructions\": \"\"} | instructions",
        "{\"instructions\": 7} | instructions",
        "{\"voice\": \"a b\"} | voice",
        "{\"tools\": \"end_call\"} | tools",
        "{\"tools\": [1]} | tools",
        "{\"turnDetection\": \"theirs\"} | turnDetection",
        "{\"turn\": \"fast\"} | turn",
        "{\"turn\": {}} | turn",
        "{\"turn\": {\"a b\": 1}} | turn",
        "{\"language\": \"\"} | language",
        "{\"language\": \"no language\"} | language",
        "{\"hold\": \"yes\"} | hold",
        "{\"instructions\": \"Be brief.\", \"hold\": 1} | hold",
        "{\"temperature\": 1} | temperature"
      })
  void whatASessionCannotBeIsNamed(String body, String field) {
    conversing("hotline");
    Expect.badField(patch(body), field);
    assertThat(session()).isEqualTo(SessionChange.NONE);
  }

  @Test
  void aSessionThatIsNotToChangeIsAMistake() {
    conversing("hotline");
    Expect.problem(patch("{}"), 400, "bad-request");
  }

  @Test
  void wordsForTheCallerAreTakenOnceAndToldOf() {
    conversing("hotline");
    String words = "{\"text\": \" One moment. \", \"interrupt\": \"after-sentence\"}";
    Answer first = say(words, "Idempotency-Key", "k1");
    Expect.json(first, 202, "{\"id\": \"k1\", \"status\": \"waiting\"}");
    Expect.json(
        say(words, "Idempotency-Key", "k1"), 202, "{\"id\": \"k1\", \"status\": \"waiting\"}");
    Expect.problem(say("{\"text\": \"Other.\"}", "Idempotency-Key", "k1"), 422, "key-in-use");
    JsonNode told = only("/say", "say");
    assertThat(told.path("words").asText()).isEqualTo("One moment.");
    assertThat(told.path("interrupt").asText()).isEqualTo("after-sentence");
    assertThat(told.path("status").asText()).isEqualTo("waiting");
    api.calls.happened(ID, new BotBegan(at(5), 1, "k1"));
    assertThat(only("/say", "say").path("status").asText()).isEqualTo("saying");
    api.calls.happened(ID, new SegmentPlayed(at(6), 1, new SpokenText("One")));
    assertThat(only("/say", "say").path("heard").asText()).isEqualTo("One");
    api.calls.happened(ID, new ReplyPlayed(at(7), 1, new SpokenText("One moment.")));
    JsonNode said = only("/say", "say");
    assertThat(said.path("status").asText()).isEqualTo("said");
    assertThat(said.path("turn").asInt()).isEqualTo(1);
    assertThat(said.path("heard").asText()).isEqualTo("One moment.");
    assertThat(said.path("overAt").asText()).isEqualTo("2026-11-20T10:00:07Z");
    JsonNode timeline = Expect.tree(api.get(CALL).body()).path("timeline");
    assertThat(timeline.findValuesAsText("type")).contains("say-asked", "say-began");
  }

  @Test
  void wordsThatAreCutOrNeverSaidAreToldOf() {
    conversing("hotline");
    say("{\"text\": \"One moment, please.\"}", "Idempotency-Key", "k1");
    say("{\"text\": \"Another.\", \"language\": \"en-GB\"}", "Idempotency-Key", "k2");
    api.calls.happened(
        ID,
        new BotBegan(at(5), 1, "k1"),
        new CallerInterrupted(at(6), 1, 300),
        new FloorYielded(at(7), 1, new SpokenText("One moment,")),
        new CallEnded(at(8), EndReason.CALLER_HUNG_UP));
    JsonNode all = Expect.tree(api.get(CALL + "/say").body()).path("say");
    assertThat(all.get(0).path("status").asText()).isEqualTo("cut");
    assertThat(all.get(0).path("heard").asText()).isEqualTo("One moment,");
    assertThat(all.get(1).path("status").asText()).isEqualTo("not-said");
    Expect.problem(say("{\"text\": \"Too late.\"}"), 409, "call-ended");
  }

  @Test
  void whatComesToNothingIsAFailure() {
    conversing("hotline");
    say("{\"text\": \"One moment.\"}", "Idempotency-Key", "k1");
    api.calls.happened(
        ID, new BotBegan(at(5), 1, "k1"), new ReplyPlayed(at(6), 1, SpokenText.NOTHING));
    assertThat(only("/say", "say").path("status").asText()).isEqualTo("failed");
  }

  @Test
  void aHintIsToldToTheAgentAlone() {
    conversing("hotline");
    Answer answer =
        send("POST", "/hint", "{\"text\": \"The caller is a VIP.\"}", "Idempotency-Key", "h1");
    Expect.json(answer, 202, "{\"id\": \"h1\", \"status\": \"told\"}");
    assertThat(only("/hint", "hints").path("status").asText()).isEqualTo("told");
    assertThat(session().next()).isEmpty();
    send("POST", "/hint", "{\"text\": \"Offer a refund.\", \"answer\": true}");
    assertThat(session().next().orElseThrow().words()).isEqualTo("Offer a refund.");
    assertThat(Expect.tree(api.get(CALL).body()).path("timeline").findValuesAsText("type"))
        .contains("hint-given");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/say | {} | text",
        "/say | {\"text\": \" \"} | text",
        "/say | {\"text\": 1} | text",
        "/say | {\"text\": \"a\\u0000\"} | text",
        "/say | {\"text\": \"Hi\", \"interrupt\": \"soon\"} | interrupt",
        "/say | {\"text\": \"Hi\", \"language\": \"no language\"} | language",
        "/say | {\"text\": \"Hi\", \"loud\": true} | loud",
        "/hint | {\"text\": \"Hi\", \"answer\": \"yes\"} | answer",
        "/hint | {\"text\": \"Hi\", \"interrupt\": \"now\"} | interrupt",
        "/hint | {\"text\": \"Hi\", \"language\": \"en\"} | language"
      })
  void wordsThatCannotBeTakenAreNamed(String path, String body, String field) {
    conversing("hotline");
    Expect.badField(send("POST", path, body), field);
    assertThat(session()).isEqualTo(SessionChange.NONE);
  }

  @Test
  void longWordsAndOddKeysAreRefused() {
    conversing("hotline");
    Expect.badField(say("{\"text\": \"" + "a".repeat(1001) + "\"}"), "text");
    assertThat(say("{\"text\": \"" + "a".repeat(1000) + "\"}").status()).isEqualTo(202);
    Expect.problem(say("{\"text\": \"Hi\"}", "Idempotency-Key", "a b"), 400, "bad-request");
  }

  @Test
  void aCallTakesOnlySoManyWords() {
    conversing("hotline");
    for (int n = 0; n < 8; n++) {
      assertThat(say("{\"text\": \"One.\"}").status()).isEqualTo(202);
    }
    Expect.problem(say("{\"text\": \"Nine.\"}"), 429, "too-many-words");
  }

  @Test
  void nothingIsBroughtIntoACallThatIsNotKnown() {
    Expect.problem(say("{\"text\": \"One.\"}"), 404, "unknown-call");
    Expect.problem(patch("{\"hold\": true}"), 404, "unknown-call");
  }
}
