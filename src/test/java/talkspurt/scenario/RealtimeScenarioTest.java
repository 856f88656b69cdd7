package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import akka.pattern.CircuitBreaker;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallerTranscribed;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.SpeechCut;
import talkspurt.call.CallRequest;
import talkspurt.call.EndReason;
import talkspurt.call.SessionChange;
import talkspurt.call.Spending.Spent;
import talkspurt.call.SpokenText;
import talkspurt.fake.Bills;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.FakeRealtime;
import talkspurt.fake.FakeRealtime.Session;
import talkspurt.fake.RealtimeSettingsOf;
import talkspurt.fake.Turns;
import talkspurt.language.LanguagePack;
import talkspurt.provider.Price;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.realtime.RealtimeBot;
import talkspurt.provider.realtime.RealtimeSettings;
import talkspurt.provider.transport.Metered;
import talkspurt.provider.transport.PromptData;
import talkspurt.text.ClockVariables;

/** A bot of a Realtime server on the phone with a caller. */
class RealtimeScenarioTest {

  private static final URI NOWHERE = URI.create("ws://127.0.0.1:1/v1/realtime");

  private final CallScene scene = new CallScene().turns(Turns.SETTINGS).announce();
  private final FakeRealtime server = new FakeRealtime();
  private UnaryOperator<SpeechToSpeech> metered = bot -> bot;
  private FakePhone phone;

  @AfterEach
  void end() {
    scene.close();
  }

  private static String told(String text) {
    Map<String, String> known = new HashMap<>(ClockVariables.at(
        Instant.EPOCH.atZone(ZoneId.systemDefault()),
        "en",
        LanguagePack.shipped("en").clock()));
    known.putAll(Map.of("callerId", "+441234", "dnid", "100"));
    return PromptData.of(text, known);
  }

  @Test
  void greetsHearsATurnAndAnswersIt() {
    greeted();
    assertThat(server.session().updates()).hasSize(1);
    assertThat(server.session().updates().get(0).path("instructions").asText())
        .isEqualTo(told("You talk to {callerId}."));
    assertThat(lastWish().path("instructions").asText())
        .isEqualTo(told("You talk to {callerId}.\n\nSay hello."));
    assertThat(scene.last(GreetingPlayed.class).heard()).isEqualTo(words("Welcome."));

    says("What time is it", 800);
    assertThat(scene.doing()).isEqualTo("Speaking");
    assertThat(scene.last(CallerTranscribed.class).words()).isEqualTo(words("What time is it"));
    answers("It is nine.", 900);
    phone.passUntilHears("It is nine.");
    phone.pass(1500);
    assertThat(scene.last(ReplyPlayed.class).heard()).isEqualTo(words("It is nine."));
    assertThat(scene.story())
        .containsExactly(
            "CallRegistered",
            "LineAttached",
            "GreetingPlayed",
            "CallerSaid",
            "CallerTranscribed",
            "ReplyPlayed");
    wellBehaved();
  }

  @Test
  void sendsWhatTheCallerSaysAndNotHisSilence() {
    greeted();
    phone.pass(5000);
    assertThat(server.session().appendedMs()).isZero();
    says("What time is it", 800);
    assertThat(server.session().appendedMs()).isBetween(1200, 2200);
    wellBehaved();
  }

  @Test
  void isCutWhereTheCallerBrokeIn() {
    greeted();
    says("Tell me a story", 800);
    String story = "Once upon a time there was a king who had a daughter";
    server.session().says(story, 10_000);
    scene.world().settle();
    phone.passUntilHears(story);
    phone.pass(4000);
    phone.caller().says("stop that now please", 1500);
    phone.pass(200);
    assertThat(scene.doing()).isEqualTo("Barged");
    phone.pass(1100);
    assertThat(server.session().active()).isEmpty();
    assertThat(server.session().cuts()).hasSize(1);
    assertThat(server.session().cuts().get(0).audioEndMs()).isBetween(3800, 4600);
    assertThat(scene.last(FloorYielded.class).heard().text())
        .startsWith("Once upon a time")
        .doesNotContain("daughter");

    phone.pass(1500);
    assertThat(scene.last(CallerTranscribed.class).words())
        .isEqualTo(words("stop that now please"));
    answers("Very well.", 600);
    phone.passUntilHears("Very well.");
    phone.pass(1500);
    assertThat(scene.doing()).isEqualTo("Listening");
    wellBehaved();
  }

