package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.AT;
import static talkspurt.call.CallSamples.PLAN;
import static talkspurt.call.CallSamples.words;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.LineLost;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.CallSamples;
import talkspurt.call.EndReason;
import talkspurt.call.Instruction;
import talkspurt.call.LineLoss;
import talkspurt.call.Refusal;
import talkspurt.call.TurnInput;
import talkspurt.control.CallCommand.Alarm;
import talkspurt.control.CallCommand.Ask;
import talkspurt.control.CallReply.Done;
import talkspurt.control.CallReply.Refused;

/** What a call does beside its journal: live halves, time, going and coming back. */
class CallEntityLifeTest {

  private static ActorTestKit system;
  private Bench bench;

  @BeforeAll
  static void start() {
    system = Bench.system();
  }

  @AfterAll
  static void stop() {
    system.shutdownTestKit();
  }

  @BeforeEach
  void prepare() {
    bench = Bench.with(system);
  }

  // ---- the live half

  @Test
  void tellsTheLiveHalfEachNewInstruction() {
    ActorRef<CallCommand> call = registered();
    TestProbe<Instruction> live = bench.live();
    bench.attach(call, "A", live);
    live.expectMessageClass(Instruction.Greet.class);
    bench.report(call, "A", new Fact.SpeechPlayed(0, words("Hello.")));
    live.expectMessageClass(Instruction.Listen.class);
    bench.report(call, "A", new Fact.TurnTaken(1, new TurnInput.Words(words("hi"))));
    live.expectMessageClass(Instruction.Answer.class);
    bench.report(call, "A", new Fact.Interrupted(1, 300));
    live.expectMessageClass(Instruction.Judge.class);
    bench.report(call, "A", new Fact.Resumed(1));
    live.expectMessageClass(Instruction.Answer.class);
    bench.ask(call, new CallRequest.End(EndReason.HUNG_UP_BY_REQUEST));
    live.expectMessage(new Instruction.HangUp(EndReason.HUNG_UP_BY_REQUEST));
  }

  @Test
  void doesNotInstructAgainForWhatWasHeardOfTheSameSpeech() {
    ActorRef<CallCommand> call = registered();
    TestProbe<Instruction> live = bench.live();
    bench.attach(call, "A", live);
    live.expectMessageClass(Instruction.Greet.class);
    bench.report(call, "A", new Fact.SegmentPlayed(0, words("Hello.")));
    bench.report(call, "A", new Fact.SegmentPlayed(0, words("How are you?")));
    live.expectNoMessage();
  }

  @Test
  void theAnswerToALineHoldsItsFirstInstruction() {
    ActorRef<CallCommand> call = registered();
    Done done = (Done) bench.attach(call, "A", bench.live());
    assertThat(done.call().instruction()).isInstanceOf(Instruction.Greet.class);
  }

  @Test
  void aLineThatIsAttachedAgainIsInstructedOnItsNewLiveHalf() {
    ActorRef<CallCommand> call = registered();
    TestProbe<Instruction> first = bench.live();
    TestProbe<Instruction> second = bench.live();
    bench.attach(call, "A", first);
    first.expectMessageClass(Instruction.Greet.class);
    bench.attach(call, "A", second);
    second.expectMessageClass(Instruction.Greet.class);
    first.expectMessage(new Instruction.LetGo());
    bench.report(call, "A", new Fact.SpeechPlayed(0, words("Hello.")));
    second.expectMessageClass(Instruction.Listen.class);
    first.expectNoMessage();
    assertThat(bench.events()).hasSize(3);
  }

  @Test
  void toAttachTheSameLiveHalfOverAndOverChangesNothing() {
    ActorRef<CallCommand> call = registered();
    TestProbe<Instruction> live = bench.live();
    for (int time = 0; time < 5; time++) {
      assertThat(bench.attach(call, "A", live)).isInstanceOf(Done.class);
    }
    live.expectMessageClass(Instruction.Greet.class);
    live.expectNoMessage();
    assertThat(bench.events()).hasSize(2);
  }

