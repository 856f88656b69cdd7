package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.ConfirmTransfer;
import talkspurt.call.CallRequest.FailTransfer;
import talkspurt.call.EndReason;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakeBot;
import talkspurt.fake.FakePhone;
import talkspurt.fake.FakeTranscriber.Mood;
import talkspurt.fake.LogTrap;
import talkspurt.telemetry.Traces;

/** What the log tells of whole calls: one line of the start, one of the end, and what went wrong. */
class CallLogLinesTest {

  private static final String ID = CallScene.CALL.toString();
  private static final String SOUNDING =
      "call started: profile receptionist, line line at 8000 Hz, announced";
  private static final String MUTE =
      "call started: profile receptionist, line line without sound yet, announced";

  private final LogTrap log = new LogTrap();
  private final CallScene scene = new CallScene();

  @BeforeEach
  void endsAreToldAsByTheEntity() {
    CallEnding ending = new CallEnding(ID, Traces.off());
    scene.door().onlooker(ending::tell);
    scene.responder().to("hours", "From nine.");
  }

  @AfterEach
  void close() {
    scene.close();
    log.close();
  }

  @Test
  void aGoodCallHasItsTwoLinesAndNoWarning() {
    FakePhone phone = greeted();
    phone.caller().says("hours", 800);
    phone.passUntilHears("From nine.");
    phone.passUntilQuiet();
    hangUp(phone);
    assertTold(SOUNDING, "caller-hung-up", "1 turn, 0 failures, 0 barge-ins");
  }

  @Test
  void aCallThatComesToItsEndIsCompleted() {
    scene.responder().to("bye", "Goodbye.").thenTool("bye", "end_call", Map.of());
    FakePhone phone = greeted();
    phone.caller().says("bye", 800);
    phone.passUntil("hung up", phone::hungUp);
    phone.hangUp();
    phone.pass(1000);
    assertTold(SOUNDING, "completed", "1 turn, 0 failures, 0 barge-ins");
  }

  @Test
  void aCallThatIsHandedOnIsTransferredOnceItArrived() {
    transferring();
    assertThat(log.beginning("call ended")).isEmpty();
    scene.door().ask(CallScene.CALL, new ConfirmTransfer());
    scene.door().ask(CallScene.CALL, new CallRequest.End(EndReason.TRANSFERRED));
    assertTold(SOUNDING, "transferred", "1 turn, 0 failures, 0 barge-ins");
  }

  @Test
  void aCallThatComesBackFromItsTransferHasNoSecondStart() {
    transferring();
    scene.door().ask(CallScene.CALL, new FailTransfer("busy"));
    FakePhone again = scene.dial();
    again.passUntilQuiet();
    hangUp(again);
    assertThat(scene.story()).contains("TransferFailed");
    assertTold(SOUNDING, "caller-hung-up", "2 lines");
  }

  @Test
  void anAgentThatFailsIsWarnedOfOnce() {
    scene.responder().thenFails("bad");
    FakePhone phone = greeted();
    phone.caller().says("bad", 800);
    phone.passUntilHears(CallScene.APOLOGY);
    phone.passUntilQuiet();
    hangUp(phone);
    assertTold(
        SOUNDING, "caller-hung-up", "1 turn, 1 failure, 0 barge-ins", "agent failed in turn 1: ");
  }

  @Test
  void aVoiceThatFailsIsWarnedOfOnce() {
    scene.synthesizer().cannotSay("From nine.");
    FakePhone phone = greeted();
    phone.caller().says("hours", 800);
    phone.passUntil("answered", () -> scene.story().contains("ReplyPlayed"));
    phone.passUntilQuiet();
    hangUp(phone);
    assertTold(
        SOUNDING,
        "caller-hung-up",
        "1 turn, 1 failure, 0 barge-ins",
        "voice failed in turn 1: fake: rejected-request, cannot be said");
  }

  @Test
  void aTranscriberThatFailsIsWarnedOfOnce() {
    scene.transcriber().partials(false);
    scene.transcriber().mood(Mood.FAILS_EACH);
    FakePhone phone = greeted();
    phone.caller().says("hours", 800);
    phone.passUntilHears("Sorry?");
    phone.passUntilQuiet();
    hangUp(phone);
    assertTold(
        SOUNDING,
        "caller-hung-up",
        "1 turn, 1 failure, 0 barge-ins",
        "transcriber failed in turn 1: ");
  }

