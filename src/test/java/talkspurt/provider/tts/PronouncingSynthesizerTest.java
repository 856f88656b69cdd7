package talkspurt.provider.tts;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Level;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Synthesizer.Request;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.text.Lexicon;
import talkspurt.text.Lexicon.Entry;
import talkspurt.text.Markup;
import talkspurt.text.Markup.Alphabet;
import talkspurt.text.SpokenForm;

/** What voices are given, and what becomes of their sound. */
class PronouncingSynthesizerTest {

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Lexicon WORDS =
      new Lexicon(List.of(new Entry("ACME", "ack me", Map.of(Alphabet.IPA, "ˈækmi"))));

  private final List<Request> asked = new ArrayList<>();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void theVoiceIsGivenWordsAsTheyAreSpokenAndTellsOfThemAsTheyAreWritten() throws Exception {
    Synthesizer voice = request -> {
      asked.add(request);
      return Source.from(List.of(new Sound.Said(3, 10), new Sound.Said(9, 20)));
    };
    Synthesizer pronouncing = new PronouncingSynthesizer(
        voice, (written, language) -> WORDS.spoken(written, Markup.NONE));
    assertThat(sounds(pronouncing.synthesize(new Request("en", "anna", "An ACME"))))
        .containsExactly(new Sound.Said(3, 10), new Sound.Said(7, 20));
    assertThat(sounds(pronouncing.synthesize(new Request("en", "anna", "An apple"))))
        .containsExactly(new Sound.Said(3, 10), new Sound.Said(9, 20));
    assertThat(asked)
        .containsExactly(
            new Request("en", "anna", "An ack me"), new Request("en", "anna", "An apple"));
  }

  @Test
  void aVoiceThatTellsNoWordTimesTellsOnceWhatItWasGiven() throws Exception {
    Sound sound = new Sound.Pcm(new AudioFrame(8000, new short[8]));
    Synthesizer pronouncing = new PronouncingSynthesizer(
        request -> Source.from(List.of(sound, sound)),
        (written, language) -> VoiceMarkup.ssml().whole(WORDS.spoken(written, VoiceMarkup.ssml())));
    List<Sound> told = sounds(pronouncing.synthesize(new Request("en", "anna", "An ACME.")));
    assertThat(told).hasSize(3).startsWith(sound).endsWith(sound);
    SpokenForm given = ((Sound.Given) told.get(1)).form();
    assertThat(given.text()).isEqualTo("An ACME.");
    assertThat(given.written(6)).isEqualTo(3);
    assertThat(given.written(7)).isEqualTo(7);
    assertThat(sounds(pronouncing.synthesize(new Request("en", "anna", "…")))).containsOnly(sound);
  }

  @Test
  void aVoiceBecomesLouderFromSentenceToSentence() throws Exception {
    short[] tone = new short[8000 * 3];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (short) (1000 * Math.sin(i / 5.0));
    }
    Sound quiet = new Sound.Pcm(new AudioFrame(8000, tone));
    Synthesizer levelled =
        new LevelledSynthesizer(request -> Source.from(List.of(quiet, new Sound.Said(1, 1))), -22);
    List<Double> levels = new ArrayList<>();
    for (int sentence = 0; sentence < 6; sentence++) {
      List<Sound> heard = sounds(levelled.synthesize(new Request("en", "anna", "Hi.")));
      levels.add(Level.dbfs(((Sound.Pcm) heard.get(0)).frame().samples()));
      assertThat(heard.get(1)).isEqualTo(new Sound.Said(1, 1));
    }
    assertThat(levels.get(0)).isEqualTo(Level.dbfs(tone));
    assertThat(levels.get(1) - levels.get(0)).isBetween(2.9, 3.1);
    assertThat(levels.get(5)).isBetween(-22.5, -21.5);
    List<Sound> other = sounds(levelled.synthesize(new Request("en", "otto", "Hi.")));
    assertThat(other).contains(quiet);
  }

  @Test
  void aSentenceThatIsCutIsMeasured() throws Exception {
    short[] tone = new short[8000 * 3];
    Arrays.fill(tone, (short) 500);
    Sound quiet = new Sound.Pcm(new AudioFrame(8000, tone));
    Synthesizer levelled = new LevelledSynthesizer(request -> Source.repeat(quiet), -22);
    Request request = new Request("en", "anna", "Hi.");
    levelled
        .synthesize(request)
        .take(1)
        .runWith(Sink.ignore(), KIT.system())
        .toCompletableFuture()
        .get(5, TimeUnit.SECONDS);
    Optional<Sound> next = Optional.empty();
    for (int tries = 0;
        tries < 100 && next.filter(sound -> !sound.equals(quiet)).isEmpty();
        tries++) {
      next = Optional.of(sounds(levelled.synthesize(request).take(1)).get(0));
    }
    assertThat(next).isPresent().get().isNotEqualTo(quiet);
  }

  private static List<Sound> sounds(Source<Sound, ?> source) throws Exception {
    return source.runWith(Sink.seq(), KIT.system()).toCompletableFuture().get(5, TimeUnit.SECONDS);
  }
}
