package talkspurt.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import akka.Done;
import akka.NotUsed;
import akka.stream.ClosedShape;
import akka.stream.FanInShape2;
import akka.stream.javadsl.GraphDSL;
import akka.stream.javadsl.RunnableGraph;
import akka.stream.javadsl.Sink;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.javadsl.TestSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.DtmfDetector;
import talkspurt.audio.EchoReport;
import talkspurt.fake.CountedWorld;
import talkspurt.fake.Told;
import talkspurt.fake.Turns;
import talkspurt.fake.UntoldNews;
import talkspurt.media.pipeline.TurnOutcome.Acted;
import talkspurt.media.pipeline.TurnOutcome.Transcribe;
import talkspurt.provider.SttInput;
import talkspurt.telemetry.Metrics;
import talkspurt.turn.TurnAction;
import talkspurt.turn.TurnSignal;

class TurnStageTest {

  private final CountedWorld world = new CountedWorld();
  private final List<TurnOutcome> outcomes = new ArrayList<>();
  private TestPublisher.Probe<HeardFrame> frames;
  private TestPublisher.Probe<TurnSignal> signals;
  private CompletionStage<Done> over;
  private final Metrics metrics = Metrics.notExposed();
  private final HearingTally tally = new HearingTally();
  private boolean bot;
  private int number;

  @BeforeEach
  void connect() {
    world.run(RunnableGraph.fromGraph(GraphDSL.create3(
        TestSource.<HeardFrame>create(world.system()),
        TestSource.<TurnSignal>create(world.system()),
        Sink.<TurnOutcome>foreach(outcomes::add),
        (one, two, three) -> {
          frames = one;
          signals = two;
          over = three;
          return NotUsed.getInstance();
        },
        (b, one, two, three) -> {
          FanInShape2<HeardFrame, TurnSignal, TurnOutcome> turn = b.add(new TurnStage(
              Turns.settings("full", 100, 900, 200), tally, metrics.turns(), new UntoldNews()));
          b.from(one).toInlet(turn.in0());
          b.from(two).toInlet(turn.in1());
          b.from(turn.out()).to(three);
          return ClosedShape.getInstance();
        })));
    world.settle();
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void anUtteranceBeginsBeforeItWasNoticed() {
    hear(".".repeat(20) + "ssss" + "ss");
    assertThat(acted()).containsExactly(TurnAction.SPEECH_BEGAN);
    assertThat(outcomes.get(0)).isInstanceOf(Acted.class);
    assertThat(audio(1)).containsExactlyElementsOf(numbers(14, 26));
  }

  @Test
  void silenceClosesTheUtteranceOnce() {
    hear("s".repeat(20) + ".".repeat(60));
    assertThat(acted()).containsExactly(TurnAction.SPEECH_BEGAN, TurnAction.SPEECH_ENDED);
    assertThat(closed()).containsExactly(1L);
    assertThat(audio(1)).containsExactlyElementsOf(numbers(1, 54));
  }

  @Test
  void aKeyClosesTheUtterance() {
    hear("s".repeat(20));
    signal(new TurnSignal.KeyPressed('1'));
    assertThat(closed()).containsExactly(1L);
    hear("s".repeat(20));
    assertThat(audio(2)).isNotEmpty();
  }

  @Test
  void whatIsHeardBetweenTwoUtterancesIsThePreRollOfTheSecond() {
    hear("s".repeat(20) + ".".repeat(45) + "s".repeat(10));
    assertThat(closed()).containsExactly(1L);
    List<Integer> first = audio(1);
    List<Integer> second = audio(2);
    assertThat(second.get(0)).isGreaterThan(first.get(first.size() - 1));
    assertThat(second).containsExactlyElementsOf(numbers(second.get(0), 75));
    assertThat(68 - second.get(0)).isEqualTo(9);
  }

  @Test
  void wordsThatCompleteATurnAreToldWithIt() {
    hear("s".repeat(20) + ".".repeat(40));
    signal(new TurnSignal.WordsHeard(1, "good morning", true));
    assertThat(outcomes.get(outcomes.size() - 1))
        .isEqualTo(new Acted(TurnAction.COMMIT_CALLER_TURN, "good morning", 800, 700));
  }

  @Test
  void settingsOfAProfileHoldForThePreRollToo() {
    signal(new TurnSignal.SettingsChanged(Turns.settings("full", 100, 900, 0)));
    hear("....ssss");
    assertThat(audio(1)).containsExactly(8);
  }

  @Test
  void tonesAreAKeyLikeAnyOther() {
    hear("s".repeat(20));
    frames.sendNext(new HeardFrame(AudioFrame.silence(8000), false, 0, '7'));
    world.settle();
    assertThat(outcomes).contains(new TurnOutcome.Pressed('7'));
    assertThat(closed()).containsExactly(1L);
  }

  @Test
  void whatBecameOfInterruptionsIsCounted() {
    bot = true;
    hear("..sssss" + ".".repeat(40) + "...ssssss");
    signal(new TurnSignal.WordsHeard(2, "operator", false));
    assertThat(tally.report()).isEqualTo(new HearingReport(EchoReport.UNKNOWN, 2, 1, 1, 1, 100));
    assertThat(tally.report().text())
        .isEqualTo("no echo found; 2 pauses (slowest after 100 ms), 1 yields, 1 resumes (1 false)");
    assertThat(Told.sum(metrics, "talkspurt_barge_in_pause_seconds", "resume"))
        .isCloseTo(0.8, within(1e-9));
    assertThat(Told.sum(metrics, "talkspurt_barge_in_pause_seconds", "yield"))
        .isCloseTo(0.02, within(1e-9));
  }

  @Test
  void aLineGoesOnWithoutATranscriber() {
    signals.sendComplete();
    hear("s".repeat(20) + ".".repeat(40));
    assertThat(closed()).containsExactly(1L);
  }

  @Test
  void theEndOfTheLineIsTheEnd() {
    hear("s".repeat(20));
    frames.sendComplete();
    world.settle();
    assertThat(over.toCompletableFuture()).isCompleted();
    signals.expectCancellation();
  }

  private void hear(String voices) {
    for (char voice : voices.toCharArray()) {
      number++;
      AudioFrame frame = new AudioFrame(8000, new short[] {(short) number});
      frames.sendNext(new HeardFrame(frame, bot, voice == 's' ? 0.9f : 0, DtmfDetector.NONE));
      world.settle();
    }
  }

  private void signal(TurnSignal signal) {
    signals.sendNext(signal);
    world.settle();
  }

  private List<TurnAction> acted() {
    return outcomes.stream()
        .filter(Acted.class::isInstance)
        .map(outcome -> ((Acted) outcome).action())
        .toList();
  }

  private List<Integer> audio(long utterance) {
    List<Integer> numbers = new ArrayList<>();
    for (TurnOutcome outcome : outcomes) {
      if (outcome instanceof Transcribe to
          && to.input() instanceof SttInput.Audio audio
          && audio.utterance() == utterance) {
        numbers.add((int) audio.frame().samples()[0]);
      }
    }
    return numbers;
  }

  private List<Long> closed() {
    return outcomes.stream()
        .filter(Transcribe.class::isInstance)
        .map(outcome -> ((Transcribe) outcome).input())
        .filter(SttInput.EndOfSpeech.class::isInstance)
        .map(SttInput::utterance)
        .toList();
  }

  private static List<Integer> numbers(int from, int to) {
    return java.util.stream.IntStream.rangeClosed(from, to).boxed().toList();
  }
}
