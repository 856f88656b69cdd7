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
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Level;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Synthesizer.Request;
import talkspurt.provider.Synthesizer.Sound;

class EmbeddedSynthesizerTest {

  private static final ActorSystem SYSTEM = Streams.system();
  private static final String SENTENCE = "We are open from nine until six, {on} 24 Elm Street.";
  private static final EmbeddedSynthesizer SYNTHESIZER =
      new EmbeddedSynthesizer(new EmbeddedSettings(
          1,
          1,
          Duration.ofSeconds(1),
          Duration.ofSeconds(20),
          List.of("please"),
          2,
          64,
          OptionalInt.empty()));

  @AfterAll
  static void terminate() {
    SYNTHESIZER.close();
    TestKit.shutdownActorSystem(SYSTEM);
  }

  @ParameterizedTest
  @CsvSource({"'', 16000", "kevin16, 16000", "kevin, 8000"})
  void speaksAtTheRateOfTheVoice(String voice, int rateHz) {
    List<AudioFrame> frames = frames(spoken(voice, SENTENCE));
    assertThat(frames).hasSizeBetween(20, 80).allSatisfy(frame -> {
      assertThat(frame.rateHz()).isEqualTo(rateHz);
      assertThat(frame.durationMs()).isLessThanOrEqualTo(100);
    });
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
  void callsThatBeginTogetherAreGreetedByOneSound() {
    List<CompletableFuture<List<Sound>>> asked = IntStream.range(0, 20)
        .mapToObj(call -> SYNTHESIZER
            .synthesize(new Request("en", "kevin16", "One greeting for all of you."))
            .runWith(Sink.seq(), SYSTEM)
            .toCompletableFuture())
        .toList();
    Sound first = asked.get(0).join().get(asked.get(0).join().size() - 1);
    assertThat(asked)
        .allSatisfy(
            sounds -> assertThat(sounds.join().get(sounds.join().size() - 1)).isSameAs(first));
  }

  @Test
  void whatWasForeseenIsThereOnceAllIsLoaded() {
    EmbeddedSynthesizer fresh = new EmbeddedSynthesizer(new EmbeddedSettings(
        1,
        1,
        Duration.ofSeconds(1),
        Duration.ofSeconds(20),
        List.of("please"),
        1,
        64,
        OptionalInt.empty()));
    try {
      fresh.foresee(new Request("en", "kevin16", "Welcome. What can I do for you?"));
      fresh.load().join();
      assertThat(fresh.known(new Request("en", "kevin16", "Welcome."))).isTrue();
      assertThat(fresh.known(new Request("en", "kevin16", "What can I do for you?")))
          .isTrue();
    } finally {
      fresh.close();
    }
  }

  @Test
  void tellsWhenEachWordIsSaid() {
    String text = "We open at 9. It costs $12.50 -- or, on Friday, more. ";
    List<Sound> sounds = spoken("kevin16", text);
    List<Sound.Said> said = sounds.stream()
        .filter(Sound.Said.class::isInstance)
        .map(Sound.Said.class::cast)
        .toList();
    assertThat(said.stream().map(word -> text.substring(0, word.characters())).distinct())
        .containsExactly(
            "We",
            "We open",
            "We open at",
            "We open at 9.",
            "We open at 9. It",
            "We open at 9. It costs",
            "We open at 9. It costs $12.50",
            "We open at 9. It costs $12.50 -- or,",
            "We open at 9. It costs $12.50 -- or, on",
            "We open at 9. It costs $12.50 -- or, on Friday,",
            text.strip());
    assertThat(said).isSortedAccordingTo(Comparator.comparingInt(Sound.Said::ms));
    int soundMs = samples(sounds).length / 16;
    assertThat(said.get(said.size() - 1).ms()).isBetween(soundMs - 300, soundMs - 100);
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
    EmbeddedSynthesizer closed = new EmbeddedSynthesizer(new EmbeddedSettings(
        1,
        1,
        Duration.ofSeconds(1),
        Duration.ofSeconds(20),
        List.of("please"),
        1,
        16,
        OptionalInt.empty()));
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

  private static List<AudioFrame> frames(List<Sound> sounds) {
    return sounds.stream()
        .filter(Sound.Pcm.class::isInstance)
        .map(sound -> ((Sound.Pcm) sound).frame())
        .toList();
  }

  private static short[] samples(List<Sound> sounds) {
    short[] all = new short[0];
    for (AudioFrame frame : frames(sounds)) {
      short[] piece = frame.samples();
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
