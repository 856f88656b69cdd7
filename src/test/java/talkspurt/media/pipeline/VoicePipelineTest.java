package talkspurt.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.NotUsed;
import akka.stream.ActorAttributes;
import akka.stream.BoundedSourceQueue;
import akka.stream.impl.fusing.GraphInterpreter$;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.EchoReport;
import talkspurt.audio.Heard;
import talkspurt.audio.NearEndDetector;
import talkspurt.call.LineFault;
import talkspurt.fake.CountedWorld;
import talkspurt.fake.FakeEar;
import talkspurt.fake.MediaSettingsOf;
import talkspurt.fake.Sounds;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.media.pipeline.TurnOutcome.Acted;
import talkspurt.media.playout.PlayoutBufferTest;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.settings.MediaSettings;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.SttInput;
import talkspurt.provider.TranscriptEvent;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;
import talkspurt.turn.TurnAction;
import talkspurt.turn.TurnSignal;

class VoicePipelineTest {

  private static final Object BEFORE_THE_START = new Object();

  private final CountedWorld world = new CountedWorld();
  private final Set<Object> islands = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Object> transcriberIslands = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<LineCommand> commands = new ArrayList<>();
  private final List<TurnAction> actions = new ArrayList<>();
  private final List<PlayoutEvent> playout = new ArrayList<>();
  private final List<LineFinding> findings = new ArrayList<>();
  private final List<LineEnd.How> gone = new ArrayList<>();
  private BoundedSourceQueue<LineEvent> line;
  private BoundedSourceQueue<PlayoutOrder> orders;
  private CompletionStage<Done> over;
  private boolean brokenEar;
  private boolean takesNothing;
  private final List<Character> keys = new CopyOnWriteArrayList<>();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void allButTheTranscriberIsOneIslandOnOneThread() {
    connect(echo());
    say(20);
    pause(50);
    speak(1, 500);
    pause(10);
    islands.remove(BEFORE_THE_START);
    assertThat(islands).hasSize(1);
    assertThat(transcriberIslands).hasSize(1).doesNotContainAnyElementsOf(islands);
  }

  @Test
  void theCircleOfWordsNeverStandsStill() {
    connect(echo());
    Random random = new Random(3);
    for (int n = 0; n < 3000; n++) {
      if (random.nextInt(100) == 0) {
        speak(n, 2000);
      }
      if (random.nextInt(200) == 0) {
        line.offer(new LineEvent.KeyPressed('1'));
      }
      frame(random.nextInt(150) < 75 ? n % 150 < 75 : random.nextBoolean());
    }
    assertThat(commands.stream().filter(LineCommand.Play.class::isInstance)).hasSize(3001);
    assertThat(actions).contains(TurnAction.SPEECH_BEGAN, TurnAction.PAUSE, TurnAction.YIELD);
  }

  @Test
  void aTranscriberThatTakesNothingHoldsNothingUp() {
    connect(Flow.of(SttInput.class).mapAsync(1, input -> never()));
    for (int n = 0; n < 100; n++) {
      say(25);
      pause(65); // longer than a caller who goes on each time is given
    }
    assertThat(commands).hasSizeGreaterThan(6000);
    assertThat(actions).filteredOn(TurnAction.SPEECH_ENDED::equals).hasSize(100);
  }

  @Test
  void aTranscriberThatFloodsWithWordsHoldsNothingUp() {
    connect(Flow.of(SttInput.class)
        .mapConcat(input ->
            Collections.nCopies(50, new TranscriptEvent.Partial(input.utterance(), "word"))));
    say(500);
    assertThat(commands.stream().filter(LineCommand.Play.class::isInstance)).hasSize(501);
  }