  @Test
  void aLineThatProvesThatItIsHeardKeepsTheCall() {
    ActorRef<CallCommand> call = registered();
    TestProbe<Instruction> heard = bench.live();
    TestProbe<Instruction> other = bench.live();
    bench.attach(call, "A", heard);
    heard.expectMessageClass(Instruction.Greet.class);
    for (int time = 0; time < 3; time++) {
      TestProbe<CallReply> asker = claim(call, "B", other);
      heard.expectMessage(new Instruction.Prove());
      asker.expectNoMessage();
      bench.ask(call, new CallRequest.ProveLine("A", 4999));
      asker.expectMessage(new Refused(Refusal.LINE_IN_USE));
    }
    bench.after(Duration.ofSeconds(5));
    heard.expectNoMessage();
    other.expectNoMessage();
    assertThat(bench.events()).hasSize(2);
  }

  @Test
  void aLineThatIsSilentIsReplacedAtOnce() {
    ActorRef<CallCommand> call = registered();
    TestProbe<Instruction> silent = bench.live();
    TestProbe<Instruction> other = bench.live();
    bench.attach(call, "A", silent);
    TestProbe<CallReply> asker = claim(call, "B", other);
    bench.ask(call, new CallRequest.ProveLine("A", 5000));
    asker.expectMessageClass(Done.class);
    other.expectMessageClass(Instruction.Greet.class);
    assertThat(bench.events()).contains(new LineLost(AT, "A", LineLoss.REPLACED));
  }

  @Test
  void onlyTheLineThatCarriesTheCallCanProveAnything() {
    ActorRef<CallCommand> call = registered();
    bench.attach(call, "A", bench.live());
    TestProbe<CallReply> asker = claim(call, "B", bench.live());
    assertThat(bench.ask(call, new CallRequest.ProveLine("B", 0)))
        .isEqualTo(new Refused(Refusal.NOT_YOUR_LINE));
    asker.expectNoMessage();
    bench.after(LineContest.PROVED_WITHIN);
    asker.expectMessageClass(Done.class);
  }

  @Test
  void aLineThatIsLostWhileAnotherWaitsIsNotWaitedFor() {
    ActorRef<CallCommand> call = registered();
    bench.attach(call, "A", bench.live());
    TestProbe<CallReply> asker = claim(call, "B", bench.live());
    bench.ask(call, new CallRequest.LoseLine("A", LineLoss.HANDED_OVER));
    asker.expectMessageClass(Done.class);
    assertThat(bench.events()).hasSize(4).doesNotContain(new LineLost(AT, "A", LineLoss.REPLACED));
  }

  @Test
  void ofSeveralLinesThatWaitOneTakesOverAndIsAskedForProofItself() {
    ActorRef<CallCommand> call = registered();
    bench.attach(call, "A", bench.live());
    TestProbe<Instruction> second = bench.live();
    TestProbe<CallReply> secondAsker = claim(call, "B", second);
    TestProbe<CallReply> thirdAsker = claim(call, "C", bench.live());
    bench.after(LineContest.PROVED_WITHIN);
    secondAsker.expectMessageClass(Done.class);
    second.expectMessageClass(Instruction.Greet.class);
    second.expectMessage(new Instruction.Prove());
    bench.ask(call, new CallRequest.ProveLine("B", 0));
    thirdAsker.expectMessage(new Refused(Refusal.LINE_IN_USE));
  }

  private TestProbe<CallReply> claim(
      ActorRef<CallCommand> call, String line, TestProbe<Instruction> live) {
    TestProbe<CallReply> asker = bench.kit.createTestProbe(CallReply.class);
    call.tell(new CallCommand.Attach(line, Optional.empty(), live.ref(), false, asker.ref()));
    return asker;
  }

