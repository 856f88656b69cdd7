package talkspurt.provider.tts;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.stream.javadsl.Keep;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.CountedWorld;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Synthesizer.Request;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.transport.BreakerSettings;
import talkspurt.telemetry.Metrics;

/** What a circuit breaker learns from the ways in which a sentence may end. */
class OutcomeStageTest {

  private static final Sound PCM = new Sound.Pcm(new AudioFrame(8000, new short[160]));
  private static final Sound SAID = new Sound.Said(3, 100);
  private static final Duration REST = Duration.ofSeconds(10);

  private final CountedWorld world = new CountedWorld();
  private final Metrics metrics = new Metrics();
  private final List<TestPublisher.Probe<Sound>> voices = new ArrayList<>();

  /** Says one sentence at a time, and rests after one failure. */
  private final Synthesizer voice = CircuitBreakerSynthesizer.create(
      world.system(),
      "voice",
      request -> TestSource.<Sound>create(world.system()).mapMaterializedValue(probe -> {
        voices.add(probe);
        return NotUsed.getInstance();
      }),
      1,
      new BreakerSettings(1, REST),
      metrics.providers(),
      world.clock());

  @AfterEach
  void end() {
    world.close();
  }

  @ParameterizedTest
  @CsvSource({
    "complete, false, false",
    "complete, true, false",
    "cancel, false, false",
    "cancel, true, false",
    "refuse, false, false",
    "fail, false, true",
    "fail, true, true",
    "break, false, true",
    "break, true, true",
  })
  void onlyFailuresOfTheVoiceCount(String end, boolean sounds, boolean counts) {
    finish(say(sounds), end);
    assertThat(rests()).isEqualTo(counts);
  }

  @ParameterizedTest
  @CsvSource({
    "complete, false, false",
    "complete, true, false",
    "cancel, false, true",
    "cancel, true, false",
    "refuse, false, false",
    "fail, false, true",
    "break, false, true",
  })
  void aVoiceOnTrialRestsAgainWhereItFailsOrNobodyWaitedForIt(
      String end, boolean sounds, boolean rests) {
    finish(say(false), "break");
    world.pass(REST.plusMillis(1));
    finish(say(sounds), end);
    assertThat(rests()).isEqualTo(rests);
  }

  @Test
  void aFailedStreamIsPassedOn() {
    TestSubscriber.Probe<Sound> listener = say(true);
    IllegalStateException broken = new IllegalStateException("broken");
    last().sendError(broken);
    world.settle();
    assertThat(listener.expectError()).isSameAs(broken);
  }

  @Test
  void nobodyMoreIsSpokenToUntilASentenceIsOver() {
    say(true);
    TestSubscriber.Probe<Sound> second = listen();
    assertThat(second.expectNext())
        .isInstanceOfSatisfying(
            Sound.Failed.class,
            failed -> assertThat(failed.failure().kind()).isEqualTo(Kind.OVERLOADED));
    assertThat(voices).hasSize(1);
  }

  @Test
  void theFirstSoundIsTimedOnce() {
    TestSubscriber.Probe<Sound> listener = listen();
    world.pass(200);
    last().sendNext(SAID);
    world.pass(50);
    last().sendNext(PCM);
    world.pass(500);
    last().sendNext(PCM).sendComplete();
    world.settle();
    listener.expectNext(SAID, PCM, PCM).expectComplete();
    var point = ((HistogramSnapshot)
            metrics.registry().scrape("talkspurt_synthesizer_first_sound_seconds"::equals).stream()
                .findFirst()
                .orElseThrow())
        .getDataPoints()
        .get(0);
    assertThat(point.getCount()).isEqualTo(1);
    assertThat(point.getSum()).isEqualTo(0.25);
  }

  private TestSubscriber.Probe<Sound> listen() {
    TestSubscriber.Probe<Sound> listener = world.run(voice
        .synthesize(new Request("en", "", "Hello"))
        .toMat(TestSink.create(world.system()), Keep.right()));
    listener.request(10);
    world.settle();
    return listener;
  }

  private TestSubscriber.Probe<Sound> say(boolean sounds) {
    TestSubscriber.Probe<Sound> listener = listen();
    if (sounds) {
      last().sendNext(PCM);
      world.settle();
      listener.expectNext(PCM);
    }
    return listener;
  }

  private void finish(TestSubscriber.Probe<Sound> listener, String end) {
    switch (end) {
      case "complete" -> last().sendComplete();
      case "cancel" -> listener.cancel();
      case "fail" -> last().sendNext(failed(Kind.UNREACHABLE)).sendComplete();
      case "refuse" -> last().sendNext(failed(Kind.REJECTED_REQUEST)).sendComplete();
      case "break" -> last().sendError(new IllegalStateException("broken"));
      default -> throw new AssertionError(end);
    }
    world.settle();
  }

  /** Whether the voice is not asked for the next sentence. */
  private boolean rests() {
    int asked = voices.size();
    TestSubscriber.Probe<Sound> next = listen();
    boolean rests = voices.size() == asked;
    if (rests) {
      assertThat(next.expectNext())
          .isInstanceOfSatisfying(
              Sound.Failed.class,
              failed -> assertThat(failed.failure().detail()).startsWith("not asked"));
    }
    return rests;
  }

  private TestPublisher.Probe<Sound> last() {
    return voices.get(voices.size() - 1);
  }

  private static Sound failed(Kind kind) {
    return new Sound.Failed(new ProviderFailure(kind, "voice", "as asked"));
  }
}
