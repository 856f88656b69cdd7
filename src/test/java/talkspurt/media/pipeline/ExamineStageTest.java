package talkspurt.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.call.LineFault;
import talkspurt.fake.CountedWorld;
import talkspurt.fake.LineExamination;
import talkspurt.fake.Sounds;
import talkspurt.line.HostLostException;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.media.playout.FingerprintTable;

class ExamineStageTest {

  private static final LineCommand SILENCE = new LineCommand.Play(AudioFrame.silence(8000));

  private final CountedWorld world = new CountedWorld();
  private final List<LineFinding> findings = new ArrayList<>();
  private TestPublisher.Probe<LineEvent> asterisk;
  private TestSubscriber.Probe<LineCommand> toAsterisk;
  private TestSubscriber.Probe<LineEvent> events;
  private TestPublisher.Probe<LineCommand> commands;

  @BeforeEach
  void connect() {
    ExamineStage stage = new ExamineStage(
        new LineDoctor(LineExamination.SETTINGS, new FingerprintTable().line()),
        world.clock(),
        findings::add);
    var conversation = Flow.fromSinkAndSourceMat(
        TestSink.<LineEvent>create(world.system()),
        TestSource.<LineCommand>create(world.system()),
        Keep.both());
    var ends = world.run(TestSource.<LineEvent>create(world.system())
        .viaMat(BidiFlow.fromGraph(stage).join(conversation, Keep.right()), Keep.both())
        .toMat(TestSink.create(world.system()), Keep.both()));
    asterisk = ends.first().first();
    events = ends.first().second().first();
    commands = ends.first().second().second();
    toAsterisk = ends.second();
    events.request(10_000);
    world.settle();
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void allThatPassesPassesAsItIs() {
    toAsterisk.request(10);
    LineEvent announced = new LineEvent.Announced(new UUID(1, 2));
    LineEvent key = new LineEvent.KeyPressed('1');
    asterisk.sendNext(announced).sendNext(key).sendNext(new LineEvent.Waiting(40));
    commands.sendNext(SILENCE).sendNext(new LineCommand.Flush());
    world.settle();
    events.expectNext(announced, key, new LineEvent.Waiting(40));
    toAsterisk.expectNext(SILENCE, new LineCommand.Flush());
    assertThat(findings).isEmpty();
  }

  @Test
  void demandGoesThroughAndNothingIsHeldBack() {
    toAsterisk.ensureSubscription();
    world.settle();
    assertThat(commands.expectRequest()).isPositive();
    toAsterisk.request(1);
    commands.sendNext(SILENCE);
    world.settle();
    toAsterisk.expectNext(SILENCE);
  }

  @Test
  void eachWayEndsForItself() {
    toAsterisk.request(10);
    commands.sendNext(new LineCommand.HangUp()).sendComplete();
    world.settle();
    toAsterisk.expectNext(new LineCommand.HangUp()).expectComplete();
    LineEvent key = new LineEvent.KeyPressed('1');
    asterisk.sendNext(key);
    world.settle();
    events.expectNext(key);
    asterisk.sendComplete();
    world.settle();
    events.expectComplete();
  }

  @Test
  void aFailureIsHandedOn() {
    toAsterisk.request(10);
    IllegalStateException failure = new IllegalStateException("a fault of ours");
    commands.sendError(failure);
    world.settle();
    toAsterisk.expectError(failure);
  }

  @Test
  void whoeverStopsListeningIsTakenAtHisWord() {
    events.cancel();
    toAsterisk.cancel();
    world.settle();
    asterisk.expectCancellation();
    commands.expectCancellation();
  }

  @Test
  void aPeerThatTakesNothingIsNoticedByTheClock() {
    toAsterisk.request(1);
    asterisk.sendNext(new LineEvent.Announced(new UUID(1, 2)));
    commands.sendNext(SILENCE);
    for (int n = 0; n < 100; n++) {
      asterisk.sendNext(new LineEvent.Heard(Sounds.white(8000, 20, -30, n)));
      world.pass(20);
    }
    assertThat(findings).extracting(LineFinding::fault).containsExactly(LineFault.PEER_NOT_READING);
    toAsterisk.request(1);
    world.pass(200);
    assertThat(findings).last().isEqualTo(LineFinding.over(LineFault.PEER_NOT_READING));
  }

  @Test
  void aPeerThatNeitherSendsNorTakesIsGivenUp() {
    toAsterisk.request(1);
    asterisk.sendNext(new LineEvent.Announced(new UUID(1, 2)));
    asterisk.sendNext(new LineEvent.Heard(Sounds.white(8000, 20, -30, 1)));
    commands.sendNext(SILENCE);
    world.pass(9_500);
    events.expectNextN(2);
    asterisk.sendNext(new LineEvent.Heard(Sounds.white(8000, 20, -30, 2)));
    world.pass(9_900);
    events.expectNextN(1);
    events.expectNoMessage(Duration.ZERO);
    world.pass(200);
    assertThat(events.expectError()).isInstanceOf(HostLostException.class);
    toAsterisk.expectNext(SILENCE);
    assertThat(toAsterisk.expectError()).hasMessageStartingWith("nothing came for 10");
    assertThat(LineEnd.How.of(new HostLostException(""))).isEqualTo(LineEnd.How.HOST_LOST);
  }

  @Test
  void aPeerThatTakesWhatIsSentMayKeepSilent() {
    toAsterisk.request(10_000);
    asterisk.sendNext(new LineEvent.Announced(new UUID(1, 2)));
    world.pass(30_000);
    events.expectNextN(1);
    events.expectNoMessage(Duration.ZERO);
  }

  @Test
  void aLineThatIsBeingHungUpHasNoFault() {
    toAsterisk.request(1);
    asterisk.sendNext(new LineEvent.Announced(new UUID(1, 2)));
    world.settle();
    long timers = world.timers();
    commands.sendNext(new LineCommand.HangUp()).sendComplete();
    world.pass(60_000);
    assertThat(findings).isEmpty();
    assertThat(world.timers()).as("nothing is looked at any more").isEqualTo(timers - 1);
  }
}
