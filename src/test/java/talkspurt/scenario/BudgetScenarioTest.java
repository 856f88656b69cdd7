package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.LongestReached;
import talkspurt.call.EndReason;
import talkspurt.call.Spending;
import talkspurt.call.TimeLimit;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakeBot;
import talkspurt.fake.FakePhone;
import talkspurt.provider.Price;
import talkspurt.provider.Responder;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.transport.Metered;

/** Calls that may cost 1.00, by counted time. */
class BudgetScenarioTest {

  private static final TimeLimit ONE = TimeLimit.NONE.with(1_000_000);

  /** A hundredth for each character. */
  private static final Price VOICE = Price.NONE.and(Unit.CHARACTERS, 10_000_000_000L);

  private final CallScene scene = new CallScene().limit(ONE);
  private FakePhone phone;

  @AfterEach
  void end() {
    scene.close();
  }

  private CallScene paidVoice() {
    return scene.speaker(
        Metered.synthesizer("voice", VOICE, Metered.synthesizer(scene.synthesizer())));
  }

  private void listening() {
    phone = scene.announce().dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.pass(500);
  }

  private void asks(String answer) {
    phone.caller().says("hours", 800);
    phone.passUntilHears(answer);
    phone.passUntilQuiet();
    phone.pass(500);
  }

  private Spending spent() {
    return scene.state().file().tally().cost().total();
  }

  /** Greeting 33 characters, each answer 18: 51, 69, 87, 105. */
  @Test
  void theAgentIsToldAtFourFifthsAndThenGoodbyeIsSaid() {
    String answer = "From nine to five.";
    scene.responder().to("hours", answer);
    paidVoice();
    listening();
    assertThat(spent().millionths()).isEqualTo(330_000);
    asks(answer);
    asks(answer);
    assertThat(scene.story()).doesNotContain("WrapUpBegan");
    asks(answer);
    assertThat(spent().millionths()).isEqualTo(870_000);
    assertThat(scene.story()).contains("WrapUpBegan").doesNotContain("LongestReached");
    phone.caller().says("hours", 800);
    phone.passUntil("hung up", phone::hungUp);
    assertThat(phone.heardWords()).endsWith(answer, "Our time is up.", "Goodbye.");
    List<Responder.Request> asked = scene.responder().asked();
    assertThat(asked.get(2).timeLeft()).isEmpty();
    assertThat(asked.get(asked.size() - 1).timeLeft()).isPresent();
    assertThat(scene.last(LongestReached.class).spent()).isTrue();
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.BUDGET_REACHED);
    assertThat(scene.door().refused()).isEmpty();
    assertThat(spent().byProvider().get("voice").used())
        .containsEntry("characters", 105L + CallScene.GOODBYE.length() - 1);
  }

  @Test
  void whatWasSpentOnALostLineCounts() {
    paidVoice();
    listening();
    phone.hangUp();
    phone.pass(1000);
    long before = spent().millionths();
    phone = scene.dial();
    phone.pass(1000);
    String story = "This is a story of seventy characters, no more and no less than that.";
    scene.responder().to("hours", story);
    phone.caller().says("hours", 800);
    phone.passUntil("hung up", phone::hungUp);
    assertThat(before).isEqualTo(330_000);
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.BUDGET_REACHED);
  }

  @Test
  void aBotIsPaidByTheMinuteThoughNothingIsReported() {
    FakeBot bot = scene.bot();
    Price twoAMinute = Price.NONE.and(Unit.SOUND_MS, 2_000_000);
    scene.bot(Metered.bot("media-stream", twoAMinute, Metered.bot(bot)));
    phone = scene.announce().dial();
    phone.pass(100);
    bot.opens().says("Welcome.", 600);
    phone.passUntilHears("Welcome.");
    phone.pass(20_000);
    assertThat(scene.story()).doesNotContain("WrapUpBegan");
    phone.pass(9_000);
    assertThat(scene.story()).contains("WrapUpBegan").doesNotContain("CallEnded");
    assertThat(bot.told()).anyMatch(Input.WrapUp.class::isInstance);
    phone.passUntil("hung up", phone::hungUp);
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.BUDGET_REACHED);
    assertThat(spent().millionths()).isBetween(1_000_000L, 1_500_000L);
  }
}