  @Test
  void aFloodOfKeysIsDroppedAndToldOfOnceAndTheCallGoesOn() {
    connect(echo());
    for (int n = 0; n < 10_000; n++) {
      assertThat(line.offer(new LineEvent.KeyPressed('1')).isEnqueued()).isTrue();
      if (n % 50 == 0) {
        world.settle();
      }
    }
    world.settle();
    assertThat(keys).hasSize(20);
    assertThat(findings).extracting(LineFinding::fault).containsExactly(LineFault.KEY_FLOOD);
    say(60);
    line.offer(new LineEvent.KeyPressed('2'));
    world.settle();
    assertThat(keys).endsWith('2');
    assertThat(findings).last().matches(LineFinding::cleared);
    assertThat(over.toCompletableFuture()).isNotDone();
  }

  /** Newer versions of Asterisk fail the call of whoever does not read for 100 ms. */
  @Test
  void theLineIsReadOnWhileItIsHungUpAndTakesNothing() {
    takesNothing = true;
    connect(Flow.of(SttInput.class).mapAsync(1, input -> never()));
    orders.offer(new PlayoutOrder.HangUp());
    world.settle();
    for (int n = 0; n < 500; n++) {
      assertThat(line.offer(new LineEvent.Played(n)).isEnqueued()).isTrue();
      frame(true);
    }
    assertThat(commands).isEmpty();
  }

  @Test
  void aLineThatIsAheadIsGivenNothingForAsManyFrames() {
    connect(echo());
    pause(10);
    int before = commands.size();
    line.offer(new LineEvent.Ahead(3));
    pause(10);
    assertThat(commands).hasSize(before + 7);
  }

  @Test
  void theEndOfTheLineEndsAll() {
    connect(echo());
    say(20);
    line.complete();
    world.settle();
    assertThat(over.toCompletableFuture()).isCompleted();
    assertThat(gone).containsExactly(LineEnd.How.CLOSED);
  }

  @Test
  void aHangUpEndsWhatIsPlayedWhileTheLineIsStillRead() {
    connect(echo());
    orders.offer(new PlayoutOrder.HangUp());
    world.settle();
    assertThat(over.toCompletableFuture()).isCompleted();
    assertThat(commands).last().isEqualTo(new LineCommand.HangUp());
    int before = commands.size();
    for (int n = 0; n < 2000; n++) {
      assertThat(line.offer(new LineEvent.Heard(AudioFrame.silence(8000))).isEnqueued())
          .isTrue();
      world.pass(20);
    }
    assertThat(commands).hasSize(before);
    assertThat(gone).isEmpty();
    line.complete();
    world.settle();
    assertThat(gone).containsExactly(LineEnd.How.CLOSED);
  }

  @Test
  void aFaultOfOursIsToldAsSuchAndFailsTheLine() {
    connect(echo());
    brokenEar = true;
    frame(true);
    assertThat(over.toCompletableFuture()).isCompletedExceptionally();
    assertThat(gone).first().isEqualTo(LineEnd.How.FAILED);
  }

  @Test
  void aTranscriberThatFailsFailsItsLineOnly() {
    connect(Flow.of(SttInput.class).map(input -> fail()));
    say(20);
    assertThat(over.toCompletableFuture()).isCompletedExceptionally();
    assertThat(gone).first().isEqualTo(LineEnd.How.FAILED);
  }

  @ParameterizedTest
  @ValueSource(ints = {12000, 16000, 24000, 32000, 44100, 48000, 96000, 192000})
  void theLineIsAnsweredInItsOwnRate(int rateHz) {
    connect(echo());
    assertThat(lastFrame().rateHz()).isEqualTo(8000);
    for (int n = 0; n < 5; n++) {
      line.offer(new LineEvent.Heard(Sounds.tones(rateHz, 20, -20, 440)));
      world.pass(20);
    }
    assertThat(lastFrame().rateHz()).isEqualTo(rateHz);
    assertThat(lastFrame().samples()).hasSize(AudioFrame.samplesPerFrame(rateHz));
  }

  private AudioFrame lastFrame() {
    return ((LineCommand.Play) commands.get(commands.size() - 1)).frame();
  }

