package talkspurt.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LinePaceTest {

  private static final long MS = 1_000_000;
  private static final long BEGIN = 7_000 * MS;

  private final LinePace pace = new LinePace(Duration.ofMillis(30));
  private int frames;

  /** A frame that ends 20 ms after the one before is dealt with so much later than that. */
  private void frame(long lateMs) {
    frames++;
    pace.frame(BEGIN + (frames * 20L + lateMs) * MS);
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
