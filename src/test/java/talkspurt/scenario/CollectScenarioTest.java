package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.fake.Collects.AGAIN;
import static talkspurt.fake.Collects.ASK;
import static talkspurt.fake.Collects.CARD;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.ToolRequested;
import talkspurt.call.CallEvent.ToolReturned;
import talkspurt.call.TranscriptEntry;
import talkspurt.collect.Collect;
import talkspurt.collect.Collect.Confirm;
import talkspurt.fake.CallScene;
import talkspurt.fake.Collects;
import talkspurt.fake.FakePhone;
import talkspurt.provider.Responder;
import talkspurt.provider.ToolResult;

class CollectScenarioTest {

  private static final String MASK = "•••• (card)";

  private final CallScene scene = new CallScene().announce();
  private FakePhone phone;

  @AfterEach
  void end() {
    scene.close();
  }

  private void asks(Collect... values) {
    scene.collects(values);
    for (Collect value : values) {
      scene
          .responder()
          .to("pay", "Then I need something.")
          .uses("pay", "collect", "{\"name\":\"" + value.name() + "\"}");
    }
    scene.responder().to(MASK, "Thank you.").uses(MASK, "pay", "{\"number\":\"[card]\",\"sum\":5}");
    phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("pay", 800);
    phone.passUntilHears("Then I need something.");
  }

  private void keys(String keys) {
    for (char key : keys.toCharArray()) {
      phone.press(key);
      phone.pass(200);
    }
  }

  private void paid() {
    phone.passUntil("pays", () -> !scene.tools().sent().isEmpty());
    assertThat(scene.tools().sent()).containsExactly("{\"number\":\"" + CARD + "\",\"sum\":5}");
    assertThat(scene.tools().run().get(0).arguments()).doesNotContain(CARD);
    scene.tools().returns("pay", "Paid with 4539 5787-6362 1486.");
    phone.passUntilHears("Paid with " + MASK + ".");
    phone.passUntilQuiet();
    nowhere(CARD);
    assertThat(scene.door().refused()).isEmpty();
  }

  /** Nobody has heard of it but the tool. */
  private void nowhere(String value) {
    String plain = (scene.door().events(CallScene.CALL) + " " + scene.state() + " " + transcript()
            + " " + scene.responder().asked() + " " + scene.playback() + " " + phone.heardWords())
        .replaceAll("[ ,-]", "");
    for (int from = 0; from + 5 <= value.length(); from++) {
      assertThat(plain).doesNotContain(value.substring(from, from + 5));
    }
  }

  private List<String> transcript() {
    return scene.state().file().transcript().stream()
        .map(line -> (line.speaker() == TranscriptEntry.Speaker.BOT ? "bot: " : "caller: ")
            + line.words().text())
        .toList();
  }

  @Test
  void aCardThatIsKeyedReachesTheToolAndNothingElse() {
    asks(Collects.card());
    phone.passUntilHears(ASK);
    phone.passUntilQuiet();
    keys(CARD + "#");
    paid();
    assertThat(transcript())
        .containsExactly(
            "bot: " + CallScene.GREETING,
            "caller: pay",
            "bot: Then I need something. " + ToolResult.AtTheEnd.asks().told(),
            "bot: " + ASK,
            "caller: " + MASK,
            "bot: Thank you. Paid with " + MASK + ".");
    Responder.Request asked = scene.responder().asked().get(1);
    assertThat(asked.used()).singleElement().satisfies(use -> {
      assertThat(use.name()).isEqualTo("collect");
      assertThat(use.outcome().orElseThrow())
          .isEqualTo(
              "{\"collected\":\"card\",\"ref\":\"[card]\",\"tool\":\"pay\",\"argument\":\"number\"}");
    });
    assertThat(scene.last(ToolRequested.class).arguments()).containsEntry("number", "[card]");
    assertThat(scene.last(ToolReturned.class).outcome()).isEqualTo("Paid with " + MASK + ".");
  }

  @Test
  void aCardThatIsSpokenInGroupsReachesTheToolAndNothingElse() {
    asks(Collects.card());
    phone.passUntilHears(ASK);
    phone.passUntilQuiet();
    phone.caller().says("it is four five three nine, 5787", 1600);
    phone.passUntilQuiet();
    phone.pass(1500);
    phone.caller().says("sixty three, sixty two, fourteen eighty six", 1600);
    paid();
    assertThat(transcript()).contains("caller: " + MASK);
  }

  @Test
  void keysBreakIntoTheQuestionAndIntoTheAgentsWords() {
    asks(Collects.card());
    keys(CARD + "#");
    assertThat(phone.heardWords()).doesNotContain(ASK);
    paid();
  }

