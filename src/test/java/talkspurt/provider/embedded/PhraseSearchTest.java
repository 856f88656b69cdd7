package talkspurt.provider.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Resampler;
import talkspurt.fake.Sounds;

/** Our search finds what sphinx4's own finds, at each moment of an utterance. */
class PhraseSearchTest {

  private static final List<String> BACKCHANNELS = List.of("okay", "yes", "yeah");
  private static final List<String> SPOKEN = List.of(
      "tell me the opening hours please",
      "i would like to talk to a person",
      "can you connect me to the sales department",
      "when do you close",
      "no thank you that is all",
      "the weather in paris was lovely this year");

  @TempDir
  private static Path directory;

  private static SphinxSearch sphinx;
  private static SphinxRecognizer ours;
  private static List<String> phrases;
  private static final FreettsVoice VOICE = new FreettsVoice("kevin16");

  @BeforeAll
  static void load() throws Exception {
    Config embedded = ConfigFactory.parseResources("embedded.conf").getConfig("talkspurt.embedded");
    Config responder = ConfigFactory.parseResources("profiles/receptionist.conf")
        .getConfig("talkspurt.profiles.receptionist.responder");
    List<String> carriers = embedded.getStringList("carriers");
    try (EmbeddedProviders providers = EmbeddedProviders.create(embedded)) {
      phrases = Stream.concat(providers.phrases(responder).stream(), BACKCHANNELS.stream())
          .toList();
    }
    sphinx = new SphinxSearch(directory, phrases, carriers);
    ours = new SphinxRecognizer(directory, carriers);
  }

  @ParameterizedTest
  @MethodSource("utterances")
  void findsWhatSphinxFinds(String name, AudioFrame sound) throws Exception {
    short[] samples =
        new Resampler(sound.rateHz(), UtteranceSource.RATE_HZ).convert(sound.samples());
    String words = sphinx.words(samples);
    List<String> likely = new ArrayList<>();
    PhraseDecoding decoding = (PhraseDecoding) ours.begin(phrases);
    decoding.add(samples);
    decoding.end();
    while (decoding.hear()) {
      likely.add(PhraseDecoding.told(decoding.likely()));
    }
    assertThat(decoding.words()).isEqualTo(PhraseDecoding.words(words));
    assertThat(likely)
        .isEqualTo(sphinx.likely().stream().map(PhraseDecoding::told).toList());
  }

  static Stream<Object[]> utterances() {
    Stream<Object[]> recorded = Stream.of(
            "hours", "sales", "support", "operator", "goodbye", "ok", "cough", "stranger")
        .flatMap(name -> Stream.of(
            new Object[] {name, spoken(Sounds.speech(name, 8_000), -60)},
            new Object[] {name + " in noise", spoken(Sounds.speech(name, 8_000), -35)}));
    Stream<Object[]> synthetic = SPOKEN.stream().map(text ->
        new Object[] {text, spoken(at8Khz(VOICE.speak(text).sound()), -50)});
    Stream<Object[]> noises = Stream.of(
        new Object[] {"white", Sounds.white(8_000, 1_500, -25, 1)},
        new Object[] {"pink", Sounds.pink(8_000, 1_500, -20, 1)},
        new Object[] {"silence", Sounds.silence(8_000, 1_000)},
        new Object[] {"nothing", Sounds.silence(8_000, 0)},
        new Object[] {"a moment", Sounds.white(8_000, 30, -25, 1)});
    return Stream.of(recorded, synthetic, noises).flatMap(all -> all);
  }

  private static AudioFrame at8Khz(AudioFrame sound) {
    return new AudioFrame(8_000, new Resampler(sound.rateHz(), 8_000).convert(sound.samples()));
  }

  /** As our hearing hands it on: with a little of what was before and after, and with the noise of a room. */
  private static AudioFrame spoken(AudioFrame speech, double noiseDbfs) {
    AudioFrame sound = Sounds.then(Sounds.silence(8_000, 200), speech, Sounds.silence(8_000, 700));
    return Sounds.mix(sound, Sounds.white(8_000, sound.durationMs(), noiseDbfs, 1));
  }
}
