package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallCost;
import talkspurt.call.CallEvent.CostSettled;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.LineLost;
import talkspurt.call.CallRequest;
import talkspurt.call.EndReason;
import talkspurt.call.Spending.Spent;
import talkspurt.fake.Bills;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.FakeResponder;
import talkspurt.fake.FakeSynthesizer;
import talkspurt.fake.Told;
import talkspurt.fake.Turns;
import talkspurt.provider.Price;
import talkspurt.provider.Responder;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageCount;
import talkspurt.provider.agent.FallbackResponder;
import talkspurt.provider.transport.Metered;
import talkspurt.provider.tts.FallbackSynthesizer;

/** What a call's journal says that it cost is what those who served it have on their bills: to the millionth of a line. */
class BillScenarioTest {

  private static final String HOURS = "what are your hours";
  private static final String FIRST = "Our opening hours are from nine to five.";
  private static final String SECOND = "On Saturdays we are open from ten to two.";

  private static final Map<String, Map<Unit, Long>> PRICES = Map.of(
      "recogniser",
      Map.of(Unit.SOUND_MS, 4_317L),
      "voice",
      Map.of(Unit.CHARACTERS, 15_000_001L),
      "second-voice",
      Map.of(Unit.CHARACTERS, 99_999_999L),
      "model",
      Map.of(
          Unit.INPUT_TOKENS, 150_003L,
          Unit.CACHED_INPUT_TOKENS, 75_001L,
          Unit.OUTPUT_TOKENS, 600_007L),
      "second-model",
      Map.of(
          Unit.INPUT_TOKENS, 2_500_000L,
          Unit.CACHED_INPUT_TOKENS, 1_250_000L,
          Unit.OUTPUT_TOKENS, 10_000_000L));

  private final Bills bills = new Bills();
  private final CallScene scene = new CallScene();
  private final FakeResponder secondAgent = new FakeResponder(scene.world());
  private final FakeSynthesizer secondVoice = new FakeSynthesizer();
  private FakePhone phone;

  @AfterEach
  void end() {
    scene.close();
  }

  private Responder agent(String name, Responder agent) {
    return Metered.responder(name, new Price(PRICES.get(name)), bills.agent(name, agent));
  }

  private Synthesizer voice(String name, Synthesizer voice) {
    return Metered.synthesizer(
        name, new Price(PRICES.get(name)), Metered.synthesizer(bills.voice(name, voice)));
  }

  private void greeted() {
    scene
        .agent(new FallbackResponder(
            List.of(agent("model", scene.responder()), agent("second-model", secondAgent)),
            (provider, kind) -> {}))
        .speaker(new FallbackSynthesizer(
            List.of(
                new FallbackSynthesizer.Choice(voice("voice", scene.synthesizer()), ""),
                new FallbackSynthesizer.Choice(voice("second-voice", secondVoice), "")),
            scene.metrics().providers()))
        .recogniser(Metered.transcriber(
            "recogniser",
            new Price(PRICES.get("recogniser")),
            Metered.transcriber(bills.transcriber("recogniser", scene.transcriber()))));
    scene.responder().to(HOURS, FIRST, SECOND);
    phone = scene.announce().dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
  }

  private void asks(String words, String answer) {
    phone.caller().says(words, 800);
    phone.passUntilHears(answer);
    phone.passUntilQuiet();
    phone.pass(500);
  }

