package talkspurt.provider.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.CountedWorld;
import talkspurt.fake.FakeSynthesizer;
import talkspurt.fake.SlowSynthesizer;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Synthesizer.Request;
import talkspurt.provider.Synthesizer.Sound;

class PrefetchedSynthesizerTest {

  private static final String WAIT = "One moment.";
  private static final String SORRY = "Sorry.";
  private static final Duration LET_SPEAK = Duration.ofSeconds(16);

  private final CountedWorld world = new CountedWorld();
  private final SlowSynthesizer voice = new SlowSynthesizer(world);
  private final Synthesizer rehearsed = PrefetchedSynthesizer.create(
      world.system(), voice, List.of(request(WAIT), request(SORRY)), world.clock());

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void whatItIsToKnowIsAskedForOnceAWhileAfterTheFirstSentenceOneAfterTheOther() {
    assertThat(voice.asked()).isEmpty();
    assertThat(soundMs("Hello.")).isEqualTo(FakeSynthesizer.lengthMs("Hello."));
    assertThat(voice.asked()).containsExactly("Hello.");
    world.pass(LET_SPEAK);
    assertThat(voice.asked()).containsExactly("Hello.", WAIT, SORRY);
    assertThat(voice.maxOpen()).isLessThanOrEqualTo(2);
    assertThat(soundMs(WAIT)).isEqualTo(FakeSynthesizer.lengthMs(WAIT));
    assertThat(soundMs(SORRY)).isEqualTo(FakeSynthesizer.lengthMs(SORRY));
    assertThat(voice.asked()).hasSize(3);
  }

  @Test
  void itIsSaidWhenTheVoiceCannot() {
    soundMs("Hello.");
    world.pass(LET_SPEAK);
    voice.failsAfter(WAIT, 0);
    assertThat(soundMs(WAIT)).isEqualTo(FakeSynthesizer.lengthMs(WAIT));
  }

  @Test
  void whatFailedIsTriedAgainNowAndThen() {
    voice.failsAfter(WAIT, 60);
    soundMs("Hello.");
    world.pass(LET_SPEAK);
    soundMs("Hello.");
    assertThat(voice.asked()).containsOnlyOnce(WAIT).doesNotContain(SORRY);
    voice.recovers();
    world.pass(Duration.ofSeconds(31));
    soundMs("Hello.");
    world.pass(LET_SPEAK);
    voice.failsAfter(WAIT, 0).failsAfter(SORRY, 0);
    assertThat(soundMs(WAIT)).isPositive();
    assertThat(soundMs(SORRY)).isPositive();
  }

  @Test
  void aVoiceThatNeverEndsIsLetGo() {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    Sound sound = new Sound.Pcm(AudioFrame.silence(16_000));
    Synthesizer endless = request -> request.equals(request(WAIT))
        ? Source.repeat(sound).watchTermination((none, end) -> {
          end.whenComplete((done, failed) -> ended.complete(null));
          return none;
        })
        : voice.synthesize(request);
    Synthesizer one = PrefetchedSynthesizer.create(
        world.system(), endless, List.of(request(WAIT)), world.clock());
    world.run(one.synthesize(request("Hello.")).toMat(Sink.ignore(), Keep.none()));
    world.pass(LET_SPEAK);
    assertThat(ended).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void anotherLanguageIsAnotherText() {
    soundMs("Hello.");
    int asked = voice.asked().size();
    sounds(new Request("de", "", WAIT));
    assertThat(voice.asked()).hasSize(asked + 1);
  }

  private int soundMs(String text) {
    return sounds(request(text)).stream()
        .filter(Sound.Pcm.class::isInstance)
        .mapToInt(sound -> ((Sound.Pcm) sound).frame().durationMs())
        .sum();
  }

  private List<Sound> sounds(Request request) {
    List<Sound> sounds = new ArrayList<>();
    world.run(rehearsed.synthesize(request).toMat(Sink.foreach(sounds::add), Keep.none()));
    return sounds;
  }

  private static Request request(String text) {
    return new Request("en", "", text);
  }
}
