package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.LineLost;
import talkspurt.call.CallRequest;
import talkspurt.call.EndReason;
import talkspurt.call.LineLoss;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;

class EndingScenarioTest {

  private final CallScene scene = new CallScene().announce();

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void theCallerHangsUpWhileGreeted() {
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    assertLostIn("Greeting", phone);
  }

  @Test
  void whatHearingCameToIsToldWithTheEndOfTheLine() {
    FakePhone phone = scene.announce().dial();
    phone.pass(1000);
    phone.hangUp();
    assertThat(scene.last(LineLost.class).hearing()).hasValueSatisfying(hearing -> {
      assertThat(hearing.echo()).isEmpty();
      assertThat(hearing.pauses()).isZero();
    });
  }

  @Test
  void theCallerHangsUpWhileListenedTo() {
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    assertLostIn("Listening", phone);
  }

  @Test
  void theCallerHangsUpWhileTalking() {
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("I would like", 3000);
    phone.pass(1000);
    assertLostIn("Listening", phone);
  }

  @Test
  void theCallerHangsUpWhileTheAnswerIsPrepared() {
    scene.responder().thinks(Duration.ofSeconds(5));
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("hours", 800);
    phone.passUntil("speaking", () -> scene.doing().equals("Speaking"));
    assertLostIn("Speaking", phone);
  }

  @Test
  void theCallerHangsUpWhileAnswered() {
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("hours", 800);
    phone.passUntilHears("Sorry?");
    assertLostIn("Speaking", phone);
    assertThat(scene.responder().cancelled()).isLessThanOrEqualTo(1);
  }

  @Test
  void theCallerHangsUpWhileJudged() {
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.caller().says("okay", 200);
    phone.passUntil("barged", () -> scene.doing().equals("Barged"));
    assertLostIn("Barged", phone);
  }

  @Test
  void theCallerHangsUpBeforeTheCallIsKnown() {
    FakePhone phone = scene.open();
    phone.pass(100);
    phone.hangUp();
    assertThat(phone.over().toCompletableFuture()).isCompleted();
    phone.pass(1000);
    assertThat(scene.story()).containsExactly("CallRegistered");
  }

  @Test
  void goodbyeIsHeardToItsEndThenTheLineIsLetGo() {
    scene
        .responder()
        .to("goodbye", "Goodbye and thank you.")
        .thenTool("goodbye", "end_call", Map.of());
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("goodbye", 600);
    phone.passUntil("hung up", phone::hungUp);
    assertThat(phone.heard())
        .last()
        .satisfies(said -> assertThat(said.words()).isEqualTo("Goodbye and thank you."))
        .satisfies(said -> assertThat(said.ms()).isGreaterThanOrEqualTo(880));
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.COMPLETED);
    phone.hangUp();
    phone.pass(1000);
    assertThat(scene.story()).endsWith("CallEnded");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aTransferIsAnnouncedThenTheLineIsLetGo() {
    Map<String, String> sales = Map.of("destination", "sales,100,1");
    scene.responder().to("sales", "I connect you.").thenTool("sales", "transfer_call", sales);
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("sales", 600);
    phone.passUntil("hung up", phone::hungUp);
    assertThat(phone.heardWords()).endsWith("I connect you.");
    assertThat(scene.doing()).isEqualTo("Transferring");
    phone.hangUp();
    phone.pass(200);
    assertThat(scene.story())
        .endsWith("ReplyPlayed", "ToolReturned", "TransferRequested", "LineLost");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aTransferThatIsInterruptedDoesNotHappen() {
    Map<String, String> sales = Map.of("destination", "sales,100,1");
    scene
        .responder()
        .to("sales", "I connect you to our sales department now.")
        .thenTool("sales", "transfer_call", sales)
        .to("no to support", "Support then.");
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("sales", 600);
    phone.passUntilHears("I connect you to our sales department now.");
    phone.caller().says("no to support", 900);
    phone.passUntilHears("Support then.");
    phone.passUntilQuiet();
    phone.pass(1000);
    assertThat(phone.hungUp()).isFalse();
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.story()).doesNotContain("TransferRequested");
  }

  @Test
  void aCallerWhoCouldNotBeTransferredIsToldSoOnHisNextLine() {
    Map<String, String> sales = Map.of("destination", "sales,100,1");
    scene
        .responder()
        .to("sales", "I connect you.")
        .thenTool("sales", "transfer_call", sales)
        .to("transfer failed", "Nobody answers there.");
    FakePhone first = scene.dial();
    first.passUntilHears(CallScene.GREETING);
    first.passUntilQuiet();
    first.caller().says("sales", 600);
    first.passUntil("hung up", first::hungUp);
    first.hangUp();
    first.pass(100);
    scene.door().ask(CallScene.CALL, new CallRequest.FailTransfer("busy"));
    FakePhone second = scene.dial();
    second.passUntilHears("Nobody answers there.");
    second.passUntilQuiet();
    assertThat(scene.doing()).isEqualTo("Listening");
    second.caller().says("sales", 600);
    second.passUntilHears("I connect you.");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aCallThatIsEndedFromOutsideIsHungUpAtOnce() {
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    scene.door().ask(CallScene.CALL, new CallRequest.End(EndReason.HUNG_UP_BY_REQUEST));
    phone.pass(40);
    assertThat(phone.hungUp()).isTrue();
    assertThat(phone.hearsNow()).isEqualTo(Optional.empty());
    assertThat(phone.over().toCompletableFuture()).isCompleted();
  }

  private void assertLostIn(String state, FakePhone phone) {
    assertThat(scene.doing()).isEqualTo(state);
    phone.hangUp();
    assertThat(phone.over().toCompletableFuture()).isCompleted();
    phone.pass(1000);
    assertThat(scene.story()).endsWith("LineLost");
    assertThat(scene.last(LineLost.class).cause()).isEqualTo(LineLoss.PEER_CLOSED);
    assertThat(scene.doing()).isEqualTo(state);
    phone.pass(100_000);
    assertThat(scene.story()).endsWith("LineLost");
    assertThat(scene.door().refused()).isEmpty();
  }
}
