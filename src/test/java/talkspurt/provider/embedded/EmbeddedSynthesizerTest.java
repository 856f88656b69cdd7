package talkspurt.provider.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorSystem;
import akka.stream.javadsl.Sink;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.testkit.javadsl.TestKit;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.Level;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Synthesizer.Request;
import talkspurt.provider.Synthesizer.Sound;

class EmbeddedSynthesizerTest {

  private static final ActorSystem SYSTEM = Streams.system();
  private static final String SENTENCE = "We are open from nine until six, {on} 24 Elm Street.";
  private static final EmbeddedSynthesizer SYNTHESIZER = new EmbeddedSynthesizer(
      new EmbeddedSettings(1, 1, Duration.ofSeconds(20), List.of("please"), 2, 64));

  @AfterAll
  static void terminate() {
    SYNTHESIZER.close();
    TestKit.shutdownActorSystem(SYSTEM);
  }

  @ParameterizedTest
  @CsvSource({"'', 16000", "kevin16, 16000", "kevin, 8000"})
  void speaksAtTheRateOfTheVoice(String voice, int rateHz) {
    List<Sound> sounds = spoken(voice, SENTENCE);
    assertThat(sounds).hasSizeBetween(20, 80);
    for (Sound sound : sounds) {
      assertThat(((Sound.Pcm) sound).frame().rateHz()).isEqualTo(rateHz);
      assertThat(((Sound.Pcm) sound).frame().durationMs()).isLessThanOrEqualTo(100);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kevin16", "kevin"})
  void speaksAtTheLevelOfATelephoneTalker(String voice) {
    short[] samples = samples(spoken(voice, SENTENCE));
    assertThat(Level.dbfs(samples)).isBetween(-27.0, -17.0);
    assertThat(peak(samples)).isBetween(8000, 16_384);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "...", "?!"})
  void hasNothingOrLittleToSayForNothing(String text) {
    assertThat(spoken("kevin16", text))
        .allSatisfy(sound -> assertThat(sound).isInstanceOf(Sound.Pcm.class))
        .hasSizeLessThan(30);
  }

  @Test
  void speaksTheSameOnAnyThread() {
    List<CompletableFuture<List<Sound>>> all = IntStream.range(0, 24)
        .mapToObj(i -> start("kevin16", "Sentence number " + i % 4))
        .toList();
    for (int i = 0; i < all.size(); i++) {
      assertThat(samples(all.get(i).join())).isEqualTo(samples(all.get(i % 4).join()));
    }
  }

  @Test
  void failsWithAnElementForAVoiceItDoesNotHave() {
    assertThat(spoken("nobody", SENTENCE))
        .singleElement()
        .extracting(sound -> ((Sound.Failed) sound).failure().kind())
        .isEqualTo(ProviderFailure.Kind.REJECTED_REQUEST);
  }

  @Test
  void freesItsVoiceWhenNobodyListensAnyMore() {
    for (int i = 0; i < 200; i++) {
      TestSubscriber.Probe<Sound> sounds = probe("Cancelled " + i % 3);
      sounds.request(1);
      sounds.expectNext();
      sounds.cancel();
    }
    assertThat(spoken("", "Still here.")).isNotEmpty();
  }

  @Test
  void failsWithAnElementWhenTooManySentencesWait() {
    EmbeddedSynthesizer closed = new EmbeddedSynthesizer(
        new EmbeddedSettings(1, 1, Duration.ofSeconds(20), List.of("please"), 1, 16));
    closed.close();
    assertThat(closed.synthesize(new Request("en", "", SENTENCE)).runWith(Sink.seq(), SYSTEM))
        .succeedsWithin(Duration.ofSeconds(10))
        .satisfies(sounds -> assertThat(((Sound.Failed) sounds.get(0)).failure().kind())
            .isEqualTo(ProviderFailure.Kind.OVERLOADED));
  }

  @Test
  void printsNothing() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream trap = new PrintStream(printed)) {
      System.setOut(trap);
      System.setErr(trap);
      spoken("kevin16", SENTENCE);
      spoken("kevin", "Pseudopseudohypoparathyroidism, $ 3.50 & xyzzy!");
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(printed.toString()).isEmpty();
  }

  private static TestSubscriber.Probe<Sound> probe(String text) {
    return SYNTHESIZER
        .synthesize(new Request("en", "", text))
        .runWith(TestSink.create(SYSTEM), SYSTEM);
  }

  private static List<Sound> spoken(String voice, String text) {
    return start(voice, text).join();
  }

  private static CompletableFuture<List<Sound>> start(String voice, String text) {
    return SYNTHESIZER
        .synthesize(new Request("en", voice, text))
        .runWith(Sink.seq(), SYSTEM)
        .toCompletableFuture();
  }

  private static short[] samples(List<Sound> sounds) {
    short[] all = new short[0];
    for (Sound sound : sounds) {
      short[] piece = ((Sound.Pcm) sound).frame().samples();
      short[] longer = java.util.Arrays.copyOf(all, all.length + piece.length);
      System.arraycopy(piece, 0, longer, all.length, piece.length);
      all = longer;
    }
    return all;
  }

  private static int peak(short[] samples) {
    int peak = 0;
    for (short sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }
    return peak;
  }
}
