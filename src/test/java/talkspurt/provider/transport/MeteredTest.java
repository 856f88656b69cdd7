package talkspurt.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.Requests;
import talkspurt.provider.Price;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Responder;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.SttInput;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.Tools;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.UsageMeter.Used;

class MeteredTest {

  private static final Price MINUTE = Price.NONE.and(Unit.SOUND_MS, 60_000);
  private static final AudioFrame FRAME = new AudioFrame(8000, new short[160]);

  private static ActorTestKit kit;
  private final List<Used> told = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("metered");
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  private <T> List<T> run(Source<T, NotUsed> source) {
    return source
        .runWith(Sink.seq(), kit.system())
        .toCompletableFuture()
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  private long sum(Unit unit) {
    return told.stream()
        .mapToLong(used -> used.usage().amounts().getOrDefault(unit, 0L))
        .sum();
  }

  private long parts() {
    return told.stream().mapToLong(Used::parts).sum();
  }

  @Test
  void aTranscriberIsPaidForTheSoundThatItIsGiven() {
    Transcriber words = request -> Flow.of(SttInput.class)
        .collectType(SttInput.EndOfSpeech.class)
        .map(end -> new TranscriptEvent.Final(end.utterance(), "yes"));
    Source<SttInput, NotUsed> speech = Source.from(IntStream.range(0, 120)
            .<SttInput>mapToObj(at -> new SttInput.Audio(1, FRAME))
            .toList())
        .concat(Source.single(new SttInput.EndOfSpeech(1)));
    Transcriber.Request request = new Transcriber.Request("en", List.of(), told::add);
    run(speech.via(
        Metered.transcriber("deepgram", MINUTE, Metered.transcriber(words)).transcribe(request)));
    assertThat(sum(Unit.SOUND_MS)).isEqualTo(2400);
    assertThat(parts()).isEqualTo(2400 * Price.PARTS / 1_000_000);
    assertThat(told).allMatch(used -> used.provider().equals("deepgram"));
    assertThat(told.size()).as("about one a second").isLessThan(5);
  }

  @Test
  void whatWasSaidIsToldWhenTheUtteranceIsOver() {
    Transcriber words = request -> Flow.of(SttInput.class)
        .collectType(SttInput.EndOfSpeech.class)
        .map(end -> new TranscriptEvent.Final(end.utterance(), String.valueOf(sum(Unit.SOUND_MS))));
    Source<SttInput, NotUsed> speech = Source.from(IntStream.range(0, 13)
            .<SttInput>mapToObj(at -> new SttInput.Audio(1, FRAME))
            .toList())
        .concat(Source.single(new SttInput.EndOfSpeech(1)));
    assertThat(run(speech.via(Metered.transcriber(words)
            .transcribe(new Transcriber.Request("en", List.of(), told::add)))))
        .as("before the words come")
        .containsExactly(new TranscriptEvent.Final(1, "260"));
  }

  @Test
  void aVoiceThatTellsWhatItTakesIsPaidThat() {
    Synthesizer before = request -> {
      request.meter().told(Unit.CHARACTERS, 2);
      return Source.single(new Sound.Pcm(FRAME));
    };
    int[] pieces = new int[1];
    Synthesizer after = request -> Source.from(List.of(new Sound.Pcm(FRAME), new Sound.Pcm(FRAME)))
        .map(piece -> {
          if (pieces[0]++ == 1) {
            request.meter().told(Unit.CHARACTERS, 3);
          }
          return piece;
        });
    Synthesizer.Request hello = new Synthesizer.Request("en", "", "Hello", told::add);
    run(Metered.synthesizer(before).synthesize(hello));
    assertThat(sum(Unit.CHARACTERS)).isEqualTo(2);
    run(Metered.synthesizer(after).synthesize(hello));
    assertThat(told)
        .contains(Used.instead(Usage.of(Unit.CHARACTERS, 3), Usage.of(Unit.CHARACTERS, 5)));
  }

  @Test
  void theSoundIsPaidTooOfWhoBreaksOff() {
    Transcriber none = request -> Flow.of(SttInput.class)
        .take(30)
        .collectType(SttInput.EndOfSpeech.class)
        .map(end -> new TranscriptEvent.Final(end.utterance(), ""));
    Source<SttInput, NotUsed> speech = Source.<SttInput>repeat(new SttInput.Audio(1, FRAME));
    Transcriber.Request request = new Transcriber.Request("en", List.of(), told::add);
    run(speech.via(
        Metered.transcriber("deepgram", MINUTE, Metered.transcriber(none)).transcribe(request)));
    kit.createTestProbe().awaitAssert(() -> {
      assertThat(sum(Unit.SOUND_MS)).isGreaterThanOrEqualTo(600);
      return null;
    });
  }

  @Test
  void aVoiceIsPaidForItsTextWhenItIsAskedHoweverMuchIsHeard() {
    Synthesizer voice = request -> Source.repeat(new Sound.Pcm(FRAME));
    Price price = Price.NONE.and(Unit.CHARACTERS, 15_000_000);
    Source<Sound, NotUsed> speech = Metered.synthesizer(
            "openai-2", price, Metered.synthesizer(voice))
        .synthesize(new Synthesizer.Request("en", "", "Ja! \uD83D\uDE00", told::add));
    assertThat(told).as("before anybody listens").isEmpty();
    run(speech.take(1));
    assertThat(told.get(0))
        .isEqualTo(new Used(
            "openai-2",
            Usage.of(Unit.CHARACTERS, 5),
            75 * Price.PARTS / 1_000_000,
            UsageMeter.Source.ESTIMATED,
            Optional.empty()));
    kit.createTestProbe().awaitAssert(() -> {
      assertThat(sum(Unit.SOUND_MS)).as("sound that it made").isBetween(20L, 1000L);
      return null;
    });
    assertThat(sum(Unit.CHARACTERS)).isEqualTo(5);
  }

  @Test
  void aTextThatIsRefusedIsNotPaidButOneThatNobodyWaitsForIs() {
    ProviderFailure refused =
        new ProviderFailure(ProviderFailure.Kind.OVERLOADED, "openai", "full");
    Synthesizer full = request -> Source.single(new Sound.Failed(refused));
    Synthesizer broken = request -> Source.failed(new IllegalStateException());
    Synthesizer slow =
        request -> Source.<Sound>maybe().mapMaterializedValue(any -> NotUsed.getInstance());
    Synthesizer.Request hello = new Synthesizer.Request("en", "", "Hello", told::add);
    run(Metered.synthesizer(full).synthesize(hello));
    run(Metered.synthesizer(broken)
        .synthesize(hello)
        .recover(Throwable.class, () -> new Sound.Failed(refused)));
    assertThat(told).isEmpty();
    run(Metered.synthesizer(slow).synthesize(hello).takeWithin(Duration.ofMillis(1)));
    kit.createTestProbe().awaitAssert(() -> {
      assertThat(sum(Unit.CHARACTERS)).isEqualTo(5);
      return null;
    });
  }

  @Test
  void sentencesThatDifferInWhoIsToldAreTheSame() {
    Synthesizer.Request one = new Synthesizer.Request("en", "v", "Hello.", told::add);
    Synthesizer.Request other = new Synthesizer.Request("en", "v", "Hello.");
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one).isNotEqualTo(new Synthesizer.Request("en", "v", "Bye.", told::add));
  }

