package talkspurt.provider.tts;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Level;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.transport.Addressed;
import talkspurt.telemetry.Metrics;

class AudibleSynthesizerTest {

  private static ActorTestKit kit;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create();
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void silenceBeforeTheFirstSoundIsKept() throws Exception {
    Sound word = new Sound.Said(3, 40);
    List<Sound> said = List.of(pcm(0, 160), word, pcm(400, 160), pcm(0, 160));
    assertThat(said("Hello.", said)).isEqualTo(said);
  }

  @Test
  void aSentenceInDigitalSilenceIsAFailure() throws Exception {
    assertThat(said("Hello.", List.of(pcm(0, 4000), new Sound.Said(3, 40), pcm(0, 4000))))
        .containsExactly(silent("a sentence was said in 1000 ms of silence"));
  }

  @Test
  void whatNobodyCanHearIsSilence() throws Exception {
    assertThat(said("Hello.", List.of(pcm(Level.INAUDIBLE, 800))))
        .containsExactly(silent("a sentence was said in 100 ms of silence"));
    Sound quiet = pcm(-Level.INAUDIBLE - 1, 800);
    assertThat(said("Hello.", List.of(quiet))).containsExactly(quiet);
  }

  @Test
  void noSoundAtAllIsAFailureToo() throws Exception {
    assertThat(said("Hello.", List.of())).containsExactly(silent("no sound came for a sentence"));
  }

  @Test
  void silenceWithoutEndIsNotWaitedFor() throws Exception {
    Synthesizer endless = request -> Source.repeat(pcm(0, 8000));
    assertThat(run(new AudibleSynthesizer("mute", endless), "Hello."))
        .containsExactly(silent("a sentence was said in 10000 ms of silence"));
  }

  @Test
  void whatHasNoWordsMayBeSilent() throws Exception {
    Sound pause = pcm(0, 800);
    assertThat(said("… — !", List.of(pause))).containsExactly(pause);
    assertThat(said("…", List.of())).isEmpty();
  }

  @Test
  void aFailureIsToldAsItIs() throws Exception {
    Sound failed = new Sound.Failed(new ProviderFailure(Kind.OVERLOADED, "mute", "busy"));
    assertThat(said("Hello.", List.of(pcm(0, 800), failed))).containsExactly(failed);
  }

  @Test
  void anotherVoiceSpeaksInItsPlaceAndThatIsTold() throws Exception {
    Sound heard = pcm(1000, 160);
    Synthesizer voices = new FallbackSynthesizer(
        List.of(
            new FallbackSynthesizer.Choice(
                Addressed.synthesizer(
                    "mute",
                    "https://tts.example",
                    new AudibleSynthesizer("mute", request -> Source.single(pcm(0, 800)))),
                ""),
            new FallbackSynthesizer.Choice(request -> Source.single(heard), "")),
        new Metrics().providers());
    ProviderFailure silent = new ProviderFailure(
        Kind.VOICE_SILENT,
        "mute",
        "a sentence was said in 100 ms of silence",
        "https://tts.example");
    assertThat(run(voices, "Hello.")).containsExactly(new Sound.GaveWay(silent), heard);
  }

  private static Sound silent(String detail) {
    return new Sound.Failed(new ProviderFailure(Kind.VOICE_SILENT, "mute", detail));
  }

  private static List<Sound> said(String text, List<Sound> sound) throws Exception {
    return run(new AudibleSynthesizer("mute", request -> Source.from(sound)), text);
  }

  private static List<Sound> run(Synthesizer voice, String text) throws Exception {
    return voice
        .synthesize(new Synthesizer.Request("en", "", text))
        .runWith(Sink.seq(), kit.system())
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static Sound pcm(int value, int count) {
    short[] samples = new short[count];
    Arrays.fill(samples, (short) value);
    return new Sound.Pcm(new AudioFrame(8000, samples));
  }
}
