package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.FakeSynthesizer;
import talkspurt.fake.SlowSynthesizer;

/** The next sentence is asked for while one is played, and no more than that. */
class SlowVoiceScenarioTest {

  /** What playback takes before it begins, and a frame. */
  private static final int ALLOWANCE_MS = 100;

  private final CallScene scene = new CallScene();
  private final SlowSynthesizer voice = new SlowSynthesizer(scene.world());
  private FakePhone phone;

  @AfterEach
  void end() {
    scene.close();
  }

  private void greeted(String... sentences) {
    scene.speaker(voice).announce();
    scene.responder().to("hours", sentences);
    phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("hours", 800);
    phone.passUntilHears(sentences[0]);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void sentencesFollowEachOtherWithNoMoreSilenceThanTheVoiceCosts(long seed) {
    Random random = new Random(seed);
    List<String> sentences = new ArrayList<>();
    List<Integer> slowMs = new ArrayList<>();
    for (int n = 0; n < 8; n++) {
      String sentence = (char) ('A' + n) + "a".repeat(5 + random.nextInt(40)) + ".";
      int first = random.nextInt(3000);
      sentences.add(sentence);
      slowMs.add(first);
      voice.after(sentence, Duration.ofMillis(first));
    }
    greeted(sentences.toArray(String[]::new));
    for (int n = 1; n < sentences.size(); n++) {
      int quietMs = 0;
      String next = sentences.get(n);
      String before = sentences.get(n - 1);
      while (!phone.hearsNow().filter(next::equals).isPresent()) {
        phone.pass(20);
        quietMs += phone.hearsNow().isEmpty() ? 20 : 0;
        assertThat(quietMs).as(next).isLessThan(5000);
      }
      int cost = Math.max(0, slowMs.get(n) - FakeSynthesizer.lengthMs(before));
      assertThat(quietMs)
          .as("%s ms for %s after %s", slowMs.get(n), next, before)
          .isLessThanOrEqualTo(cost + ALLOWANCE_MS);
    }
    phone.passUntilQuiet();
    assertThat(scene.last(ReplyPlayed.class).heard().text()).isEqualTo(String.join(" ", sentences));
    assertThat(voice.maxOpen()).isLessThanOrEqualTo(2);
    assertThat(voice.asked().subList(1, voice.asked().size())).containsExactlyElementsOf(sentences);
    assertThat(phone.heard().subList(1, phone.heard().size()))
        .extracting("ms")
        .containsExactlyElementsOf(
            sentences.stream().map(FakeSynthesizer::lengthMs).toList());
  }

  @Test
  void onlyTheFirstSoundOfTheNextSentenceIsReadAhead() {
    String first = "We are open from nine in the morning until five in the afternoon.";
    greeted(first, "On Saturdays we are closed.", "Goodbye.");
    phone.pass(1500);
    assertThat(voice.asked()).contains("On Saturdays we are closed.").doesNotContain("Goodbye.");
    assertThat(voice.pulledMs("On Saturdays we are closed.")).isLessThanOrEqualTo(180);
    phone.pass(1000);
    assertThat(voice.pulledMs("On Saturdays we are closed.")).isLessThanOrEqualTo(180);
  }

  @Test
  void whatWasAskedAheadIsCancelledWithTheReplyAndNotRemembered() {
    String first = "We are open from nine in the morning until five in the afternoon.";
    greeted(first, "On Saturdays we are closed.", "Goodbye.");
    phone.pass(1500);
    phone.caller().says("operator please now", 1200);
    phone.passUntilHears("Sorry?");
    assertThat(scene.last(FloorYielded.class).heard().text())
        .startsWith("We are open")
        .doesNotContain("Saturdays");
    assertThat(voice.pulledMs("On Saturdays we are closed.")).isLessThanOrEqualTo(180);
    assertThat(voice.maxOpen()).isLessThanOrEqualTo(2);
  }

  @Test
  void aSentenceThatCouldNotBeginAheadIsAskedForOnceMore() {
    String first = "We are open from nine in the morning until five in the afternoon.";
    voice.failsAfter("On Saturdays we are closed.", 0);
    greeted(first, "On Saturdays we are closed.", "Goodbye.");
    phone.pass(1000);
    voice.recovers();
    phone.passUntilHears("On Saturdays we are closed.");
    phone.passUntilHears("Goodbye.");
    phone.passUntilQuiet();
    assertThat(scene.last(ReplyPlayed.class).heard().text())
        .isEqualTo(first + " On Saturdays we are closed. Goodbye.");
  }
}
