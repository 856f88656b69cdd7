package talkspurt.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;

class LinePaceTest {

  private static final long MS = 1_000_000;
  private static final long BEGIN = 7_000 * MS;

  private final LinePace pace = new LinePace(Duration.ofMillis(30));
  private int frames;

  /** A frame that ends 20 ms after the one before is dealt with so much later than that. */
  private void frame(long lateMs) {
    frame(lateMs, AudioFrame.silence(8000));
  }

  private void frame(long lateMs, AudioFrame line) {
    frames++;
    pace.sound(line);
    pace.frame(BEGIN + (frames * 20L + lateMs) * MS);
  }

  /** Sound until so many milliseconds into a frame. */
  private static AudioFrame sound(int untilMs) {
    short[] samples = new short[160];
    Arrays.fill(samples, 0, untilMs * 8, (short) 105);
    return new AudioFrame(8000, samples);
  }

  private long lastSoundMs(int silentMs) {
    return (pace.lastSound(silentMs) - BEGIN) / MS;
  }

  /** Ten frames of speech, these, and silence; hearing took the eleventh for the last of speech. */
  private void speech(AudioFrame... end) {
    for (int i = 0; i < 10; i++) {
      frame(0, sound(20));
    }
    for (AudioFrame last : end) {
      frame(0, last);
    }
    while (frames < 10 + 36) {
      frame(0);
    }
  }

  @Test
  void theLastSoundIsKnownToTheSample() {
    speech(sound(7));
    assertThat(lastSoundMs(700)).isEqualTo(207);
  }

  @Test
  void hearingMayTakeTheCallerForSilentTooSoonOrLate() {
    speech(sound(20), sound(3));
    assertThat(lastSoundMs(700)).isEqualTo(223);
    assertThat(lastSoundMs(640)).isEqualTo(223);
    assertThat(lastSoundMs(600)).isEqualTo(46 * 20 - 600 - 30); // not near enough
  }

  @Test
  void aNoisyLineTellsNoEnd() {
    speech(sound(20), sound(20), sound(0), sound(1));
    assertThat(lastSoundMs(700)).isEqualTo(220 - 30);
  }

  @Test
  void speechThatEndsSoftlyTellsNone() {
    AudioFrame soft = new AudioFrame(8000, new short[] {104, -104});
    speech(soft, soft);
    assertThat(lastSoundMs(640)).isEqualTo(46 * 20 - 640 - 30);
  }

  @Test
  void nothingIsKnownToTheSampleOfWhatWasLongAgo() {
    speech(sound(7));
    while (frames < 300) {
      frame(0);
    }
    assertThat(lastSoundMs((300 - 11) * 20)).isEqualTo(220 - 30);
  }

  private long heardUntilMs() {
    return (pace.heardUntil() - BEGIN) / MS;
  }

  @Test
  void nothingIsKnownBeforeTheFirstFrame() {
    assertThat(pace.heardUntil()).isZero();
    frame(3);
    assertThat(heardUntilMs()).isEqualTo(23);
  }

  @Test
  void aFrameThatHadToWaitIsNotYoungerForThat() {
    for (int i = 0; i < 100; i++) {
      frame(i % 10);
    }
    frame(180);
    assertThat(heardUntilMs()).isEqualTo(101 * 20);
    frame(160);
    assertThat(heardUntilMs()).isEqualTo(102 * 20);
  }

  @Test
  void theLastSoundWasBeforeTheSilenceAndHearingIsLate() {
    frame(5);
    frame(0);
    assertThat((pace.lastSound(20) - BEGIN) / MS).isEqualTo(40 - 20 - 30);
  }

  /** As at the start of a process that compiles while it hears. */
  @Test
  void whatCameLateFromTheStartIsKnownOnceOneCameInTime() {
    frame(400);
    frame(380);
    assertThat(heardUntilMs()).isEqualTo(2 * 20 + 380);
    frame(0);
    assertThat(heardUntilMs()).isEqualTo(3 * 20);
  }

  /** A clock of the line that is slower than ours by 100 ms in each 5 s. */
  @Test
  void clocksMayDrift() {
    for (int i = 0; i < 2500; i++) {
      long lateMs = i * 100 / 250;
      frame(lateMs);
      assertThat(heardUntilMs() - frames * 20L).isBetween(lateMs - 200, lateMs);
    }
  }
}
