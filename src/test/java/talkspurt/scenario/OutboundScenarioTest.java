package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.OptedOut;
import talkspurt.call.Direction;
import talkspurt.call.EndReason;
import talkspurt.call.OptOut;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakeBot;
import talkspurt.fake.FakePhone;
import talkspurt.media.profile.OutboundPolicy;
import talkspurt.media.profile.Phrases;
import talkspurt.provider.SpeechToSpeech.Input;

/** Called parties hear first who calls, and are not called again where they say so. */
class OutboundScenarioTest {

  private static final String DISCLOSURE = "This is a computer of Smith Limited.";
  private static final String FAREWELL = "We will not call you again.";
  private static final OutboundPolicy POLICY = new OutboundPolicy(
      DISCLOSURE, Phrases.of(List.of("stop calling")), Optional.of('9'), FAREWELL);

  private final CallScene scene = new CallScene();
  private FakePhone phone;

  @AfterEach
  void end() {
    scene.close();
  }

  private void dial() {
    scene.outbound(POLICY, Direction.OUTBOUND).announce();
    phone = scene.dial();
  }

  private void heard(String words) {
    phone.passUntilHears(words);
    phone.passUntil(words + " over", () -> phone.hearsNow().isEmpty());
  }

  @Test
  void theDisclosureIsHeardBeforeTheGreeting() {
    dial();
    phone.passUntilHears(DISCLOSURE);
    heard(CallScene.GREETING);
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.state().file().transcript()).singleElement().satisfies(line -> {
      assertThat(line.words().text()).startsWith(DISCLOSURE).endsWith(CallScene.GREETING);
      assertThat(line.words().answer().text()).isEqualTo(CallScene.GREETING);
    });
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void callersWhoCallHearNoDisclosureAndDoNotOptOut() {
    scene.outbound(POLICY, Direction.INBOUND).announce();
    phone = scene.dial();
    heard(CallScene.GREETING);
    assertThat(scene.state().file().transcript())
        .singleElement()
        .satisfies(line -> assertThat(line.words().text()).isEqualTo(CallScene.GREETING));
    phone.press('9');
    phone.pass(3000);
    assertThat(scene.state().file().plan().optOut()).isEmpty();
    assertThat(scene.state().ended()).isFalse();
  }

  @Test
  void theDisclosureIsHeardToItsEndWhateverIsSaid() {
    dial();
    phone.pass(300);
    phone.caller().says("hello who is there", 800);
    phone.passUntilHears(DISCLOSURE);
    heard(CallScene.GREETING);
    assertThat(scene.state().file().transcript().get(0).words().text()).startsWith(DISCLOSURE);
  }

  @Test
  void wordsOptOutAndEndTheCall() {
    dial();
    heard(CallScene.GREETING);
    phone.caller().says("please stop calling me", 1200);
    phone.passUntilHears(FAREWELL);
    optedOut(new OptOut(OptOut.By.WORD, 1));
    assertThat(scene.responder().asked()).isEmpty();
  }

  @Test
  void aKeyOptsOutAndEndsTheCall() {
    dial();
    heard(CallScene.GREETING);
    phone.press('9');
    phone.passUntilHears(FAREWELL);
    optedOut(new OptOut(OptOut.By.KEY, 1));
  }

  @Test
  void anotherKeyDoesNot() {
    dial();
    heard(CallScene.GREETING);
    phone.press('8');
    phone.pass(3000);
    assertThat(scene.state().file().plan().optOut()).isEmpty();
  }

  @Test
  void aBotIsOpenedOnceTheDisclosureWasHeard() {
    FakeBot bot = scene.apologizes().bot();
    dial();
    phone.passUntilHears(DISCLOSURE);
    phone.caller().says("hello", 400);
    phone.pass(300);
    assertThat(bot.opened()).isEmpty();
    phone.passUntil("disclosure over", () -> phone.hearsNow().isEmpty());
    phone.pass(200);
    assertThat(bot.opened()).hasSize(1);
    bot.opens().says("Hello.", 600);
    scene.world().settle();
    heard("Hello.");
    phone.pass(1000);
    phone.press('9');
    phone.passUntilHears(FAREWELL);
    assertThat(scene.last(OptedOut.class).by()).isEqualTo(OptOut.By.KEY);
    assertThat(bot.told()).noneMatch(Input.Key.class::isInstance);
    phone.pass(3000);
    phone.press('9');
    phone.pass(100);
    assertThat(bot.told()).contains(new Input.Key('9'));
    assertThat(scene.door().refused()).isEmpty();
  }

  private void optedOut(OptOut how) {
    phone.pass(4000);
    assertThat(scene.last(OptedOut.class))
        .extracting(OptedOut::by, OptedOut::turn)
        .containsExactly(how.by(), how.turn());
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.COMPLETED);
    assertThat(scene.door().refused()).isEmpty();
  }
}
