package talkspurt.provider.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import akka.NotUsed;
import akka.actor.ActorSystem;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.javadsl.Flow;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import talkspurt.fake.Eventually;
import talkspurt.fake.SpokenCall;
import talkspurt.fake.SpokenNumbers;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SttInput;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.TranscriptEvent.Failed;
import talkspurt.provider.TranscriptEvent.Final;
import talkspurt.provider.TranscriptEvent.GaveWay;
import talkspurt.provider.TranscriptEvent.Partial;
import talkspurt.provider.stt.FallbackTranscriber.Link;
import talkspurt.provider.transport.BreakerSettings;
import talkspurt.provider.transport.Breakers;
import talkspurt.telemetry.Metrics;

@Timeout(30)
class FallbackTranscriberTest {

  private static final ProviderFailure RESTS = new ProviderFailure(
      Kind.UNREACHABLE, "first", "not asked, since it failed too often in a row");

  private static ActorTestKit kit;

  private final Metrics metrics = new Metrics();
  private final AtomicLong nanos = new AtomicLong();

  @BeforeAll
  static void begin() {
    kit = ActorTestKit.create("fallback", ConfigFactory.parseString("akka.loglevel = WARNING"));
  }

  @AfterAll
  static void end() {
    kit.shutdownTestKit();
  }

  /** Hears {@link SpokenNumbers}; fails each utterance in which its word occurs, or at its end. */
  private static final class Hearing implements Transcriber {

    private final String name;
    private final List<SttInput> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private String failsAt = "nothing";
    private String completesAt = "nothing";

    private Hearing(String name) {
      this.name = name;
    }

    @Override
    public Flow<SttInput, TranscriptEvent, NotUsed> transcribe(Request request) {
      return Flow.of(SttInput.class)
          .wireTap(heard::add)
          .statefulMapConcat(() -> {
            List<SpokenNumbers.Hearer> hearer = new ArrayList<>();
            List<Long> given = new ArrayList<>();
            return input -> events(input, hearer, given);
          })
          .takeWhile(event -> !(event instanceof Final said && said.words().equals(completesAt)))
          .watchTermination((nothing, over) -> {
            asked.incrementAndGet();
            running.incrementAndGet();
            over.whenComplete((done, fault) -> running.decrementAndGet());
            return nothing;
          });
    }

    private List<TranscriptEvent> events(
        SttInput input, List<SpokenNumbers.Hearer> hearer, List<Long> given) {
      long number = input.utterance();
      if (given.contains(number)) {
        return List.of();
      }
      if (hearer.isEmpty()) {
        hearer.add(new SpokenNumbers.Hearer());
      }
      if (input instanceof SttInput.Audio audio) {
        String before = hearer.get(0).words();
        hearer.get(0).hear(bytes(audio.frame().samples()));
        String words = hearer.get(0).words();
        if (words.contains(failsAt)) {
          hearer.clear();
          given.add(number);
          return List.of(new Failed(number, failure()));
        }
        return words.equals(before) ? List.of() : List.of(new Partial(number, words));
      }
      String words = hearer.remove(0).words();
      return failsAt.equals("the end")
          ? List.of(new Failed(number, failure()))
          : List.of(new Final(number, words));
    }

    private ProviderFailure failure() {
      return new ProviderFailure(Kind.OVERLOADED, name, "as asked");
    }

    private static akka.util.ByteString bytes(short[] samples) {
      java.nio.ByteBuffer bytes =
          java.nio.ByteBuffer.allocate(2 * samples.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
      bytes.asShortBuffer().put(samples);
      return akka.util.ByteString.fromArray(bytes.array());
    }
  }

  private final Hearing first = new Hearing("first");
  private final Hearing second = new Hearing("second");

  @Test
  void theFirstIsAskedWhileItIsWell() {
    SpokenCall call = call(3);
    call.say(1, "one").end(1);
    assertThat(call.answer()).isEqualTo(new Final(1, "one"));
    assertThat(second.heard).isEmpty();
    assertThat(count("talkspurt_transcriber_final_seconds", "first")).isEqualTo(1);
    assertThat(count("talkspurt_transcriber_first_words_seconds", "first")).isEqualTo(1);
    call.complete();
  }

  @Test
  void theNextTakesOverInTheMiddleFromTheBeginning() {
    first.failsAt = "two";
    SpokenCall call = call(3);
    call.say(1, "one two three").end(1);
    assertThat(call.answer()).isEqualTo(new Final(1, "one two three"));
    assertThat(call.gaveWay()).containsExactly(new GaveWay(1, first.failure()));
    call.say(2, "four").end(2);
    assertThat(call.answer()).isEqualTo(new Final(2, "four"));
    assertThat(first.heard).anyMatch(input -> input.utterance() == 2);
    assertThat(second.heard).allMatch(input -> input.utterance() == 1);
  }