  /** Its node is dead or cut off. */
  @Test
  void aLineThatProvesNothingIsReplacedAndLetsGo() {
    ActorRef<CallCommand> call = registered();
    TestProbe<Instruction> old = bench.live();
    TestProbe<Instruction> live = bench.live();
    bench.attach(call, "A", old);
    old.expectMessageClass(Instruction.Greet.class);
    TestProbe<CallReply> asker = claim(call, "B", live);
    old.expectMessage(new Instruction.Prove());
    bench.after(LineContest.PROVED_WITHIN);
    asker.expectMessageClass(Done.class);
    old.expectMessage(new Instruction.LetGo());
    live.expectMessageClass(Instruction.Greet.class);
    assertThat(bench.report(call, "A", new Fact.SpeechPlayed(0, words("Hello."))))
        .isEqualTo(new Refused(Refusal.NOT_YOUR_LINE));
    old.stop();
    bench.report(call, "B", new Fact.SpeechPlayed(0, words("Hello.")));
    live.expectMessageClass(Instruction.Listen.class);
    assertThat(bench.events())
        .contains(new LineLost(AT, "A", LineLoss.REPLACED), new LineAttached(AT, "B"));
  }

  @Test
  void aLiveHalfThatDiesWithoutAWordIsALostLine() {
    ActorRef<CallCommand> call = registered();
    TestProbe<Instruction> live = bench.live();
    bench.attach(call, "A", live);
    live.stop();
    assertThat(bench.events(3)).endsWith(new LineLost(AT, "A", LineLoss.NODE_LOST));
  }

  @Test
  void aLiveHalfThatHasLostItsLineMayDie() {
    ActorRef<CallCommand> call = registered();
    TestProbe<Instruction> live = bench.live();
    bench.attach(call, "A", live);
    bench.ask(call, new CallRequest.LoseLine("A", LineLoss.PEER_CLOSED));
    live.stop();
    bench.ask(call, new CallRequest.LoseLine("A", LineLoss.FAILED));
    assertThat(bench.events()).hasSize(3).endsWith(new LineLost(AT, "A", LineLoss.PEER_CLOSED));
  }

  @Test
  void aStrangerIsRegisteredAndGreeted() {
    ActorRef<CallCommand> call = bench.spawn();
    TestProbe<Instruction> live = bench.live();
    assertThat(bench.attachStranger(call, "A", live)).isInstanceOf(Done.class);
    live.expectMessageClass(Instruction.Greet.class);
    bench.ask(call, new CallRequest.Register(PLAN));
    assertThat(((Instruction.Greet) live.receiveMessage()).plan()).isEqualTo(PLAN);
  }

  // ---- time

  @Test
  void anAnnouncedCallWithoutAudioEnds() {
    registered();
    bench.after(Duration.ofSeconds(59));
    assertThat(bench.events()).hasSize(1);
    bench.after(Duration.ofSeconds(1));
    assertThat(bench.events(2)).endsWith(new CallEnded(AT, EndReason.NO_AUDIO));
  }

  @Test
  void aCallerWhoHangsUpHasAShortWhileToComeBack() {
    ActorRef<CallCommand> call = attached();
    bench.ask(call, new CallRequest.LoseLine("A", LineLoss.PEER_CLOSED));
    bench.after(Duration.ofSeconds(2));
    assertThat(bench.events()).hasSize(3);
    bench.after(Duration.ofSeconds(1));
    assertThat(bench.events(4)).endsWith(new CallEnded(AT, EndReason.CALLER_HUNG_UP));
  }

  @Test
  void aLineThatComesBackInTimeStopsTheClock() {
    ActorRef<CallCommand> call = attached();
    bench.ask(call, new CallRequest.LoseLine("A", LineLoss.FAILED));
    bench.after(Duration.ofSeconds(19));
    bench.attach(call, "B", bench.live());
    bench.after(Duration.ofMinutes(5));
    bench.ask(call, new CallRequest.LoseLine("B", LineLoss.FAILED));
    bench.after(Duration.ofSeconds(19));
    assertThat(bench.events()).hasSize(5);
    bench.after(Duration.ofSeconds(1));
    assertThat(bench.events(6)).endsWith(new CallEnded(AT, EndReason.LINE_LOST));
  }

