package talkspurt.media.busy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;
import talkspurt.media.profile.Voice;

class BusyTalkTest {

  /** Two frames and a half at 8 kHz, of sound. */
  private static final BusySound SOUND = new BusySound(new AudioFrame(8000, loud(400)));

  private boolean place;
  private int looks;

  @ParameterizedTest
  @ValueSource(ints = {8000, 16000, 48000})
  void isHeardOnceInTheRateOfTheLine(int rateHz) {
    BusyTalk talk = new BusyTalk(answer(false), SOUND);
    assertThat(talk.next().isSilence()).as("the rate is not known").isTrue();
    talk.rate(rateHz);
    for (int frame = 0; frame < 3; frame++) {
      AudioFrame said = talk.next();
      assertThat(said.rateHz()).isEqualTo(rateHz);
      assertThat(said.durationMs()).isEqualTo(20);
      assertThat(said.isSilence()).isFalse();
      assertThat(end(talk)).isEmpty();
    }
    for (int frame = 0; frame < 14; frame++) {
      assertThat(talk.next().isSilence()).isTrue();
      assertThat(end(talk)).isEmpty();
    }
    talk.next();
    assertThat(end(talk)).contains(BusyTalk.End.HEARD);
    assertThat(looks).as("who is let go takes no place").isZero();
  }

  @Test
  void isHeardOnALineWithoutSoundAsWell() {
    BusyTalk talk = new BusyTalk(answer(false), SOUND);
    for (int frame = 0; frame < 25; frame++) {
      assertThat(talk.next().isSilence()).isTrue();
    }
    assertThat(talk.next().isSilence()).isFalse();
  }

  @Test
  void isHeardAgainByThoseWhoWaitUntilTheyHaveWaitedEnough() {
    BusyTalk talk = new BusyTalk(answer(true), SOUND);
    talk.rate(8000);
    for (int frame = 0; frame < 250; frame++) {
      AudioFrame played = talk.next();
      assertThat(played.isSilence()).as("frame %d", frame).isEqualTo(frame % 53 > 2);
      assertThat(end(talk).isPresent()).isEqualTo(frame == 249);
    }
    assertThat(looks).isEqualTo(10);
  }

  @Test
  void endsWithAPlace() {
    BusyTalk talk = new BusyTalk(answer(true), SOUND);
    talk.next();
    place = true;
    for (int frame = 1; frame < 25; frame++) {
      assertThat(end(talk)).as("twice a second").isEmpty();
      talk.next();
    }
    assertThat(end(talk)).contains(BusyTalk.End.PLACE);
  }

  private Optional<BusyTalk.End> end(BusyTalk talk) {
    return talk.end(() -> {
      looks++;
      return place;
    });
  }

  static BusyAnswer answer(boolean waits) {
    return new BusyAnswer(
        waits,
        "All lines are busy.",
        "en",
        new Voice(request -> akka.stream.javadsl.Source.empty(), ""),
        Duration.ofSeconds(5),
        Duration.ofSeconds(1));
  }

  static short[] loud(int samples) {
    short[] sound = new short[samples];
    java.util.Arrays.fill(sound, (short) 8000);
    return sound;
  }
}
