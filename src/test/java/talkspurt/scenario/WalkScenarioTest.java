package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakeCallDoor.Mood;
import talkspurt.fake.FakePhone;
import talkspurt.fake.FakeTranscriber;

/** Whatever happens in a call, both halves agree and the bot can be talked to in the end. */
class WalkScenarioTest {

  private static final List<String> WORDS =
      List.of("hours", "okay", "connect me to sales", "yes", "never mind that", "");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aLongAndWildCallEndsWell(long seed) {
    Random random = new Random(seed);
    try (CallScene scene = new CallScene().announce()) {
      scene.responder().to("hours", "From nine to five.", "On Saturdays too.", "And on Sundays.");
      scene.responder().to("are you there", "I am here.");
      FakePhone phone = scene.dial();
      int begunMs = 0;
      for (int passedMs = 0; passedMs < 300_000; passedMs += 200) {
        switch (random.nextInt(60)) {
          case 0, 1, 2 -> phone.caller().says(pick(random), 200 + random.nextInt(60) * 20);
          case 3 -> phone.caller().coughs(60 + random.nextInt(10) * 20);
          case 4 -> phone.press((char) ('0' + random.nextInt(10)));
          case 5 -> scene.door().mood(Mood.HEARS_NOTHING);
          case 6 -> scene.door().mood(Mood.HEARS_AND_DOES_NOT_ANSWER);
          case 7, 8, 9, 10 -> scene.door().mood(Mood.ANSWERS);
          case 11 -> scene.responder().thinks(Duration.ofMillis(random.nextInt(3000)));
          case 12 -> scene.transcriber().finalsAfter(Duration.ofMillis(random.nextInt(3500)));
          case 13 -> scene.transcriber().partials(random.nextBoolean());
          case 14 -> scene.transcriber().mood(mood(random));
          case 15 -> phone.mute(random.nextInt(3) == 0);
          case 16 -> {
            if (random.nextInt(4) == 0 && scene.story().contains("LineAttached")) {
              scene.door().move(CallScene.CALL);
            }
          }
          case 17 -> {
            if (random.nextInt(4) == 0) {
              assertThat(phone.frames()).isEqualTo((passedMs - begunMs) / 20 + 1);
              phone.hangUp();
              scene.door().mood(Mood.ANSWERS);
              phone.pass(1000);
              passedMs += 1000;
              phone = scene.dial();
              begunMs = passedMs;
            }
          }
          default -> {}
        }
        phone.pass(200);
      }
      scene.door().mood(Mood.ANSWERS);
      scene.transcriber().mood(FakeTranscriber.Mood.WORKS);
      scene.transcriber().finalsAfter(Duration.ofMillis(100));
      scene.responder().thinks(Duration.ZERO);
      phone.mute(false);
      phone.passUntilQuiet();
      phone.pass(4000);
      phone.caller().says("are you there", 1200);
      phone.passUntilHears("I am here.");
      phone.passUntilQuiet();
      phone.pass(400);
      assertThat(scene.doing()).isEqualTo("Listening");
      assertThat(scene.door().refused()).isEmpty();
    }
  }

  private static String pick(Random random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private static FakeTranscriber.Mood mood(Random random) {
    return List.of(
            FakeTranscriber.Mood.WORKS,
            FakeTranscriber.Mood.WORKS,
            FakeTranscriber.Mood.SAYS_NOTHING,
            FakeTranscriber.Mood.FAILS_EACH)
        .get(random.nextInt(4));
  }
}