  @Test
  void anAgentTellsByItselfAndMayBePaidForTheTimeOfTheCall() {
    Responder agent = (request, tools) -> {
      request.meter().used(Used.unpriced(Usage.of(Unit.OUTPUT_TOKENS, 10)));
      return Source.single(new Responder.Part.Say("Yes."));
    };
    Price price = MINUTE.and(Unit.OUTPUT_TOKENS, 600_000);
    Responder metered =
        Metered.responder("chat", price, Addressed.responder("chat", "somewhere", agent));
    UsageMeter meter = told::add;
    run(metered.respond(
        Requests.of(new Responder.Cue.Words("?"), Optional.empty()).with(meter), Tools.none()));
    assertThat(told)
        .containsExactly(
            new Used("chat", Usage.of(Unit.OUTPUT_TOKENS, 10), 6 * Price.PARTS / 1_000_000));
    assertThat(metered.priceOfTime()).isEqualTo(Map.of("chat", MINUTE));
    assertThat(Metered.responder("chat", Price.NONE, agent).priceOfTime()).isEmpty();
  }

  @Test
  void aBotIsPaidForTheTimeItHearsAndForWhatItTells() {
    SpeechToSpeech bot = request -> Flow.of(SpeechToSpeech.Input.class).map(input -> {
      if (input instanceof SpeechToSpeech.Input.WrapUp) {
        request.meter().used(Used.unpriced(Usage.of(Unit.AUDIO_OUTPUT_TOKENS, 10)));
      }
      return new SpeechToSpeech.Output.Opened();
    });
    Price price = MINUTE.and(Unit.AUDIO_OUTPUT_TOKENS, 80_000_000);
    Source<SpeechToSpeech.Input, NotUsed> call = Source.from(IntStream.range(0, 100)
            .<SpeechToSpeech.Input>mapToObj(at -> new SpeechToSpeech.Input.Audio(at * 20, FRAME))
            .toList())
        .concat(Source.single(new SpeechToSpeech.Input.WrapUp(Duration.ofSeconds(9))));
    SpeechToSpeech.Request request =
        new SpeechToSpeech.Request("id", "en", Map.of()).with(told::add);
    run(call.via(Metered.bot("openai-realtime", price, Metered.bot(bot)).converse(request)));
    assertThat(sum(Unit.SOUND_MS)).isEqualTo(2000);
    assertThat(sum(Unit.AUDIO_OUTPUT_TOKENS)).isEqualTo(10);
    assertThat(parts()).isEqualTo((2000 + 800) * Price.PARTS / 1_000_000);
  }

  @Test
  void whoTakesNothingForNowIsKnownThroughWhatIsAround() {
    Responder spent = new Responder() {
      @Override
      public Source<Part, NotUsed> respond(Request request, Tools tools) {
        return Source.empty();
      }

      @Override
      public Duration takesNothingFor() {
        return Duration.ofSeconds(7);
      }
    };
    assertThat(Metered.responder("chat", MINUTE, spent).takesNothingFor())
        .isEqualTo(Duration.ofSeconds(7));
    SpeechToSpeech bot = new SpeechToSpeech() {
      @Override
      public Flow<Input, Output, NotUsed> converse(Request request) {
        throw new AssertionError();
      }

      @Override
      public Duration takesNothingFor() {
        return Duration.ofSeconds(8);
      }
    };
    assertThat(Metered.bot("bot", MINUTE, Metered.bot(bot)).takesNothingFor())
        .isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void whatWasPricedNearerKeepsItsNameAndPrice() {
    List<Used> told = new ArrayList<>();
    UsageMeter agent = ((UsageMeter) told::add).of("chat", Price.NONE.and(Unit.INPUT_TOKENS, 9));
    agent
        .of("embedding", Price.NONE.and(Unit.INPUT_TOKENS, 2_000_000))
        .used(Used.unpriced(Usage.of(Unit.INPUT_TOKENS, 5)));
    assertThat(told)
        .containsExactly(
            new Used("embedding", Usage.of(Unit.INPUT_TOKENS, 5), 10 * Price.PARTS / 1_000_000));
  }
}