  @Test
  void aTransferWithoutAReportIsUnconfirmed() {
    bench.history(CallSamples.moved());
    bench.spawn();
    bench.asker.awaitAssert(() -> {
      bench.after(Duration.ofSeconds(45));
      assertThat(bench.events()).endsWith(new CallEnded(AT, EndReason.TRANSFER_UNCONFIRMED));
      return null;
    });
  }

  @Test
  void aTransferOfACallerWhoArrivedIsOne() {
    bench.history(CallSamples.arrived());
    bench.spawn();
    bench.asker.awaitAssert(() -> {
      bench.after(Duration.ofSeconds(45));
      assertThat(bench.events()).endsWith(new CallEnded(AT, EndReason.TRANSFERRED));
      return null;
    });
  }

  @Test
  void anAlarmThatComesTooLateDoesNothing() {
    ActorRef<CallCommand> call = attached();
    call.tell(Alarm.EXPIRED);
    call.tell(Alarm.IDLE);
    bench.report(call, "A", new Fact.SpeechPlayed(0, words("Hello.")));
    assertThat(bench.events()).hasSize(3);
    bench.shard.expectNoMessage();
  }

  // ---- going and coming back

  @Test
  void aCallOfWhichNothingIsKnownLeavesAsSoonAsItHasAnswered() {
    ActorRef<CallCommand> call = bench.spawn();
    assertThat(bench.ask(call, new CallRequest.End(EndReason.COMPLETED)))
        .isEqualTo(new Refused(Refusal.UNKNOWN_CALL));
    bench.expectLeave(call);
    call.tell(Alarm.STOP);
    bench.asker.expectTerminated(call);
    assertThat(bench.events()).isEmpty();
  }

  @Test
  void whatComesToACallThatIsLeavingGoesThroughTheDoorAgain() {
    ActorRef<CallCommand> call = bench.spawn();
    bench.ask(call, new CallRequest.End(EndReason.COMPLETED));
    bench.expectLeave(call);
    Ask late = new Ask(new CallRequest.Register(PLAN), bench.asker.ref());
    call.tell(late);
    bench.door.expectMessage(late);
    bench.asker.expectNoMessage();
    assertThat(bench.events()).isEmpty();
  }

  @Test
  void aCallThatIsOverStaysForAWhileAndLeaves() {
    ActorRef<CallCommand> call = attached();
    bench.ask(call, new CallRequest.End(EndReason.COMPLETED));
    bench.after(Duration.ofSeconds(29));
    assertThat(bench.ask(call, new CallRequest.End(EndReason.COMPLETED))).isInstanceOf(Done.class);
    bench.after(Duration.ofSeconds(29));
    bench.shard.expectNoMessage();
    bench.after(Duration.ofSeconds(1));
    bench.expectLeave(call);
    call.tell(Alarm.STOP);
    bench.asker.expectTerminated(call);
  }

  @Test
  void aCallWhoseJournalMakesNoSenseEndsAndIsNotBroughtBackForEver() {
    bench.history(CallSamples.and(
        CallSamples.registered(), new CallEvent.GreetingPlayed(AT, words("Hello."))));
    ActorRef<CallCommand> call = bench.spawn();
    assertThat(bench.events(3)).endsWith(new CallEnded(AT, EndReason.LINE_LOST));
    assertThat(bench.attach(call, "A", bench.live())).isEqualTo(new Refused(Refusal.CALL_ENDED));
  }

  @Test
  void whoAsksWhileSuchACallEndsIsAnsweredAfterIt() {
    bench.history(CallSamples.and(
        CallSamples.registered(), new CallEvent.GreetingPlayed(AT, words("Hello."))));
    bench.mayWrite = false;
    ActorRef<CallCommand> call = bench.spawn();
    call.tell(new Ask(new CallRequest.Register(PLAN), bench.asker.ref()));
    bench.asker.expectNoMessage();
    assertThat(bench.events()).hasSize(2);
    bench.mayWrite = true;
    bench.asker.awaitAssert(() -> {
      bench.after(Duration.ofMillis(300));
      assertThat(bench.events()).hasSize(3);
      return null;
    });
    bench.after(Duration.ofMillis(300));
    assertThat(bench.asker.receiveMessage()).isInstanceOf(Done.class);
    assertThat(bench.events()).hasSize(3);
  }

