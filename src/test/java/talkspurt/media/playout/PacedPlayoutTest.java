package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.telemetry.Metrics;

/** How a buffer plays a voice of which it is known how evenly its sound comes. */
class PacedPlayoutTest {

  private final PlayoutBuffer buffer =
      new PlayoutBuffer(PlayoutBufferTest.settings(60, 1000, 60, 0), 8000);
  private final List<Integer> gaps = new ArrayList<>();
  private final Metrics metrics = new Metrics();
  private final VoiceWatch voices = new VoiceWatch(metrics.playout());

  @Test
  void aVoiceThatLagsBeginsWithAsMuchAsItNeeds() {
    begin(130, 380);
    sound(189);
    assertThat(heard(5)).isZero();
    sound(1);
    assertThat(heard(5)).isEqualTo(5);
  }

  @Test
  void aVoiceThatIsLateByLittleWaitsNoLongerThanThat() {
    begin(280, 40);
    sound(70);
    assertThat(heard(5)).isZero();
    assertThat(heard(3)).isEqualTo(3);
  }

  @Test
  void theMostThatMayWaitIsEnough() {
    begin(3000, 3000);
    sound(1000);
    assertThat(heard(1)).isEqualTo(1);
    assertThat(buffer.lowMs()).isEqualTo(1000);
  }

  @Test
  void moreIsAskedForByWhatTheVoiceNeeds() {
    begin(90, 0);
    assertThat(buffer.wantsMore()).isTrue();
    sound(169);
    assertThat(buffer.wantsMore()).isTrue();
    sound(1);
    assertThat(buffer.wantsMore()).isFalse();
    heard(1);
    assertThat(buffer.wantsMore()).isFalse();
    heard(1);
    assertThat(buffer.wantsMore()).isTrue();
  }

  @Test
  void anEvenVoiceHasTheLeast() {
    begin(0, 0);
    assertThat(buffer.lowMs()).isEqualTo(60);
  }

  @Test
  void aGapWithinASentenceIsToldAndIsNotFollowedByTheNextAtOnce() {
    begin(40, 280);
    sound(100);
    assertThat(heard(5)).isEqualTo(5);
    assertThat(heard(10)).isZero();
    sound(80);
    assertThat(heard(2)).isZero();
    sound(40);
    assertThat(heard(3)).isEqualTo(3);
    assertThat(gaps).containsExactly(240);
    assertThat(counter("talkspurt_voice_gaps")).isEqualTo(1);
    assertThat(counter("talkspurt_playout_underruns")).isEqualTo(1);
  }

  @Test
  void aPauseBetweenSentencesIsNoGapOfTheVoice() {
    begin(40, 280);
    sound(100);
    add(new TtsPiece.SegmentEnds());
    assertThat(heard(15)).isEqualTo(5);
    add(new TtsPiece.SegmentBegins("two"));
    sound(40);
    assertThat(heard(3)).isZero();
    sound(60);
    assertThat(heard(3)).isEqualTo(3);
    assertThat(gaps).isEmpty();
    assertThat(counter("talkspurt_voice_gaps")).isZero();
    assertThat(counter("talkspurt_playout_underruns")).isEqualTo(1);
  }

  @Test
  void aShortSentenceThatIsWholeIsNotWaitedFor() {
    begin(500, 500);
    sound(40);
    assertThat(heard(2)).isZero();
    add(new TtsPiece.SegmentEnds());
    assertThat(heard(2)).isEqualTo(2);
  }

  @Test
  void sentencesAndWhatWaitedAreCounted() {
    begin(40, 40);
    sound(100);
    heard(2);
    sound(100);
    add(new TtsPiece.SegmentEnds());
    assertThat(counter("talkspurt_voice_sentences")).isEqualTo(1);
    assertThat(
            metrics
                .registry()
                .scrape(name -> name.equals("talkspurt_voice_head_room_seconds"))
                .stream()
                .flatMap(snapshot -> snapshot.getDataPoints().stream())
                .map(HistogramDataPointSnapshot.class::cast)
                .mapToDouble(HistogramDataPointSnapshot::getSum)
                .sum())
        .isEqualTo(0.06);
  }

  private void begin(int lagMs, int delayMs) {
    VoicePace pace = new VoicePace("anna");
    for (int i = 0; i < 1000; i++) {
      pace.heard(lagMs, delayMs);
    }
    buffer.begin(1);
    add(new TtsPiece.SpokenBy(pace, gaps::add));
    add(new TtsPiece.SegmentBegins("one"));
  }

  private void sound(int ms) {
    short[] samples = new short[ms * 8];
    Arrays.fill(samples, (short) 1000);
    add(new TtsPiece.Sound(new AudioFrame(8000, samples)));
  }

  private void add(TtsPiece piece) {
    voices.arrived(buffer, piece);
    buffer.add(piece);
  }

  /** How many of so many frames had sound. */
  private int heard(int frames) {
    int heard = 0;
    for (int i = 0; i < frames; i++) {
      heard += buffer.next().samples()[0] != 0 ? 1 : 0;
      voices.played(buffer);
    }
    return heard;
  }

  private double counter(String name) {
    return metrics.registry().scrape(known -> known.equals(name)).stream()
        .flatMap(snapshot -> snapshot.getDataPoints().stream())
        .mapToDouble(point -> ((CounterDataPointSnapshot) point).getValue())
        .sum();
  }
}