  /** The caller hangs up, and its journal and its metrics hold what is on the bills. */
  private Map<String, Spent> paid(String... providers) {
    phone.hangUp();
    phone.pass(1000);
    assertThat(scene.last(LineLost.class)).isNotNull();
    scene.door().ask(CallScene.CALL, new CallRequest.End(EndReason.CALLER_HUNG_UP));
    assertThat(scene.door().refused()).isEmpty();
    CallCost cost = scene.state().file().tally().cost();
    Map<String, Spent> paid = cost.total().byProvider();
    long lines = cost.byLine().size();
    assertThat(paid).containsOnlyKeys(providers);
    paid.forEach((provider, spent) -> {
      assertThat(spent.used()).as(provider).isEqualTo(bills.served(provider));
      assertThat(spent.millionths())
          .as(provider)
          .isCloseTo(
              bills.millionths(provider, PRICES.get(provider)),
              within(lines - 1)); // each line's is rounded
      assertThat(Told.by(scene.metrics(), "talkspurt_cost", provider) * 1e6)
          .as(provider)
          .isCloseTo(spent.millionths(), within(0.51 * lines));
    });
    return paid;
  }

  @Test
  void ofACallThatIsAnsweredTwice() {
    greeted();
    asks(HOURS, SECOND);
    asks(HOURS, SECOND);
    Map<String, Spent> paid = paid("recogniser", "voice", "model");
    assertThat(paid.get("voice").used())
        .containsEntry(
            "characters",
            (long) CallScene.GREETING.length() + 2 * (FIRST.length() + SECOND.length()));
    assertThat(paid.get("model").used())
        .isEqualTo(Map.of(
            "input-tokens",
            72L,
            "cached-input-tokens",
            128L,
            "output-tokens",
            2L * (FIRST.length() + SECOND.length())));
    assertThat(paid.get("model").estimated()).isEmpty();
  }

  @Test
  void ofAReplyThatTheCallerBreaksInto() {
    greeted();
    scene.responder().to("connect me to sales", "I connect you.");
    phone.caller().says(HOURS, 800);
    phone.passUntilHears(FIRST);
    phone.pass(300);
    phone.caller().says("connect me to sales", 1500);
    phone.passUntilHears("I connect you.");
    phone.passUntilQuiet();
    assertThat(scene.last(FloorYielded.class)).isNotNull();
    paid("recogniser", "voice", "model");
  }

  @Test
  void ofACallThatEndsInTheMiddleOfAReply() {
    greeted();
    scene.responder().thenHangs(HOURS);
    phone.caller().says(HOURS, 800);
    phone.passUntilHears(FIRST);
    phone.pass(300);
    paid("recogniser", "voice", "model");
  }

  @Test
  void ofACallThatEndsInTheMiddleOfAQuestion() {
    greeted();
    phone.caller().says(HOURS, 2000);
    phone.pass(1500);
    paid("recogniser", "voice");
  }

  @Test
  void ofRepliesThatWerePreparedAndThrownAway() {
    scene.turns(Turns.likely(200)).askedAhead();
    scene.responder().to(HOURS + " tomorrow", "From ten.");
    greeted();
    phone.caller().says(HOURS, 1000).waits(500).says("tomorrow", 600);
    phone.passUntilHears("From ten.");
    phone.passUntilQuiet();
    assertThat(Told.by(scene.metrics(), "talkspurt_speculation", "thrown")).isPositive();
    assertThat(phone.heardWords()).containsExactly(CallScene.GREETING, "From ten.");
    Map<String, Spent> paid = paid("recogniser", "voice", "model");
    assertThat(paid.get("model").used().get("input-tokens")).isGreaterThanOrEqualTo(72);
  }

  @Test
  void ofThoseWhoFailAndThoseWhoTakeOver() {
    greeted();
    scene.responder().to("are you there", new String[0]).thenFails("are you there");
    secondAgent.to("are you there", "Yes, I am.");
    scene.synthesizer().cannotSay("Yes, I am.");
    asks("are you there", "Yes, I am.");
    asks(HOURS, SECOND);
    Map<String, Spent> paid = paid("recogniser", "voice", "second-voice", "model", "second-model");
    assertThat(paid.get("model").used()).containsEntry("input-tokens", 36L);
    assertThat(paid.get("second-model").used()).containsEntry("input-tokens", 36L);
    assertThat(paid.get("second-voice").used()).containsEntry("characters", 10L);
  }