  @Test
  void whatCannotHappenAfterTheEndChangesNothing() {
    List<CallEvent> over =
        CallSamples.and(CallSamples.registered(), new CallEnded(AT, EndReason.NO_AUDIO));
    bench.history(CallSamples.and(over, new CallEnded(AT, EndReason.COMPLETED)));
    assertThat(bench.attach(bench.spawn(), "A", bench.live()))
        .isEqualTo(new Refused(Refusal.CALL_ENDED));
    assertThat(bench.events()).hasSize(3);
  }

  @Test
  void aCallWhoseFirstEventIsMissingIsNotBegunAnewAndLeaves() {
    bench.history(List.of(new LineAttached(AT, "A")));
    ActorRef<CallCommand> call = bench.spawn();
    assertThat(bench.ask(call, new CallRequest.Register(PLAN)))
        .isEqualTo(new Refused(Refusal.UNKNOWN_CALL));
    assertThat(bench.attachStranger(call, "A", bench.live()))
        .isEqualTo(new Refused(Refusal.UNKNOWN_CALL));
    assertThat(bench.events()).hasSize(1);
    bench.after(Bench.SETTINGS.passivateAfter());
    bench.expectLeave(call);
  }

  @Test
  void aCallThatIsOverLeavesAlsoWhenItWasBroughtBack() {
    bench.history(CallSamples.and(CallSamples.registered(), new CallEnded(AT, EndReason.NO_AUDIO)));
    ActorRef<CallCommand> call = bench.spawn();
    bench.ask(call, new CallRequest.End(EndReason.COMPLETED));
    bench.after(Duration.ofSeconds(30));
    bench.expectLeave(call);
  }

  @Test
  void aLiveCallStaysHoweverLongNobodyAsks() {
    attached();
    bench.after(Duration.ofHours(2));
    bench.shard.expectNoMessage();
    assertThat(bench.events()).hasSize(2);
  }

  @Test
  void aLineIsLostWithTheNodeThatKnewItsLiveHalf() {
    bench.history(CallSamples.speaking());
    ActorRef<CallCommand> call = bench.spawn();
    int before = CallSamples.speaking().size();
    assertThat(bench.events(before + 1)).endsWith(new LineLost(AT, "A", LineLoss.NODE_LOST));
    bench.ask(call, new CallRequest.LoseLine("A", LineLoss.FAILED));
    bench.after(Duration.ofSeconds(20));
    assertThat(bench.events(before + 2)).endsWith(new CallEnded(AT, EndReason.LINE_LOST));
  }

  @Test
  void aLineThatIsAttachedWhileTheCallIsBroughtBackIsNotLost() {
    bench.history(CallSamples.speaking());
    ActorRef<CallCommand> call = bench.spawn();
    TestProbe<Instruction> live = bench.live();
    assertThat(bench.attach(call, "A", live)).isInstanceOf(Done.class);
    live.expectMessageClass(Instruction.Answer.class);
    Done done = (Done) bench.report(call, "A", new Fact.SpeechPlayed(1, words("One moment.")));
    assertThat(done.call().state()).isEqualTo("Listening");
  }

  @Test
  void theLiveHalfOfACallThatMovesIsAskedToAttachItsLineAgain() {
    ActorRef<CallCommand> call = registered();
    TestProbe<Instruction> live = bench.live();
    bench.attach(call, "A", live);
    live.expectMessageClass(Instruction.Greet.class);
    call.tell(Alarm.STOP);
    live.expectMessage(new Instruction.Await());
    bench.asker.expectTerminated(call);
    ActorRef<CallCommand> moved = bench.spawn();
    bench.attach(moved, "A", live);
    live.expectMessageClass(Instruction.Greet.class);
  }

