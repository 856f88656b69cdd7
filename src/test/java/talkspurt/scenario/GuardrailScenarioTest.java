package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.SentenceWithheld;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.Told;
import talkspurt.media.profile.Guardrails;
import talkspurt.media.profile.Guardrails.By;
import talkspurt.media.profile.Guardrails.Forbidden;
import talkspurt.media.profile.Guardrails.Required;
import talkspurt.media.profile.Phrases;
import talkspurt.provider.Briefing;

class GuardrailScenarioTest {

  private static final String SAY = "I cannot promise that.";
  private static final Forbidden PROMISE =
      new Forbidden("promises", Phrases.of(List.of("we guarantee")), Optional.empty(), SAY, false);
  private static final Required RECORDED = new Required(
      "recorded", Phrases.of(List.of("is recorded")), By.FIRST_TURN, "This call is recorded.");
  private static final Required TERMS =
      new Required("terms", Phrases.of(List.of("terms")), By.END_OF_CALL, "Our terms hold.");

  private final CallScene scene = new CallScene();
  private FakePhone phone;

  @AfterEach
  void end() {
    scene.close();
  }

  private void greeted(List<Forbidden> forbidden, List<Required> required) {
    scene.among(agent -> agent.guarded(new Guardrails(forbidden, required))).announce();
    phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
  }

  private void asks(String words) {
    phone.caller().says(words, 800);
    phone.passUntil("is asked", () -> scene.doing().equals("Speaking"));
  }

  @Test
  void aForbiddenSentenceIsNeverGivenToTheVoiceAndTheAgentLearnsOfIt() {
    scene.responder().to("refund", "Let me see.", "We guarantee a refund.", "Today.");
    greeted(List.of(PROMISE), List.of());
    asks("refund");
    phone.passUntilHears(SAY);
    phone.passUntilQuiet();
    assertThat(phone.heardWords()).containsExactly(CallScene.GREETING, "Let me see.", SAY);
    assertThat(scene.synthesizer().asked()).doesNotContain("We guarantee a refund.", "Today.");
    SentenceWithheld withheld = scene.last(SentenceWithheld.class);
    assertThat(withheld.rule()).isEqualTo("promises");
    assertThat(withheld.words().text()).isEqualTo("We guarantee a refund.");
    assertThat(scene.last(ReplyPlayed.class).heard().text()).isEqualTo("Let me see. " + SAY);
    assertThat(Told.by(scene.metrics(), "talkspurt_guardrails", "promises")).isEqualTo(1);
    asks("thanks");
    phone.passUntilHears("Sorry?");
    assertThat(scene.responder().asked().get(1).briefing().withheld())
        .containsExactly(new Briefing.Withheld(1, "promises", "We guarantee a refund."));
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void whatWasWithheldIsToldOnceThoughTheReplyIsMadeAgainOnAnotherLine() {
    scene.responder().to("refund", "Let me see.", "We guarantee a refund.");
    greeted(List.of(PROMISE), List.of());
    asks("refund");
    phone.passUntilHears("Let me see.");
    phone.hangUp();
    phone.pass(200);
    phone = scene.dial();
    phone.passUntilHears(SAY);
    assertThat(scene.story()).containsOnlyOnce("SentenceWithheld");
  }

  @Test
  void whatHasToBeSaidIsSaidOnceInACallWhateverLineItIsOn() {
    scene.responder().to("hours", "From nine.").to("more", "To five.");
    greeted(List.of(), List.of(RECORDED));
    asks("hours");
    phone.passUntilHears("This call is recorded.");
    phone.passUntilQuiet();
    phone.hangUp();
    phone.pass(200);
    phone = scene.dial();
    phone.passUntilQuiet();
    asks("more");
    phone.passUntilHears("To five.");
    phone.passUntilQuiet();
    phone.pass(300);
    assertThat(scene.synthesizer().asked().stream().filter("This call is recorded."::equals))
        .hasSize(1);
  }

  @Test
  void whoBreaksInBeforeItWasHeardHearsItLater() {
    scene.responder().to("hours", "From nine.").to("operator please now", "To five.");
    greeted(List.of(), List.of(RECORDED));
    asks("hours");
    phone.passUntilHears("From nine.");
    phone.caller().says("operator please now", 1200);
    phone.passUntilHears("To five.");
    phone.passUntilHears("This call is recorded.");
  }

  @Test
  void soItIsWhereAModelEndsTheCallByATool() {
    scene.responder().to("bye", "Goodbye.").uses("bye", "end_call", "{}");
    greeted(List.of(), List.of(TERMS));
    asks("bye");
    phone.passUntilHears("Our terms hold.");
    phone.passUntil("has ended", () -> scene.doing().equals("Ended"));
  }

  @Test
  void whatHasToBeSaidByTheEndIsSaidBeforeTheCallEnds() {
    scene.responder().to("bye", "Goodbye.").thenTool("bye", "end_call", java.util.Map.of());
    greeted(List.of(), List.of(TERMS));
    asks("bye");
    phone.passUntilHears("Our terms hold.");
    phone.passUntil("has ended", () -> scene.doing().equals("Ended"));
    assertThat(scene.story()).contains(CallEnded.class.getSimpleName());
    assertThat(Told.by(scene.metrics(), "talkspurt_guardrails", "terms")).isEqualTo(1);
  }
}