  private void connect(Flow<SttInput, TranscriptEvent, NotUsed> transcriber) {
    NanoClock clock = () -> {
      islands.add(island());
      return world.clock().nanoTime();
    };
    FakeEar hears = new FakeEar();
    NearEndDetector ear = new NearEndDetector() {
      @Override
      public Heard hear(AudioFrame heard, AudioFrame sent) {
        islands.add(island());
        if (brokenEar) {
          throw new IllegalStateException("a fault of ours");
        }
        return hears.hear(heard, sent);
      }

      @Override
      public EchoReport echo() {
        return hears.echo();
      }
    };
    MediaSettings settings = new MediaSettingsOf()
        .playout(PlayoutBufferTest.SETTINGS)
        .hearing(rateHz -> ear, false)
        .transcriptionBacklog(Duration.ofSeconds(1))
        .settings();
    var spoken = Source.<PlayoutOrder>queue(64).preMaterialize(world.system());
    orders = spoken.first();
    var ends = world.run(Source.<LineEvent>queue(64)
        .via(new VoicePipeline(settings, clock, new Metrics())
            .flow(
                spoken.second(),
                Source.<TurnSignal>maybe().mapMaterializedValue(n -> NotUsed.getInstance()),
                transcriber,
                news())
            .withAttributes(ActorAttributes.dispatcher("talkspurt.media-loop-dispatchers.1")))
        .via(Flow.of(LineCommand.class).mapAsync(1, this::taken))
        .toMat(Sink.foreach(commands::add), Keep.both()));
    line = ends.first();
    over = ends.second();
    line.offer(new LineEvent.Announced(new UUID(1, 1)));
    world.settle();
  }

  private CompletionStage<LineCommand> taken(LineCommand command) {
    return takesNothing ? new CompletableFuture<>() : CompletableFuture.completedFuture(command);
  }

  private PipelineNews news() {
    return new PipelineNews() {
      @Override
      public void line(LineEvent event) {
        islands.add(island());
        if (event instanceof LineEvent.KeyPressed pressed) {
          keys.add(pressed.key());
        }
      }

      @Override
      public void lineGone(LineEnd end) {
        gone.add(end.how());
      }

      @Override
      public void transcriberFailed(ProviderFailure failure, boolean madeGood) {
        islands.add(island());
      }

      @Override
      public void fault(LineFinding finding) {
        islands.add(island());
        findings.add(finding);
      }

      @Override
      public void turn(Acted acted) {
        islands.add(island());
        actions.add(acted.action());
      }

      @Override
      public void heard(HeardFrame frame) {
        islands.add(island());
      }

      @Override
      public void playout(PlayoutEvent event) {
        islands.add(island());
        playout.add(event);
      }
    };
  }

  private Flow<SttInput, TranscriptEvent, NotUsed> echo() {
    return Flow.of(SttInput.class).map(input -> {
      transcriberIslands.add(island());
      return new TranscriptEvent.Partial(input.utterance(), "word");
    });
  }

  /** What runs the stage that asks: one for all stages that are fused. */
  private static Object island() {
    Object interpreter = GraphInterpreter$.MODULE$.currentInterpreterOrNull();
    return interpreter == null ? BEFORE_THE_START : interpreter;
  }

  private static CompletionStage<TranscriptEvent> never() {
    return new java.util.concurrent.CompletableFuture<>();
  }

  private static TranscriptEvent fail() {
    throw new IllegalStateException("a fault of theirs");
  }

  private void speak(int turn, int ms) {
    short[] samples = new short[8 * ms];
    java.util.Arrays.fill(samples, (short) 1000);
    orders.offer(new PlayoutOrder.Speak(
        turn, Source.single(new TtsPiece.Sound(new AudioFrame(8000, samples)))));
    world.settle();
  }

  private void say(int frames) {
    for (int n = 0; n < frames; n++) {
      frame(true);
    }
  }

  private void pause(int frames) {
    for (int n = 0; n < frames; n++) {
      frame(false);
    }
  }

  private void frame(boolean voiced) {
    short[] samples = new short[160];
    samples[0] = (short) (voiced ? 1 : 0);
    line.offer(new LineEvent.Heard(new AudioFrame(8000, samples)));
    world.pass(20);
  }
}