  @Test
  void costsWhatIsOnTheServersBill() {
    Bills bills = new Bills();
    server.bills(bills);
    Map<Unit, Long> prices = Map.of(
        Unit.INPUT_TOKENS, 4_000_001L,
        Unit.CACHED_INPUT_TOKENS, 400_003L,
        Unit.AUDIO_INPUT_TOKENS, 32_000_007L,
        Unit.CACHED_AUDIO_INPUT_TOKENS, 400_009L,
        Unit.OUTPUT_TOKENS, 16_000_011L,
        Unit.AUDIO_OUTPUT_TOKENS, 64_000_013L);
    Map<Unit, Long> words = Map.of(Unit.SOUND_MS, 6_007L);
    metered = bot -> Metered.botBeside(
        "openai-realtime-transcription",
        new Price(words),
        Metered.bot("realtime", new Price(prices), bot));
    greeted();
    says("Tell me a story", 800);
    server.session().says("A long story.", 10_000);
    scene.world().settle();
    phone.passUntilHears("A long story.");
    phone.caller().says("stop that now please", 1500);
    phone.pass(2800);
    answers("Very well.", 600);
    phone.passUntilHears("Very well.");
    phone.pass(1500);
    phone.hangUp();
    phone.pass(500);
    Spent paid = scene.state().file().tally().cost().total().byProvider().get("realtime");
    assertThat(paid.used())
        .isEqualTo(bills.served("realtime"))
        .containsEntry("output-tokens", 45L); // of three responses, one of them cancelled
    assertThat(paid.millionths()).isEqualTo(bills.millionths("realtime", prices));
    assertThat(paid.estimated()).isEmpty();
    Spent written = scene
        .state()
        .file()
        .tally()
        .cost()
        .total()
        .byProvider()
        .get("openai-realtime-transcription");
    assertThat(written.used())
        .isEqualTo(bills.served("openai-realtime-transcription"))
        .isNotEmpty();
    assertThat(written.estimated()).isEmpty();
    assertThat(written.millionths())
        .isEqualTo(bills.millionths("openai-realtime-transcription", words));
  }

  @Test
  void dropsWhatComesLateOfACutItem() {
    greeted();
    says("Tell me a story", 800);
    String response = server.session().active();
    server.session().says("A long story.", 10_000);
    scene.world().settle();
    phone.passUntilHears("A long story.");
    phone.caller().says("stop that now please", 1500);
    phone.pass(1300);
    assertThat(server.session().cuts()).hasSize(1);
    server.session().soundsLate(response, server.session().cuts().get(0).item());
    phone.pass(1500);
    answers("Yes?", 600);
    phone.passUntilHears("Yes?");
    assertThat(phone.heardWords()).doesNotContain("late");
    wellBehaved();
  }

  @Test
  void goesOnAfterACough() {
    greeted();
    says("Tell me a story", 800);
    answers("A long story.", 4000);
    phone.passUntilHears("A long story.");
    phone.pass(500);
    phone.caller().coughs(200);
    phone.passUntilQuiet();
    phone.passUntilHears("A long story.");
    phone.pass(5000);
    assertThat(scene.story()).contains("FloorKept").endsWith("ReplyPlayed");
    assertThat(server.received()).contains("input_audio_buffer.clear");
    assertThat(server.session().cuts()).isEmpty();
    wellBehaved();
  }