  @Test
  void aDatabaseFaultLosesNoLine() {
    ActorRef<CallCommand> call = registered();
    TestProbe<Instruction> live = bench.live();
    bench.attach(call, "A", live);
    live.expectMessageClass(Instruction.Greet.class);
    bench.journal.failNextPersisted(bench.id());
    CallRequest played = new CallRequest.Report("A", new Fact.SpeechPlayed(0, words("Hello.")));
    call.tell(new Ask(played, bench.asker.ref()));
    bench.asker.expectNoMessage();
    call.tell(new Ask(played, bench.asker.ref()));
    bench.asker.expectNoMessage();
    bench.after(Duration.ofSeconds(1));
    assertThat(bench.asker.receiveMessage()).isInstanceOf(Done.class);
    live.expectMessageClass(Instruction.Listen.class);
    live.stop();
    assertThat(bench.events(4)).endsWith(new LineLost(AT, "A", LineLoss.NODE_LOST));
  }

  @Test
  void nothingIsWrittenWhileAnotherNodeMayWrite() {
    ActorRef<CallCommand> call = registered();
    bench.mayWrite = false;
    call.tell(new CallCommand.Attach(
        "A", Optional.empty(), bench.live().ref(), false, bench.asker.ref()));
    bench.after(Duration.ofSeconds(50));
    bench.asker.expectNoMessage();
    assertThat(bench.events()).hasSize(1);
    bench.mayWrite = true;
    bench.after(Duration.ofMillis(300));
    bench.asker.expectMessageClass(CallReply.Done.class);
  }

  @Test
  void aLineThatKeepsItsCallCostsNoRow() {
    ActorRef<CallCommand> call = registered();
    TestProbe<Instruction> live = bench.live();
    bench.attach(call, "A", live);
    int rows = bench.events().size();
    assertThat(bench.keep(call, "A", live)).isInstanceOf(CallReply.Done.class);
    assertThat(bench.events()).hasSize(rows);
  }

  @Test
  void aLineThatWasTakenForDeadComesBack() {
    ActorRef<CallCommand> call = registered();
    TestProbe<Instruction> live = bench.live();
    bench.attach(call, "A", live);
    bench.ask(call, new CallRequest.LoseLine("A", LineLoss.NODE_LOST));
    assertThat(bench.keep(call, "A", live)).isInstanceOf(CallReply.Done.class);
    bench.after(Duration.ofSeconds(60));
    assertThat(bench.events()).last().isEqualTo(new CallEvent.LineAttached(AT, "A"));
  }

  @Test
  void aLineThatWasReplacedCannotTakeItsCallBack() {
    ActorRef<CallCommand> call = registered();
    TestProbe<Instruction> old = bench.live();
    bench.attach(call, "A", old);
    TestProbe<CallReply> asker = claim(call, "B", bench.live());
    bench.after(LineContest.PROVED_WITHIN);
    asker.expectMessageClass(Done.class);
    assertThat(bench.keep(call, "A", old)).isEqualTo(new CallReply.Refused(Refusal.NOT_YOUR_LINE));
  }

  @Test
  void timeGoesOnAfterADatabaseFault() {
    ActorRef<CallCommand> call = registered();
    bench.journal.failNextPersisted(bench.id());
    call.tell(new CallCommand.Attach(
        "A", Optional.empty(), bench.live().ref(), false, bench.asker.ref()));
    bench.asker.expectNoMessage();
    bench.after(Duration.ofSeconds(1));
    bench.ask(call, new CallRequest.Register(PLAN));
    bench.after(Duration.ofSeconds(60));
    assertThat(bench.events(2)).endsWith(new CallEnded(AT, EndReason.NO_AUDIO));
  }

  private ActorRef<CallCommand> registered() {
    ActorRef<CallCommand> call = bench.spawn();
    bench.ask(call, new CallRequest.Register(PLAN));
    return call;
  }

  private ActorRef<CallCommand> attached() {
    ActorRef<CallCommand> call = registered();
    bench.attach(call, "A", bench.live());
    return call;
  }
}
