package talkspurt.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import akka.japi.Pair;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.CountedWorld;
import talkspurt.fake.FakeEar;
import talkspurt.fake.Sounds;
import talkspurt.fake.UntoldNews;
import talkspurt.media.playout.EchoReference;
import talkspurt.media.settings.HearingSettings;
import talkspurt.telemetry.Metrics;

/** FrameCut and Hearing, one after the other. */
class HearingStagesTest {

  private final CountedWorld world = new CountedWorld();
  private final EchoReference voice = new EchoReference();
  private final Metrics metrics = new Metrics();
  private final FakeEar ear = new FakeEar();
  private final List<HeardFrame> heard = new ArrayList<>();
  private TestPublisher.Probe<AudioFrame> line;
  private TestSubscriber.Probe<HeardFrame> turn;

  @BeforeEach
  void connect() {
    Pair<TestPublisher.Probe<AudioFrame>, TestSubscriber.Probe<HeardFrame>> ends =
        world.run(TestSource.<AudioFrame>create(world.system())
            .via(new ReframeStage(voice, world.clock(), metrics.lines(), new UntoldNews()))
            .via(new HearingStage(
                new HearingSettings(rateHz -> ear, true),
                voice,
                new HearingTally(),
                metrics.lines(),
                new UntoldNews()))
            .alsoTo(Sink.foreach(heard::add))
            .toMat(TestSink.create(world.system()), Keep.both()));
    line = ends.first();
    turn = ends.second();
    world.settle();
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void soundComesOutInFramesWithWhatIsKnownOfThem() {
    turn.request(100);
    world.pass(20);
    voice.floor(true);
    line.sendNext(sound(8000, 20));
    world.settle();
    HeardFrame loud = turn.expectNext();
    assertThat(loud.speech()).isEqualTo(1);
    assertThat(loud.botHasFloor()).isTrue();
    voice.floor(false);
    world.pass(20);
    line.sendNext(Sounds.silence(8000, 20));
    world.settle();
    HeardFrame silent = turn.expectNext();
    assertThat(silent.speech()).isZero();
    assertThat(silent.botHasFloor()).isFalse();
  }

  @Test
  void aLineThatBringsNothingIsHeardAsSilence() {
    turn.request(10_000);
    world.pass(2000);
    for (int n = 0; n < 95; n++) {
      assertThat(turn.expectNext().frame().samples()).hasSize(160).containsOnly(0);
    }
  }

  @Test
  void soundAfterSilenceIsHeardAtOnceAndNothingIsHeardTwice() {
    turn.request(10_000);
    world.pass(990);
    line.sendNext(sound(8000, 20));
    world.pass(10);
    assertThat(heard.size()).isBetween(45, 50);
    assertThat(heard.stream().filter(frame -> frame.speech() > 0)).hasSize(1);
    assertThat(heard.get(heard.size() - 1).speech()).isEqualTo(1);
  }

  @Test
  void aTurnStageThatIsBusyHoldsSoundUpAndLosesNone() {
    turn.ensureSubscription();
    for (int n = 1; n <= 12; n++) {
      world.pass(20);
      line.sendNext(sound(8000, 20));
    }
    world.pass(500);
    turn.expectNoMessage(Duration.ZERO);
    turn.request(100);
    world.settle();
    assertThat(heard.stream().filter(frame -> frame.speech() > 0)).hasSize(12);
  }

  @Test
  void theFirstPieceTellsTheRateOfTheLine() {
    turn.request(100);
    world.pass(20);
    line.sendNext(sound(16000, 20));
    world.settle();
    assertThat(turn.expectNext().frame().samples()).hasSize(320);
    assertThat(voice.rateHz()).isEqualTo(16000);
    assertThat(ear.sent().get(0).samples()).hasSize(320);
  }

  @Test
  void piecesOfThirtyMillisecondsAreFramesOfTwenty() {
    turn.request(100);
    for (int n = 0; n < 10; n++) {
      world.pass(30);
      line.sendNext(sound(8000, 30));
    }
    world.settle();
    for (int n = 0; n < 15; n++) {
      assertThat(turn.expectNext().frame().samples()).hasSize(160);
    }
    turn.expectNoMessage(Duration.ZERO);
  }

  @Test
  void whatWasCutBeforeTheEndIsStillHeard() {
    turn.request(1);
    world.pass(100);
    line.sendNext(sound(8000, 100));
    line.sendComplete();
    world.settle();
    turn.expectNext();
    turn.request(10);
    world.settle();
    for (int n = 0; n < 4; n++) {
      turn.expectNext();
    }
    turn.expectComplete();
  }

  private static AudioFrame sound(int rateHz, int ms) {
    short[] samples = new short[rateHz * ms / 1000];
    Arrays.fill(samples, (short) 1000);
    return new AudioFrame(rateHz, samples);
  }
}
