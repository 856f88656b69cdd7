package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.media.playout.VoicePace.Need;

class ArrivalWatchTest {

  private static final long MS = 1_000_000;

  private final VoicePace pace = new VoicePace("voice");
  private final ArrivalWatch watch = new ArrivalWatch();
  private long now = 77 * MS;

  @Test
  void theTimeToTheFirstSoundDoesNotCount() {
    sentences(() -> {
      sound(500, 100);
      sound(0, 100);
    });
    assertThat(pace.need()).isEqualTo(new Need(true, 0, 0));
  }

  @Test
  void aPieceThatIsLateLags() {
    sentences(() -> {
      sound(500, 100);
      sound(40, 100);
      sound(70, 100);
      sound(20, 100);
    });
    assertThat(pace.need()).isEqualTo(new Need(true, 70, 0));
  }

  @Test
  void piecesThatAreLateOneAfterTheOtherAddUp() {
    sentences(() -> {
      sound(0, 100);
      sound(150, 100); // 150 behind the first, whose place is 100 ms later
      sound(150, 100);
      sound(150, 100);
      sound(0, 100);
    });
    assertThat(pace.need()).isEqualTo(new Need(true, 250, 150));
  }

  @Test
  void whatCameBeforeItWasNeededMakesNoCreditForTheLag() {
    sentences(() -> {
      sound(0, 100);
      sound(0, 100);
      sound(0, 100);
      sound(120, 100);
    });
    assertThat(pace.need()).isEqualTo(new Need(true, 120, 0));
  }

  @Test
  void timeInWhichNothingIsAskedForDoesNotCount() {
    sentences(() -> {
      sound(0, 100);
      now += 300 * MS;
      sound(10, 100);
    });
    assertThat(pace.need()).isEqualTo(new Need(true, 10, 0));
  }

  @Test
  void askingAgainDoesNotStartTheClockAnew() {
    sentences(() -> {
      sound(0, 20);
      watch.asked(now);
      now += 30 * MS;
      sound(30, 20);
    });
    assertThat(pace.need()).isEqualTo(new Need(true, 60, 40));
  }

  @Test
  void aWordTimeDoesNotHideAWait() {
    sentences(() -> {
      sound(0, 20);
      watch.asked(now);
      now += 30 * MS;
      watch.arrived(new TtsPiece.Said(1, 1), now);
      sound(30, 20);
    });
    assertThat(pace.need()).isEqualTo(new Need(true, 60, 40));
  }

  @Test
  void aSentenceOfOnePieceTellsNothing() {
    sentences(() -> sound(0, 3000));
    assertThat(pace.need().known()).isFalse();
  }

  @Test
  void aSentenceThatIsCutCounts() {
    for (int i = 0; i < VoicePace.MIN_SENTENCES; i++) {
      watch.arrived(new TtsPiece.SpokenBy(pace, ms -> {}), now);
      sound(0, 20);
      sound(100, 20);
      watch.over();
    }
    assertThat(pace.need()).isEqualTo(new Need(true, 100, 80));
  }

  @Test
  void whatNobodyToldTheVoiceOfBelongsToNone() {
    sentences(() -> {
      sound(0, 100);
      sound(10, 100);
    });
    for (int i = 0; i < 1000; i++) {
      sound(0, 100);
      sound(900, 100);
      watch.arrived(new TtsPiece.SegmentEnds(), now);
    }
    assertThat(pace.need()).isEqualTo(new Need(true, 10, 0));
  }

  private void sentences(Runnable sounds) {
    for (int i = 0; i < VoicePace.MIN_SENTENCES; i++) {
      watch.arrived(new TtsPiece.SpokenBy(pace, ms -> {}), now);
      watch.arrived(new TtsPiece.SegmentBegins("one"), now);
      sounds.run();
      watch.arrived(new TtsPiece.SegmentEnds(), now);
    }
  }

  /** A piece that comes so long after it was asked for. */
  private void sound(int afterMs, int lengthMs) {
    watch.asked(now);
    now += afterMs * MS;
    watch.arrived(new TtsPiece.Sound(new AudioFrame(8000, new short[lengthMs * 8])), now);
  }
}
