package talkspurt.provider.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorSystem;
import akka.japi.Pair;
import akka.stream.javadsl.Keep;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import akka.testkit.javadsl.TestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.concurrent.duration.FiniteDuration;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.Sounds;
import talkspurt.provider.SttInput;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;

/** Real recognisers, the settings as they are shipped, and the words of the default profile. */
@Timeout(120)
class EmbeddedTranscriberTest {

  private static final ActorSystem SYSTEM = Streams.system();
  private static final FiniteDuration LONG = FiniteDuration.apply(60, "s");
  private static final List<String> BACKCHANNELS = List.of("okay", "yes", "yeah");
  private static EmbeddedProviders providers;
  private static Config responder;
  private static List<String> phrases;

  @BeforeAll
  static void load() {
    providers = EmbeddedProviders.create(
        // utterances come here faster than they are spoken
        ConfigFactory.parseString("answer-timeout = 10s")
            .withFallback(
                ConfigFactory.parseResources("embedded.conf").getConfig("talkspurt.embedded")));
    providers.load();
    responder = ConfigFactory.parseResources("profiles/receptionist.conf")
        .getConfig("talkspurt.profiles.receptionist.responder");
    phrases = Stream.concat(providers.phrases(responder).stream(), BACKCHANNELS.stream())
        .toList();
  }

  @AfterAll
  static void terminate() {
    providers.close();
    TestKit.shutdownActorSystem(SYSTEM);
  }

  @ParameterizedTest
  @CsvSource({
    "hours, opening hours",
    "sales, sales",
    "support, technical support",
    "operator, operator",
    "goodbye, goodbye",
    "ok, okay"
  })
  void understandsWhatCallersAskFor(String sound, String words) {
    assertThat(" " + heard(spoken(sound)) + " ").containsIgnoringCase(" " + words + " ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cough", "white", "pink", "silence"})
  void findsNoTopicInNoise(String noise) {
    AudioFrame sound = switch (noise) {
      case "white" -> Sounds.white(8_000, 1_000, -25, 1);
      case "pink" -> Sounds.pink(8_000, 1_000, -20, 1);
      case "silence" -> Sounds.silence(8_000, 1_000);
      default -> spoken(noise);
    };
    String words = heard(sound);
    assertThat(providers.phrases(responder)).noneMatch(words::contains);
  }

  @Test
  void understandsTheSameWordsWhateverWasSaidBefore() {
    Call call = new Call(phrases);
    String first = call.say(1, spoken("sales")).end(1);
    for (int i = 2; i < 6; i++) {
      call.say(i, Sounds.pink(8_000, 2_000, -15, i)).end(i);
    }
    assertThat(call.say(9, spoken("sales")).end(9)).isEqualTo(first);
  }

  @Test
  void tellsWordsBeforeTheUtteranceEnds() {
    Call call = new Call(phrases);
    call.say(1, spoken("hours"));
    assertThat(call.heard.expectNext(LONG)).isInstanceOf(TranscriptEvent.Partial.class);
    assertThat(call.end(1)).contains("opening hours");
  }

  /** A word that has only begun is a guess, and a wrong one may take the floor from the bot. */
  @ParameterizedTest
  @ValueSource(strings = {"hours", "sales", "support", "operator", "ok"})
  void tellsNoWordBeforeItIsOver(String sound) {
    Call call = new Call(phrases);
    call.say(1, spoken(sound)).input.sendNext(new SttInput.EndOfSpeech(1));
    List<String> told = new ArrayList<>();
    TranscriptEvent event = call.heard.expectNext(LONG);
    while (event instanceof TranscriptEvent.Partial partial) {
      told.add(partial.words());
      event = call.heard.expectNext(LONG);
    }
    String words = ((TranscriptEvent.Final) event).words();
    assertThat(told).isNotEmpty().allMatch(words::startsWith);
  }

  @Test
  void understandsTheWordsOfEachProfileInTurn() {
    Call one = new Call(phrases);
    Call other = new Call(List.of("public grammar", "import", "don't", "newspaper"));
    assertThat(one.say(1, spoken("sales")).end(1)).contains("sales");
    assertThat(other.say(1, spoken("sales")).end(1)).doesNotContain("sales");
    assertThat(one.say(2, spoken("support")).end(2)).contains("support");
  }

  @Test
  void understandsNothingWhenThereIsNothingToUnderstand() {
    assertThat(new Call(List.of()).say(1, spoken("sales")).end(1)).isEmpty();
    assertThat(new Call(phrases).end(1)).isEmpty();
  }

  @Test
  void freesItsRecognizersWhenCallsAreCancelled() {
    for (int i = 0; i < 6; i++) {
      Call call = new Call(phrases);
      call.say(1, spoken("hours"));
      call.heard.expectNext(LONG);
      call.heard.cancel();
    }
    assertThat(heard(spoken("sales"))).contains("sales");
  }

  @Test
  void manyCallsAtOnceAreAllAnswered() {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Call call = new Call(phrases).say(1, spoken(i % 2 == 0 ? "sales" : "support"));
      call.input.sendNext(new SttInput.EndOfSpeech(1));
      calls.add(call);
    }
    for (int i = 0; i < calls.size(); i++) {
      assertThat(calls.get(i).answer(1)).contains(i % 2 == 0 ? "sales" : "support");
    }
  }

  private static String heard(AudioFrame sound) {
    return new Call(phrases).say(1, sound).end(1);
  }

  /** As our hearing hands it on: with a little of what was before and after. */
  private static AudioFrame spoken(String name) {
    return Sounds.then(
        Sounds.white(8_000, 200, -60, 1),
        Sounds.speech(name, 8_000),
        Sounds.white(8_000, 400, -60, 2));
  }

  /** One call's stream. */
  private static final class Call {

    private final TestPublisher.Probe<SttInput> input;
    private final TestSubscriber.Probe<TranscriptEvent> heard;

    Call(List<String> phrases) {
      Pair<TestPublisher.Probe<SttInput>, TestSubscriber.Probe<TranscriptEvent>> probes =
          TestSource.<SttInput>create(SYSTEM)
              .via(providers.transcriber().transcribe(new Transcriber.Request("en", phrases)))
              .toMat(TestSink.create(SYSTEM), Keep.both())
              .run(SYSTEM);
      input = probes.first();
      heard = probes.second();
      heard.ensureSubscription();
      heard.request(1_000);
    }

    Call say(long utterance, AudioFrame sound) {
      int size = AudioFrame.samplesPerFrame(sound.rateHz());
      short[] samples = sound.samples();
      for (int from = 0; from < samples.length; from += size) {
        short[] piece = Arrays.copyOfRange(samples, from, Math.min(samples.length, from + size));
        input.sendNext(new SttInput.Audio(utterance, new AudioFrame(sound.rateHz(), piece)));
      }
      return this;
    }

    String end(long utterance) {
      input.sendNext(new SttInput.EndOfSpeech(utterance));
      return answer(utterance);
    }

    String answer(long utterance) {
      TranscriptEvent event = heard.expectNext(LONG);
      while (event instanceof TranscriptEvent.Partial) {
        event = heard.expectNext(LONG);
      }
      assertThat(event).isInstanceOf(TranscriptEvent.Final.class);
      assertThat(event.utterance()).isEqualTo(utterance);
      return ((TranscriptEvent.Final) event).words();
    }
  }
}