  @Test
  void runsAToolAndGoesOnInTheSameTurn() {
    greeted();
    says("Who am I", 800);
    server.session().says("One moment.", 600);
    server.session().calls("call_1", "look_up", "{\"name\":\"Ann\"}").isDone();
    scene.world().settle();
    phone.pass(1500);
    assertThat(scene.doing()).isEqualTo("Speaking");
    assertThat(scene.tools().run()).hasSize(1);
    scene.tools().returns("look_up", "{\"vip\":true}");
    scene.world().settle();
    assertThat(server.session().items()).hasSize(1);
    assertThat(server.session().items().get(0).path("call_id").asText()).isEqualTo("call_1");
    assertThat(server.session().items().get(0).path("output").asText()).isEqualTo("{\"vip\":true}");
    answers("You are Ann.", 600);
    phone.passUntilHears("You are Ann.");
    phone.pass(1500);
    assertThat(scene.story())
        .containsExactly(
            "CallRegistered",
            "LineAttached",
            "GreetingPlayed",
            "CallerSaid",
            "CallerTranscribed",
            "ToolRequested",
            "ToolReturned",
            "ReplyPlayed");
    assertThat(scene.last(ReplyPlayed.class).heard()).isEqualTo(words("One moment. You are Ann."));
    wellBehaved();
  }

