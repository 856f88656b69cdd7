package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.fake.Collects.ASK;
import static talkspurt.fake.Collects.CARD;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.collect.Collect.Confirm;
import talkspurt.fake.CallScene;
import talkspurt.fake.Collects;
import talkspurt.fake.FakeBot;
import talkspurt.fake.FakePhone;
import talkspurt.fake.FakeSynthesizer;
import talkspurt.fake.Turns;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Output;

/** Any bot that hears and speaks for itself, whose callers are asked for a card by the engine. */
class BotCollectScenarioTest {

  private final CallScene scene = new CallScene().apologizes().announce();
  private final FakeBot bot = scene.bot();
  private boolean spoken;
  private FakePhone phone;

  @AfterEach
  void end() {
    scene.close();
  }

  private void collecting() {
    scene.collects(Collects.card(Confirm.LAST_FOUR, spoken));
    phone = scene.dial();
    bot.opens().says("Hello.", 600);
    scene.world().settle();
    phone.passUntilHears("Hello.");
    phone.passUntilQuiet();
    phone.pass(1000);
    bot.says("Your card is needed.", 800);
    scene.world().settle();
    phone.passUntilHears("Your card is needed.");
    bot.tells(new Output.ToolCall("c", "collect", "{\"name\":\"card\"}"));
    scene.world().settle();
    phone.passUntilHears(ASK);
  }

  private void keys(String keys) {
    for (char key : keys.toCharArray()) {
      phone.press(key);
      phone.pass(200);
    }
  }

  @Test
  void theBotGetsSilenceAndNoKeysAndThenAReference() {
    collecting();
    int heard = bot.heard().size();
    phone.caller().says("4539 5787 6362 1486", 2000);
    phone.pass(2500);
    keys(CARD + "#");
    phone.passUntilHears("Right?");
    assertThat(phone.heardWords()).contains("I have", "1", "4", "8", "6").doesNotContain("5");
    keys("1");
    phone.pass(200);
    List<Input.Audio> meanwhile = bot.heard().subList(heard, bot.heard().size());
    assertThat(meanwhile)
        .hasSizeGreaterThan(200)
        .allMatch(sound -> sound.frame().isSilence());
    assertThat(bot.told()).noneMatch(Input.Key.class::isInstance);
    assertThat(bot.told())
        .contains(new Input.Collected("{\"collected\":\"card\",\"ref\":\"[card]\","
            + "\"tool\":\"pay\",\"argument\":\"number\"}"));
    assertThat(bot.told().toString()).doesNotContain(CARD);
    phone.pass(2000);
    phone.press('7');
    phone.pass(100);
    assertThat(bot.told()).as("it hears again").contains(new Input.Key('7'));
    phone.caller().says("thanks", 600);
    phone.pass(600);
    assertThat(bot.heard()).anyMatch(sound -> !sound.frame().isSilence());
  }

  @Test
  void aKeyEndsTheQuestionOfABotThatNothingElseInterrupts() {
    scene.turns(Turns.SETTINGS.uninterruptible());
    collecting();
    keys(CARD);
    assertThat(phone.heard().get(phone.heard().size() - 1).ms())
        .isLessThan(FakeSynthesizer.lengthMs(ASK) / 2);
    phone.passUntilHears("Right?");
  }

  @Test
  void aCardThatIsSpokenIsHeardByTheProfilesTranscriberAlone() {
    spoken = true;
    collecting();
    phone.passUntilQuiet();
    assertThat(scene.transcriber().heard()).as("of what was said before").isEmpty();
    int heard = bot.heard().size();
    phone.caller().says("4539 5787 6362 1486", 2000);
    phone.passUntilHears("Right?");
    phone.caller().says("yes", 500);
    phone.pass(2000);
    assertThat(bot.heard().subList(heard, bot.heard().size() - 50))
        .allMatch(sound -> sound.frame().isSilence());
    assertThat(bot.told().toString()).contains("[card]").doesNotContain("4539");
    int words = scene.transcriber().heard().size();
    phone.caller().says("thanks", 600);
    phone.pass(1500);
    assertThat(scene.transcriber().heard()).hasSize(words);
  }

  @Test
  void aLineThatComesBackIsToldThatTheValueIsLost() {
    collecting();
    phone.passUntilQuiet();
    keys("4539");
    phone.hangUp();
    phone.pass(200);
    phone = scene.dial();
    bot.opens();
    scene.world().settle();
    phone.pass(300);
    assertThat(bot.told().stream().filter(Input.Collected.class::isInstance).map(Object::toString))
        .singleElement()
        .asString()
        .contains("use collect again");
  }
}