  @Test
  void aWrongCardIsAskedForAgainAndThenLeftToTheAgent() {
    scene.responder().to("silence 1", "Let us do without.");
    asks(Collects.card());
    phone.passUntilHears(ASK);
    keys("4539578763621487#");
    phone.passUntilHears(AGAIN);
    phone.passUntilQuiet();
    phone.passUntilHears("Let us do without.");
    assertThat(scene.last(ToolReturned.class).outcome())
        .isEqualTo("{\"collected\":null,\"why\":\"card: the caller entered nothing\"}");
    nowhere("4539578763621487");
  }

  @Test
  void starClearsAndTheCallerMayAskForAPerson() {
    asks(Collects.card());
    phone.passUntilHears(ASK);
    keys("4999*" + CARD + "#");
    paid();
  }

  @Test
  void whoAsksForAPersonIsAskedNoMore() {
    asks(Collects.card());
    phone.passUntilHears(ASK);
    phone.passUntilQuiet();
    phone.caller().says("operator please", 800);
    phone.passUntilHears("Thank you.");
    assertThat(scene.last(ToolReturned.class).outcome()).contains("asked for a person");
    phone.passUntilQuiet();
    assertThat(scene.tools().sent()).as("there is no value").isEmpty();
  }

  @Test
  void whatIsKeyedAloneIsHeardByNobody() {
    asks(Collects.card(Confirm.NONE, false));
    phone.passUntilHears(ASK);
    phone.passUntilQuiet();
    int heard = scene.transcriber().heard().size();
    phone.caller().says("4539 5787 6362 1486", 2000);
    phone.passUntilQuiet();
    assertThat(scene.transcriber().heard()).hasSize(heard);
    keys(CARD + "#");
    paid();
  }

  @Test
  void anOrderNumberIsConfirmedAndTold() {
    asks(Collects.order(Confirm.READ_BACK));
    scene.responder().to("key 12345", "I see it.");
    phone.passUntilHears("Your order number?");
    keys("12345");
    phone.passUntilHears("I have 1 2 3 4 5.");
    keys("1");
    phone.passUntilHears("I see it.");
    assertThat(scene.last(ToolReturned.class).outcome())
        .isEqualTo("{\"collected\":\"order\",\"value\":\"12345\"}");
  }

  @Test
  void aCardIsReadBackByAVoiceThatDoesNotKnowIt() {
    asks(Collects.card(Confirm.LAST_FOUR, true));
    phone.passUntilHears(ASK);
    phone.passUntilQuiet();
    keys(CARD + "#");
    phone.passUntilHears("I have");
    phone.passUntilHears("1");
    phone.passUntilHears("4");
    phone.passUntilHears("8");
    phone.passUntilHears("6");
    phone.passUntilHears("Right?");
    phone.caller().says("yes", 400);
    paid();
    assertThat(transcript()).contains("bot: I have " + MASK + " Right?");
    assertThat(scene.synthesizer().asked().stream().filter(text -> text.matches("[0-9]+")))
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  }

  @Test
  void severalAreAskedForOneAfterTheOther() {
    asks(Collects.order(Confirm.NONE), Collects.card());
    phone.passUntilHears("Your order number?");
    phone.passUntilQuiet();
    keys("123456");
    phone.passUntilHears(ASK);
    keys(CARD + "#");
    paid();
  }

  @Test
  void aLineThatComesBackKnowsNothingOfTheValueAndTheAgentIsTold() {
    scene.responder().to("silence 1", "Once more.");
    asks(Collects.card());
    phone.passUntilHears(ASK);
    phone.passUntilQuiet();
    keys("45395");
    phone.hangUp();
    phone.pass(200);
    phone = scene.dial();
    phone.passUntilHears("Once more.");
    assertThat(scene.last(ToolReturned.class).outcome()).contains("connection was lost");
    assertThat(scene.responder().asked().get(1).used().get(0).outcome().orElseThrow())
        .contains("use collect again");
    nowhere("45395");
  }

  @Test
  void aLineThatIsLostInTheMiddleOfTheQuestionIsToldToo() {
    scene.responder().to("", "Once more.");
    asks(Collects.card());
    phone.passUntilHears(ASK);
    phone.hangUp();
    phone.pass(200);
    phone = scene.dial();
    phone.passUntilHears("Once more.");
    assertThat(scene.responder().asked().get(1).used().get(0).outcome().orElseThrow())
        .contains("use collect again");
  }

  @Test
  void aValueThatWasNotCollectedHereIsNotKnown() {
    asks(Collects.card());
    phone.passUntilHears(ASK);
    phone.passUntilQuiet();
    keys(CARD + "#");
    phone.passUntilHears("Thank you.");
    phone.hangUp();
    phone.pass(200);
    scene.tools().sent().clear();
    phone = scene.dial();
    phone.pass(3000);
    assertThat(scene.tools().sent()).isEmpty();
  }
}
