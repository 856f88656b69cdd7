package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.HandedOff;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.FakeResponder;
import talkspurt.fake.FakeSynthesizer;
import talkspurt.fake.Told;
import talkspurt.fake.Turns;
import talkspurt.media.profile.Agents;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Prompt;
import talkspurt.media.profile.Voice;
import talkspurt.provider.Briefing;
import talkspurt.provider.Handoff;
import talkspurt.provider.Responder;
import talkspurt.provider.Toolbox;

class HandoffScenarioTest {

  private static final String WISH = "{\"to\":\"billing\",\"summary\":\"Wants a refund.\"}";

  private final CallScene scene = new CallScene();
  private final FakeResponder billing = new FakeResponder(scene.world());
  private final FakeSynthesizer billingVoice = new FakeSynthesizer();
  private Optional<Prompt> greeting = Optional.empty();
  private int perTurn = 2;
  private FakePhone phone;

  @AfterEach
  void end() {
    scene.close();
  }

  /** Two agents: who hears of a refund hands over to billing, who knows about it. */
  private void greeted() {
    scene
        .responder()
        .to("refund", "I connect you with billing.")
        .thenTool("refund", "handoff", Map.of("to", "billing", "summary", "Wants a refund."));
    billing.to("handed off", "Billing here.").to("when", "On Monday.");
    scene.among(this::two).announce();
    phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
  }

  private Profile.Agent two(Profile.Agent main) {
    Profile.Agent other = main.colleague(
        billing,
        false,
        new Voice(billingVoice, ""),
        Toolbox.empty().with(new Handoff("billing", Map.of("main", "the front desk"))));
    Profile.Agent first = main.colleague(
        main.responder(),
        main.askedAhead(),
        main.voice(),
        main.tools().with(new Handoff("main", Map.of("billing", "refunds"))));
    Agents all = new Agents(
        "main",
        Map.of(
            "main", new Agents.Member("main", first, Optional.empty(), Turns.SETTINGS),
            "billing", new Agents.Member("billing", other, greeting, Turns.SETTINGS)),
        perTurn,
        5);
    return first.among(all);
  }

  private void asks(String words) {
    phone.caller().says(words, 800);
    phone.passUntil("is asked", () -> scene.doing().equals("Speaking"));
  }

  @Test
  void anotherAgentGoesOnWithItsOwnVoiceAndKnowsWhatWasSaid() {
    greeted();
    asks("refund");
    phone.passUntilHears("Billing here.");
    assertThat(phone.heardWords()).containsSequence("I connect you with billing.", "Billing here.");
    assertThat(scene.synthesizer().asked()).doesNotContain("Billing here.");
    assertThat(billingVoice.asked()).containsExactly("Billing here.");
    Responder.Request asked = billing.asked().get(0);
    assertThat(asked.briefing())
        .isEqualTo(new Briefing(
            "billing", Optional.of(new Briefing.TakenOver("main", "Wants a refund.")), List.of()));
    assertThat(asked.history())
        .extracting(Responder.Line::words)
        .containsExactly(CallScene.GREETING, "refund", "I connect you with billing.");
    assertThat(scene.responder().asked().get(0).briefing())
        .isEqualTo(new Briefing("main", Optional.empty(), List.of()));
    assertThat(scene.last(HandedOff.class).from()).isEqualTo("main");
    phone.passUntilQuiet();
    asks("when");
    phone.passUntilHears("On Monday.");
    assertThat(scene.responder().asked()).hasSize(1);
    assertThat(scene.door().refused()).isEmpty();
    assertThat(Told.by(scene.metrics(), "talkspurt_handoffs", "billing")).isEqualTo(1);
    assertThat(Told.by(scene.metrics(), "talkspurt_handoffs")).isEqualTo(1);
  }

  @Test
  void whatAnAgentAlwaysSaysFirstIsSaidUnasked() {
    greeting = Optional.of(new Prompt.Say("Billing. How can I help?"));
    greeted();
    asks("refund");
    phone.passUntilHears("How can I help?");
    phone.passUntilQuiet();
    assertThat(billing.asked()).isEmpty();
    assertThat(scene.last(ReplyPlayed.class).heard().text()).isEqualTo("Billing. How can I help?");
    asks("when");
    phone.passUntilHears("On Monday.");
  }

  @Test
  void onAnotherLineTheSameAgentGoesOn() {
    greeted();
    asks("refund");
    phone.passUntilHears("Billing here.");
    phone.hangUp();
    phone.pass(200);
    phone = scene.dial();
    phone.passUntilQuiet();
    asks("when");
    phone.passUntilHears("On Monday.");
    assertThat(scene.responder().asked()).hasSize(1);
    assertThat(scene.story()).containsOnlyOnce("HandedOff");
  }

  @Test
  void whoBreaksIntoTheLastWordsIsAnsweredByTheNewAgent() {
    greeted();
    scene.responder().to("refund", "I connect you with billing.").uses("refund", "handoff", WISH);
    asks("refund");
    phone.pass(900);
    phone.caller().says("when", 1200);
    phone.passUntilHears("On Monday.");
    assertThat(scene.last(HandedOff.class).speaks()).isFalse();
    assertThat(billing.asked()).hasSize(1);
  }

  @Test
  void agentsThatHandToAndFroAreStoppedAndTheLastOneAnswers() {
    perTurn = 1;
    billing
        .to("handed off", "Back to you.")
        .thenTool("handed off", "handoff", Map.of("to", "main"));
    scene.responder().to("refund", "Over.").thenTool("refund", "handoff", Map.of("to", "billing"));
    scene.among(this::two).announce();
    phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    asks("refund");
    phone.passUntilHears("Back to you.");
    phone.passUntilQuiet();
    phone.pass(500);
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.state().file().plan().conduct().agent()).isEqualTo("billing");
    assertThat(Told.by(scene.metrics(), "talkspurt_handoffs")).isEqualTo(1);
    assertThat(scene.story()).containsOnlyOnce("HandedOff");
  }

  @Test
  void aModelHandsOverByTheTool() {
    greeted();
    scene.responder().to("pay", "Sure.").uses("pay", "handoff", WISH);
    asks("pay");
    phone.passUntilHears("Billing here.");
    assertThat(scene.last(HandedOff.class).summary().text()).isEqualTo("Wants a refund.");
    assertThat(List.copyOf(phone.heardWords())).contains("Sure.");
  }
}
