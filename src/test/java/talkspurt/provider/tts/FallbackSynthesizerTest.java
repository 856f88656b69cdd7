package talkspurt.provider.tts;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.stream.KillSwitches;
import akka.stream.UniqueKillSwitch;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.CountedWorld;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Speaking;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Synthesizer.Request;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.transport.BreakerSettings;
import talkspurt.provider.tts.FallbackSynthesizer.Choice;
import talkspurt.telemetry.Metrics;

class FallbackSynthesizerTest {

  private static final Sound ONE = new Sound.Pcm(new AudioFrame(8000, new short[] {1}));
  private static final Sound TWO = new Sound.Pcm(new AudioFrame(8000, new short[] {2}));
  private static final Sound SAID = new Sound.Said(3, 100);
  private static final Sound DOWN = failed(Kind.UNREACHABLE);
  private static final Sound GAVE_WAY = new Sound.GaveWay(((Sound.Failed) DOWN).failure());

  private final CountedWorld world = new CountedWorld();
  private final Metrics metrics = new Metrics();
  private final List<String> asked = new ArrayList<>();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void theFirstVoiceIsTheOneThatIsHeard() {
    assertThat(say(List.of(SAID, ONE, TWO), List.of(TWO))).containsExactly(SAID, ONE, TWO);
    assertThat(asked).containsExactly("voice 0 in en: Hello");
  }

  @Test
  void theNextSaysWhatTheFirstCannotBegin() {
    assertThat(say(List.of(DOWN), List.of(SAID, TWO))).containsExactly(GAVE_WAY, SAID, TWO);
    assertThat(asked).containsExactly("voice 0 in en: Hello", "voice 1 in en: Hello");
  }

  @Test
  void wordTimesOfAVoiceThatNeverSoundedAreNotGivenOut() {
    assertThat(say(List.of(SAID, DOWN), List.of(TWO))).containsExactly(GAVE_WAY, TWO);
  }

  @Test
  void whatWasBegunIsNotSaidAgain() {
    assertThat(say(List.of(ONE, DOWN), List.of(TWO))).containsExactly(ONE, DOWN);
    assertThat(asked).hasSize(1);
  }

  @Test
  void theLastFailureIsTold() {
    Sound refused = failed(Kind.REJECTED_REQUEST);
    assertThat(say(List.of(DOWN), List.of(DOWN), List.of(refused)))
        .containsExactly(GAVE_WAY, GAVE_WAY, refused);
    assertThat(asked).hasSize(3);
  }

  @Test
  void aSentenceWithoutSoundIsOne() {
    assertThat(say(List.of(), List.of(TWO))).isEmpty();
  }

  @Test
  void aVoiceThatFailsTooOftenIsLeftAloneUntilOneSentenceTriesItAgain() {
    List<List<Sound>> answers = new ArrayList<>();
    Synthesizer voice = CircuitBreakerSynthesizer.create(
        world.system(),
        "voice",
        request -> {
          asked.add(request.text());
          return Source.from(answers.remove(0));
        },
        1,
        new BreakerSettings(2, Duration.ofSeconds(10)),
        metrics.providers(),
        world.clock());
    answers.addAll(List.of(
        List.of(DOWN),
        List.of(failed(Kind.REJECTED_REQUEST)), // says nothing of the voice
        List.of(DOWN),
        List.of(ONE, DOWN),
        List.of(ONE)));
    said(voice);
    said(voice);
    assertThat(said(voice)).containsExactly(DOWN);
    assertThat(resting()).isZero();
    assertThat(said(voice)).containsExactly(ONE, DOWN);
    assertThat(resting()).isEqualTo(1);
    assertThat(Speaking.failure(said(voice)).detail()).contains("not asked");
    assertThat(asked).hasSize(4);
    world.pass(10_001);
    assertThat(said(voice)).containsExactly(ONE);
    assertThat(resting()).isZero();
  }

  @Test
  void moreSentencesAtOnceThanAllowedAreNoFaultOfTheVoice() {
    Synthesizer voice = CircuitBreakerSynthesizer.create(
        world.system(),
        "voice",
        request -> request.text().equals("Hello") ? Source.single(ONE) : Source.repeat(ONE),
        1,
        new BreakerSettings(1, Duration.ofSeconds(10)),
        metrics.providers(),
        world.clock());
    UniqueKillSwitch story = world.run(voice
        .synthesize(new Request("en", "", "A long story"))
        .viaMat(KillSwitches.single(), Keep.right())
        .throttle(1, Duration.ofSeconds(1))
        .to(Sink.ignore()));
    for (int i = 0; i < 3; i++) {
      assertThat(Speaking.failure(said(voice)))
          .isEqualTo(new ProviderFailure(Kind.OVERLOADED, "voice", "speaks 1 sentences already"));
    }
    assertThat(resting()).isZero();
    story.shutdown();
    world.settle();
    assertThat(said(voice)).containsExactly(ONE);
  }

  private double resting() {
    return metrics.registry().scrape().stream()
        .filter(snapshot -> snapshot.getMetadata().getName().equals("talkspurt_provider_resting"))
        .flatMap(snapshot -> ((io.prometheus.metrics.model.snapshots.GaugeSnapshot) snapshot)
            .getDataPoints().stream())
        .mapToDouble(
            io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot::getValue)
        .sum();
  }

  @SafeVarargs
  private List<Sound> say(List<Sound>... answers) {
    List<Choice> choices = new ArrayList<>();
    for (int i = 0; i < answers.length; i++) {
      choices.add(new Choice(voice(answers[i]), "voice " + i));
    }
    return said(new FallbackSynthesizer(choices, metrics.providers()));
  }

  private Synthesizer voice(List<Sound> answer) {
    return request -> {
      asked.add(request.voice() + " in " + request.language() + ": " + request.text());
      return Source.from(answer);
    };
  }

  private List<Sound> said(Synthesizer voice) {
    List<Sound> sounds = new ArrayList<>();
    Source<Sound, NotUsed> source = voice.synthesize(new Request("en", "", "Hello"));
    world.run(source.toMat(Sink.foreach(sounds::add), Keep.none()));
    return sounds;
  }

  private static Sound failed(Kind kind) {
    return new Sound.Failed(new ProviderFailure(kind, "voice", "on purpose"));
  }
}