  @Test
  void theNextTakesOverAtTheEnd() {
    first.failsAt = "the end";
    SpokenCall call = call(3);
    call.say(1, "one two").end(1);
    assertThat(call.answer()).isEqualTo(new Final(1, "one two"));
  }

  @Test
  void whoFailedTooOftenIsNotAskedForAWhile() {
    first.failsAt = "one";
    SpokenCall call = call(2);
    for (long number = 1; number <= 4; number++) {
      call.say(number, "one").end(number);
      assertThat(call.answer()).isEqualTo(new Final(number, "one"));
    }
    assertThat(first.heard).allMatch(input -> input.utterance() <= 2);
    assertThat(call.gaveWay())
        .containsExactly(
            new GaveWay(1, first.failure()),
            new GaveWay(2, first.failure()),
            new GaveWay(3, RESTS),
            new GaveWay(4, RESTS));
    Eventually.holds(
        () -> assertThat(gauge("talkspurt_provider_resting", "first")).isEqualTo(1));
    assertThat(gauge("talkspurt_provider_resting", "second")).isZero();
  }

  @Test
  void aFailureOfAllIsToldOnceAndAtTheEnd() {
    first.failsAt = "one";
    second.failsAt = "two";
    SpokenCall call = call(3);
    call.say(1, "one two");
    call.partial(1, "one");
    call.say(1, "three").end(1);
    assertThat(call.answer()).isEqualTo(new Failed(1, second.failure()));
    call.say(2, "three").end(2);
    assertThat(call.answer()).isEqualTo(new Final(2, "three"));
  }

  @Test
  void whereAllRestTheEndIsAnsweredAtOnce() {
    first.failsAt = "one";
    second.failsAt = "one";
    SpokenCall call = call(1);
    call.say(1, "one").end(1);
    call.answer();
    call.say(2, "two").end(2);
    assertThat(call.answer()).isEqualTo(new Failed(2, RESTS));
  }

  @Test
  void whoCompletesTooSoonIsNotAskedAgainInThisCall() {
    first.completesAt = "one";
    SpokenCall call = call(3);
    call.say(1, "one").end(1);
    assertThat(call.answer()).isEqualTo(new Final(1, "one"));
    call.say(2, "two").end(2);
    assertThat(call.answer()).isEqualTo(new Final(2, "two"));
    assertThat(first.heard).allMatch(input -> input.utterance() == 1);
  }

  @Test
  void anUtteranceThatIsGivenUpIsForgotten() {
    SpokenCall call = call(3);
    call.say(1, "one");
    call.say(2, "two").end(2);
    assertThat(call.answer()).isInstanceOf(Final.class).matches(event -> event.utterance() == 2);
  }

  @Test
  void whoCancelsCancelsAll() {
    first.failsAt = "one";
    SpokenCall call = call(3);
    call.say(1, "one two");
    call.partial(1, "one two");
    assertThat(List.of(first.asked.get(), second.asked.get())).containsExactly(1, 1);
    call.cancel();
    Eventually.holds(
        () -> assertThat(List.of(first.running.get(), second.running.get())).containsExactly(0, 0));
  }

  @Test
  void aChainOfNoneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FallbackTranscriber(
            List.of(), Duration.ofSeconds(1), nanos::get, metrics.providers()));
  }

  private SpokenCall call(int failures) {
    ActorSystem system = kit.system().classicSystem();
    List<Link> links = List.of(link(first, failures), link(second, failures));
    return new SpokenCall(
        system,
        new FallbackTranscriber(
            links, Duration.ofSeconds(30), nanos::incrementAndGet, metrics.providers()));
  }

  private Link link(Hearing hearing, int failures) {
    return new Link(
        hearing.name,
        hearing,
        Breakers.breaker(
            kit.system(),
            "transcriber",
            hearing.name,
            new BreakerSettings(failures, Duration.ofMinutes(5)),
            Duration.ZERO,
            metrics.providers()));
  }

  private double gauge(String name, String provider) {
    return ((io.prometheus.metrics.model.snapshots.GaugeSnapshot) scraped(name))
        .getDataPoints().stream()
            .filter(point -> provider.equals(point.getLabels().get("provider")))
            .findFirst()
            .orElseThrow()
            .getValue();
  }

  private long count(String name, String provider) {
    return ((io.prometheus.metrics.model.snapshots.HistogramSnapshot) scraped(name))
        .getDataPoints().stream()
            .filter(point -> provider.equals(point.getLabels().get("provider")))
            .findFirst()
            .orElseThrow()
            .getCount();
  }

  private io.prometheus.metrics.model.snapshots.MetricSnapshot scraped(String name) {
    return metrics.registry().scrape(name::equals).stream().findFirst().orElseThrow();
  }
}
