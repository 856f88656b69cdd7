package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.ToolRequested;
import talkspurt.call.CallEvent.TransferRequested;
import talkspurt.call.Destination;
import talkspurt.call.EndReason;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakeBot;
import talkspurt.fake.FakePhone;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Output;

/** What a bot does that tells nothing of its replies, such as one over Media Streams. */
class BotToolScenarioTest {

  private final CallScene scene = new CallScene().announce();
  private final FakeBot bot = scene.bot();
  private FakePhone phone;

  @BeforeEach
  void greeted() {
    phone = scene.dial();
    bot.opens().says("Welcome.", 600);
    phone.passUntilHears("Welcome.");
    phone.pass(1500);
  }

  @AfterEach
  void end() {
    scene.close();
  }

  private void wants(String name, String arguments) {
    bot.tells(new Output.ToolCall("t1", name, arguments, false));
  }

  private List<String> results() {
    return bot.told().stream()
        .filter(Input.ToolReturned.class::isInstance)
        .map(told -> ((Input.ToolReturned) told).status())
        .toList();
  }

  @Test
  void knowsWhatItMayDo() {
    assertThat(bot.opened().get(0).tools())
        .extracting(tool -> tool.name())
        .contains("end_call", "transfer_call");
  }

  @Test
  void endsTheCallOnceItsWordsWereHeard() {
    bot.says("Goodbye.", 900);
    wants("end_call", "{\"reason\":\"done\"}");
    phone.passUntilHears("Goodbye.");
    assertThat(results()).containsExactly("at-the-end");
    assertThat(scene.doing()).isEqualTo("Speaking");
    phone.passUntil("has ended", () -> scene.doing().equals("Ended"));
    assertThat(phone.heard()).endsWith(new FakePhone.Said("Goodbye.", 900));
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.COMPLETED);
    assertThat(scene.last(ToolRequested.class).arguments()).containsEntry("reason", "done");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void sendsTheCallerOnWithoutAWord() {
    wants("transfer_call", "{\"destination\":\"sales\"}");
    phone.passUntil("is moved", () -> scene.doing().equals("Transferring"));
    assertThat(scene.last(TransferRequested.class).destination())
        .isEqualTo(new Destination("queues,sales,1"));
    assertThat(scene.story())
        .containsSubsequence("BotBegan", "ToolRequested", "ReplyPlayed", "TransferRequested");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void whatItSaidBeforeIsHeardFirstHoweverMuchThatIs() {
    bot.says("First.", 900);
    phone.passUntilHears("First.");
    bot.says("Second.", 900);
    wants("end_call", "{}");
    phone.passUntil("has ended", () -> scene.doing().equals("Ended"));
    assertThat(phone.heardWords()).contains("First.", "Second.");
  }

  @Test
  void isToldWhatIsWrongWithItsWish() {
    wants("transfer_call", "{\"destination\":\"nowhere\"}");
    phone.pass(300);
    assertThat(bot.told())
        .contains(new Input.ToolReturned(
            "t1",
            "This did not work: destination is \"nowhere\"; allowed: sales. Tell the caller so in a"
                + " friendly way.",
            "failed"));
    assertThat(scene.doing()).isEqualTo("Listening");
  }

  @Test
  void usesToolsOutsideOfTheCall() {
    wants("book", "{\"day\":\"Monday\"}");
    phone.passUntil("runs", () -> !scene.tools().run().isEmpty());
    assertThat(scene.last(ToolRequested.class).arguments()).isEqualTo(Map.of("day", "Monday"));
    scene.tools().returns("book", "It is booked.");
    phone.pass(200);
    assertThat(bot.told()).contains(new Input.ToolReturned("t1", "It is booked.", "returned"));
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aWishBeforeTheGreetingEndsTheGreeting() {
    CallScene other = new CallScene().announce();
    try (other) {
      FakeBot silent = other.bot();
      FakePhone line = other.dial();
      silent.opens();
      line.pass(200);
      silent.tells(
          new Output.ToolCall("t1", "transfer_call", "{\"destination\":\"sales\"}", false));
      line.passUntil("is moved", () -> other.doing().equals("Transferring"));
      assertThat(other.story()).containsSubsequence("GreetingPlayed", "BotBegan", "ToolRequested");
    }
  }
}