  @Test
  void endsTheCallWhenItsLastWordsWereHeard() {
    greeted();
    says("Goodbye", 800);
    server.session().says("Farewell.", 800).calls("call_1", "end_call", "{}").isDone();
    scene.world().settle();
    phone.pass(400);
    assertThat(phone.hungUp()).isFalse();
    phone.passUntil("hung up", phone::hungUp);
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.COMPLETED);
    wellBehaved();
  }

  @Test
  void saysAWordBeforeItEndsACallInSilence() {
    greeted();
    says("Goodbye", 800);
    server.session().calls("call_1", "end_call", "{}").isDone();
    scene.world().settle();
    assertThat(lastWish().path("tool_choice").asText()).isEqualTo("none");
    answers("Farewell.", 600);
    phone.passUntil("hung up", phone::hungUp);
    assertThat(phone.heardWords()).contains("Farewell.");
    wellBehaved();
  }

  @Test
  void isAskedAgainWhenTheCallerGoesOnBeforeItSpeaks() {
    greeted();
    says("I would like", 800);
    String first = server.session().active();
    says("a table for two", 800);
    assertThat(server.session().active()).isNotEqualTo(first).isNotEmpty();
    answers("For when?", 600);
    phone.passUntilHears("For when?");
    phone.pass(1500);
    assertThat(scene.doing()).isEqualTo("Listening");
    wellBehaved();
  }

  @Test
  void tellsTheKeysThatWerePressed() {
    greeted();
    phone.press('1');
    phone.press('7');
    phone.pass(1500);
    assertThat(server.session().items()).hasSize(1);
    assertThat(server.session().items().get(0).toString()).contains("[The caller pressed 1 7.]");
    answers("Seventeen.", 600);
    phone.passUntilHears("Seventeen.");
    assertThat(scene.last(CallerTranscribed.class).words())
        .isEqualTo(words("[The caller pressed 1 7.]"));
    wellBehaved();
  }

  @Test
  void asksACallerWhoKeepsSilent() {
    greeted();
    phone.pass(9000);
    assertThat(lastWish().path("instructions").asText())
        .isEqualTo(told("You talk to {callerId}.\n\nAsk whether he is there."));
    answers("Are you there?", 600);
    phone.passUntilHears("Are you there?");
    wellBehaved();
  }

  @Test
  void goesOnInANewSessionWithWhatWasSaid() {
    greeted();
    says("Tell me a story", 800);
    server.session().says("Once upon a time", 2000);
    scene.world().settle();
    phone.pass(500);
    server.session().breaksOff();
    phone.pass(500);
    assertThat(server.sessions()).hasSize(2);
    assertThat(server.session().items())
        .extracting(RealtimeScenarioTest::line)
        .containsExactly(
            "assistant: Welcome.", "user: Tell me a story", "assistant: Once upon a time");
    assertThat(server.session().wishes()).hasSize(1);
    answers("there was a king.", 1000);
    phone.passUntilHears("there was a king.");
    phone.pass(2500);
    assertThat(scene.last(ReplyPlayed.class).heard())
        .isEqualTo(words("Once upon a time there was a king."));
    wellBehaved();
  }

  @Test
  void losesNothingThatTheCallerSaysMeanwhile() {
    greeted();
    server.refuses(Kind.UNREACHABLE);
    phone.caller().says("I need a doctor", 3000);
    phone.pass(1000);
    server.session().breaksOff();
    phone.pass(3500);
    assertThat(server.sessions()).hasSize(2);
    assertThat(server.session().appendedMs()).isGreaterThan(3000);
    assertThat(scene.last(CallerTranscribed.class).words()).isEqualTo(words("I need a doctor"));
    answers("At once.", 600);
    phone.passUntilHears("At once.");
    wellBehaved();
  }

  @Test
  void isApologizedForWhenItCannotBeReached() {
    scene.apologizes();
    for (int time = 0; time < 4; time++) {
      server.refuses(Kind.UNREACHABLE);
    }
    dial("ours");
    phone.pass(200);
    phone.passUntilHears(CallScene.APOLOGY);
    phone.passUntil("hung up", phone::hungUp);
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.BOT_FAILED);
  }

  @Test
  void isAskedAgainWhenItBringsNothingAndThenApologizedForWhileTheCallGoesOn() {
    scene.apologizes();
    greeted();
    int before = server.session().wishes().size();
    says("What time is it", 800);
    server.session().isDone();
    scene.world().settle();
    assertThat(server.session().wishes()).hasSize(before + 2);
    server.session().isDone();
    scene.world().settle();
    phone.passUntilHears(CallScene.APOLOGY);
    phone.pass(2000);
    assertThat(scene.doing()).isEqualTo("Listening");
    says("What time is it", 800);
    answers("It is nine.", 900);
    phone.passUntilHears("It is nine.");
    phone.pass(1500);
    assertThat(phone.hungUp()).isFalse();
    wellBehaved();
  }

  @Test
  void isNotAskedAgainWithAWrongKey() {
    server.refuses(Kind.REJECTED_CREDENTIALS);
    dial("ours");
    phone.pass(100);
    assertThat(phone.hungUp()).isTrue();
    assertThat(server.sessions()).isEmpty();
  }

  @Test
  void changesItsSessionInMidCall() {
    greeted();
    change(new SessionChange(
        Optional.of("Speak of {dnid} alone."),
        Optional.empty(),
        Optional.of(List.of("end_call")),
        Optional.of("semantic-vad")));
    assertThat(server.session().updates()).hasSize(2);
    JsonNode changed = server.session().updates().get(1);
    assertThat(changed.path("instructions").asText()).isEqualTo(told("Speak of {dnid} alone."));
    assertThat(changed.path("tools")).hasSize(1);
    assertThat(changed
            .path("audio")
            .path("input")
            .path("turn_detection")
            .path("type")
            .asText())
        .isEqualTo("semantic_vad");
    assertThat(changed.path("audio").path("output").has("voice")).isFalse();
    server.session().breaksOff();
    phone.pass(500);
    assertThat(server.session().updates().get(0).path("instructions").asText())
        .isEqualTo(told("Speak of {dnid} alone."));
    assertThat(scene.story()).contains("SessionChanged");
    wellBehaved();
  }

  @Test
  void hearsForItselfWhereThatIsSet() {
    scene.turns(Turns.interruption("none"));
    dial("server-vad");
    phone.pass(100);
    answers("Welcome.", 3000);
    phone.passUntilHears("Welcome.");
    phone.caller().says("wait a moment", 1000);
    phone.pass(1000);
    assertThat(phone.hearsNow()).contains("Welcome.");
    server.session().hearsTheCaller();
    phone.pass(60);
    assertThat(phone.hearsNow()).isEmpty();
    assertThat(server.session().cuts()).hasSize(1);
    server.session().takesTheTurn();
    scene.world().settle();
    answers("I wait.", 600);
    phone.passUntilHears("I wait.");
    phone.pass(1500);
    assertThat(scene.story()).contains("FloorYielded", "CallerTranscribed").endsWith("ReplyPlayed");
    wellBehaved();
  }

  @Test
  void waitsForARateLimitToPass() {
    greeted();
    phone.caller().says("What time is it", 800);
    phone.pass(1000);
    server.session().isExhausted(2);
    phone.pass(1000);
    assertThat(server.session().wishes()).hasSize(1);
    phone.pass(1500);
    assertThat(server.session().wishes()).hasSize(2);
    answers("It is nine.", 600);
    phone.passUntilHears("It is nine.");
    wellBehaved();
  }

  @Test
  void asksAgainForAResponseThatFailed() {
    greeted();
    says("What time is it", 800);
    server.session().fails("server_error");
    phone.pass(400);
    assertThat(server.session().active()).isNotEmpty();
    answers("It is nine.", 600);
    phone.passUntilHears("It is nine.");
    phone.pass(1500);
    assertThat(scene.doing()).isEqualTo("Listening");
    wellBehaved();
  }

  @Test
  void replacesAnOldSessionInASilence() {
    dial(RealtimeSettingsOf.settings(
        NOWHERE, false, "ours", RealtimeSettingsOf.limits(Duration.ofSeconds(5))));
    phone.pass(100);
    answers("Welcome to a very long greeting.", 7000);
    phone.pass(6000);
    assertThat(server.sessions()).hasSize(1);
    phone.pass(2000);
    assertThat(server.sessions()).hasSize(2);
    assertThat(server.sessions().get(0).over()).isTrue();
    assertThat(server.session().items()).hasSize(1);
    assertThat(server.session().wishes()).isEmpty();
    wellBehaved();
  }

  @Test
  void comesBackOnAnotherLineWithWhatWasSaid() {
    greeted();
    says("Tell me a story", 800);
    String story = "Once upon a time there was a king";
    answers(story, 6000);
    phone.passUntilHears(story);
    phone.pass(3000);
    phone.hangUp();
    assertThat(scene.last(SpeechCut.class).words().text()).startsWith("Once upon a");
    phone = scene.dial();
    phone.pass(200);
    Session second = server.session();
    assertThat(server.sessions()).hasSize(2);
    assertThat(second.items())
        .extracting(RealtimeScenarioTest::line)
        .startsWith("assistant: Welcome.", "user: Tell me a story");
    assertThat(second.wishes()).hasSize(1);
    answers("there was a king.", 1000);
    phone.passUntilHears("there was a king.");
    phone.pass(1500);
    wellBehaved();
  }

  private void greeted() {
    dial("ours");
    phone.pass(100);
    answers("Welcome.", 600);
    phone.passUntilHears("Welcome.");
    phone.pass(1000);
    assertThat(scene.doing()).isEqualTo("Listening");
  }

  private void dial(String detection) {
    dial(RealtimeSettingsOf.settings(NOWHERE, false, detection));
  }

  private void dial(RealtimeSettings settings) {
    CircuitBreaker breaker = CircuitBreaker.create(
        scene.world().system().classicSystem().scheduler(),
        20,
        Duration.ofMinutes(1),
        Duration.ofSeconds(10));
    scene.bot(metered.apply(new RealtimeBot(
        settings,
        server.opener(scene.world().system()),
        breaker,
        scene.world().clock(),
        scene.metrics().bots())));
    phone = scene.dial();
  }

  private void says(String said, int ms) {
    phone.caller().says(said, ms);
    phone.pass(ms + 1000);
  }

  private void answers(String said, int ms) {
    server.session().says(said, ms).isDone();
    scene.world().settle();
  }

  private void change(SessionChange change) {
    scene.door().ask(CallScene.CALL, new CallRequest.ChangeSession(change));
    scene.world().settle();
  }

  private JsonNode lastWish() {
    List<JsonNode> wishes = server.session().wishes();
    return wishes.get(wishes.size() - 1);
  }

  private static String line(JsonNode item) {
    return item.path("role").asText() + ": "
        + item.path("content").path(0).path("text").asText();
  }

  private static SpokenText words(String text) {
    return new SpokenText(text);
  }

  private void wellBehaved() {
    assertThat(server.errors()).isEmpty();
    assertThat(scene.door().refused()).isEmpty();
  }
}