  @Test
  void ofALineThatIsLostAndComesBack() {
    greeted();
    asks(HOURS, SECOND);
    phone.caller().says(HOURS, 800);
    phone.passUntilHears(FIRST);
    phone.hangUp();
    phone.pass(200);
    phone = scene.dial();
    phone.passUntilQuiet();
    phone.pass(2000);
    asks(HOURS, SECOND);
    paid("recogniser", "voice", "model");
    assertThat(scene.state().file().tally().cost().byLine()).hasSize(2);
  }

  @Test
  void ofAModelThatThinksWhenTheCallerIsGone() {
    greeted();
    scene.responder().thinks(Duration.ofSeconds(2));
    phone.caller().says(HOURS, 800);
    phone.pass(2000);
    assertThat(scene.responder().asked()).hasSize(1);
    paid("recogniser", "voice", "model");
  }

  @Test
  void ofACallThatIsEndedByRequestBeforeAProviderTellsWhatItTakes() {
    UsageCount[] connection = new UsageCount[1];
    scene.recogniser(
        Metered.transcriber("recogniser", new Price(PRICES.get("recogniser")), request -> {
          connection[0] = new UsageCount(request.meter());
          return scene.transcriber().transcribe(request);
        }));
    scene.responder().to(HOURS, FIRST, SECOND);
    phone = scene.announce().dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    asks(HOURS, SECOND);
    connection[0].estimate(Unit.SOUND_MS, 60_000);
    scene.door().ask(CallScene.CALL, new CallRequest.End(EndReason.HUNG_UP_BY_REQUEST));
    phone.pass(100);
    assertThat(phone.hungUp()).isTrue();
    phone.hangUp();
    phone.pass(1000);
    assertThat(recogniser().used()).isEqualTo(Map.of("sound-ms", 60_000L));
    assertThat(recogniser().estimated()).isEqualTo(recogniser().used());
    connection[0].told(Unit.SOUND_MS, 30_000);
    phone.pass(100);
    assertThat(recogniser())
        .isEqualTo(new Spent(Math.round(4_317 / 2.0), Map.of("sound-ms", 30_000L)));
    assertThat(scene.last(CostSettled.class)).isNotNull();
    assertThat(scene.state().ended()).isTrue();
  }

  private Spent recogniser() {
    return scene.state().file().tally().cost().total().byProvider().get("recogniser");
  }

  @Test
  void ofACallThatHasFeesOnceThoughItHadTwoLines() {
    Price trunk = Price.NONE.and(Unit.CALLS, 5_003).and(Unit.SOUND_MS, 8_000);
    scene.fees(Map.of("trunk", trunk, "platform", Price.NONE.and(Unit.CALLS, 10_000)));
    greeted();
    asks(HOURS, SECOND);
    phone.hangUp();
    phone.pass(500);
    phone = scene.dial();
    phone.pass(3000);
    phone.hangUp();
    phone.pass(1000);
    scene.door().ask(CallScene.CALL, new CallRequest.End(EndReason.CALLER_HUNG_UP));
    CallCost cost = scene.state().file().tally().cost();
    Map<String, Spent> paid = cost.total().byProvider();
    assertThat(paid.get("platform")).isEqualTo(new Spent(10_000, Map.of("calls", 1L)));
    long ms = paid.get("trunk").used().get("sound-ms");
    assertThat(ms).isGreaterThan(10_000);
    assertThat(paid.get("trunk").used()).containsEntry("calls", 1L);
    assertThat(paid.get("trunk").millionths())
        .isCloseTo(5_003 + Math.round(ms * 8_000 / 60_000.0), within(1L));
    assertThat(cost.byLine()).hasSize(3).containsKey(CallCost.WHOLE_CALL);
    assertThat(Told.by(scene.metrics(), "talkspurt_cost", "platform")).isEqualTo(0.01);
    assertThat(Told.by(scene.metrics(), "talkspurt_cost", "trunk") * 1e6)
        .isCloseTo(paid.get("trunk").millionths(), within(1.01));
  }
}