  @Test
  void aBotThatFailsIsWarnedOfOnceAndEndsTheCall() {
    FakeBot bot = scene.apologizes().bot();
    FakePhone phone = scene.announce().dial();
    phone.pass(200);
    bot.fails();
    phone.passUntil("hung up", phone::hungUp);
    phone.hangUp();
    phone.pass(1000);
    assertTold(SOUNDING, "bot-failed", "0 turns, 1 failure, 0 barge-ins", "bot failed in turn 0: ");
  }

  @Test
  void aLineThatBringsNoSoundIsStartedWithoutAndWarnedOf() {
    FakePhone phone = scene.announce().dial();
    phone.mute(true);
    phone.pass(6000);
    phone.mute(false);
    phone.pass(1000);
    hangUp(phone);
    assertTold(MUTE, "caller-hung-up", "0 failures", "line fault no-inbound-frames: ");
  }

  @Test
  void aLineThatIsGoneBeforeItsFirstSoundIsStartedAllTheSame() {
    hangUp(scene.announce().dial());
    assertTold(MUTE, "caller-hung-up", "0 turns, 0 failures, 0 barge-ins");
  }

  @Test
  void aCallThatNoLineCarriesHasItsTwoLines() {
    scene.announce();
    scene.door().ask(CallScene.CALL, new CallRequest.End(EndReason.NO_AUDIO));
    assertTold(
        "call started: profile receptionist, no line came, announced",
        "no-audio",
        "0 turns, 0 failures, 0 barge-ins");
  }

  @Test
  void aLineAfterTheEndIsWarnedOfAndStartsNothing() {
    scene.announce();
    scene.door().ask(CallScene.CALL, new CallRequest.End(EndReason.NO_AUDIO));
    FakePhone late = scene.dial();
    late.pass(1000);
    late.hangUp();
    assertTold(
        "call started: profile receptionist, no line came, announced",
        "no-audio",
        "0 turns",
        "line released: the call is over");
  }

  @Test
  void aStrangerWhoIsRefusedIsWarnedOfWithTheId() {
    FakePhone phone = scene.takeUnannounced(false).dial();
    phone.pass(5000);
    phone.hangUp();
    assertThat(log.of(ID, Level.WARN)).singleElement().asString().startsWith("line released: ");
    assertThat(log.beginning("call ")).isEmpty();
  }

  @Test
  void aStrangerWhoIsTakenIsToldAsOne() {
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    hangUp(phone);
    assertTold(
        "call started: profile receptionist, line line at 8000 Hz, not announced",
        "caller-hung-up",
        "0 failures",
        "no call start announced call " + ID);
  }

  private FakePhone greeted() {
    FakePhone phone = scene.announce().dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    return phone;
  }

  private FakePhone transferring() {
    scene
        .responder()
        .to("sales", "I connect you.")
        .thenTool("sales", "transfer_call", Map.of("destination", "sales,100,1"));
    FakePhone phone = greeted();
    phone.caller().says("sales", 800);
    phone.passUntil("hung up", phone::hungUp);
    phone.hangUp();
    phone.pass(200);
    return phone;
  }

  /** What the entity's timer does once nobody has come again. */
  private void hangUp(FakePhone phone) {
    phone.hangUp();
    phone.pass(1000);
    scene.door().ask(CallScene.CALL, new CallRequest.End(EndReason.CALLER_HUNG_UP));
  }

  /** Exactly one start, one end, and these warnings, all with the call's id. */
  private void assertTold(String start, String reason, String figures, String... warnings) {
    assertThat(log.beginning("call started")).containsExactly(start);
    assertThat(log.beginning("call ended"))
        .singleElement()
        .asString()
        .startsWith("call ended: " + reason + " after ")
        .contains(figures);
    List<String> lines = log.of(ID, Level.INFO);
    assertThat(lines).contains(start).containsAll(log.beginning("call ended"));
    assertThat(lines.indexOf(start))
        .isLessThan(lines.indexOf(log.beginning("call ended").get(0)));
    List<String> warned = log.of(ID, Level.WARN);
    assertThat(warned).hasSize(warnings.length);
    for (int n = 0; n < warnings.length; n++) {
      assertThat(warned.get(n)).startsWith(warnings[n]);
    }
  }
}
