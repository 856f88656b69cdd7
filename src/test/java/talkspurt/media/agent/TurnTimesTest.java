package talkspurt.media.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import talkspurt.media.profile.Filler;
import talkspurt.telemetry.Metrics;

class TurnTimesTest {

  private static final long MS = 1_000_000;

  private long now = 5_000 * MS;
  private final TurnTimes times = new TurnTimes(() -> now);
  private final ReplyTimes reply = new ReplyTimes(() -> now);

  @Test
  void eachPartOfAWaitCountsFromWhereTheOneBeforeEnded() {
    times.speechEnded(now - 700 * MS, now);
    pass(100);
    times.taken();
    pass(20);
    times.granted();
    pass(300);
    reply.spoke();
    pass(200);
    reply.sounded();
    pass(40);
    times.played(now);
    ResponseTime answered = times.answered(reply);
    assertThat(answered.nanos())
        .containsExactly(
            entry("silence", 700 * MS),
            entry("stt", 100 * MS),
            entry("journal", 20 * MS),
            entry("responder", 300 * MS),
            entry("tts", 200 * MS),
            entry("playout", 40 * MS),
            entry("whole", 1360 * MS));
    assertThat(answered.text())
        .isEqualTo(
            "1360 ms (silence 700, stt 100, journal 20, responder 300, tts 200, playout 40)");
  }

  @Test
  void whatWasHiddenBehindOthersCountsAsNothing() {
    reply.spoke();
    pass(300);
    reply.sounded();
    times.speechEnded(now - 200 * MS, now);
    times.taken();
    pass(50);
    times.granted();
    times.played(now);
    assertThat(times.answered(reply).text())
        .isEqualTo("250 ms (silence 200, stt 0, journal 50, responder 0, tts 0, playout 0)");
  }

  @Test
  void whatIsNotThereYetIsWaitedForUntilNow() {
    times.unprompted();
    times.taken();
    times.granted();
    pass(30);
    times.played(now);
    assertThat(times.answered(reply).text())
        .isEqualTo("30 ms (silence 0, stt 0, journal 0, responder 30, tts 0, playout 0)");
  }

  /** Who reckons learns of both ends later; that is nobody's wait. */
  @Test
  void whatHappenedOnTheLineCountsFromThen() {
    long heardAt = now - 30 * MS;
    times.speechEnded(heardAt - 720 * MS, heardAt);
    pass(100);
    times.over(heardAt + 60 * MS, 40);
    times.taken();
    times.granted();
    reply.spoke();
    reply.sounded();
    pass(50);
    times.played(now - 25 * MS);
    assertThat(times.answered(reply).text())
        .isEqualTo("875 ms (silence 740, stt 110, journal 0, responder 0, tts 0, playout 25)");
    assertThat(times.sincePlayed()).isEqualTo(Duration.ofMillis(25));
  }

  @Test
  void theFirstWordsAndTheFirstSoundCount() {
    assertThat(reply.words()).isEqualTo(ReplyTimes.NOT_YET);
    assertThat(reply.sound()).isEqualTo(ReplyTimes.NOT_YET);
    reply.spoke();
    pass(10);
    reply.sounded();
    reply.spoke();
    pass(10);
    reply.sounded();
    assertThat(reply.words()).isEqualTo(5_000 * MS);
    assertThat(reply.sound()).isEqualTo(5_010 * MS);
  }

  @Test
  void theCallerHearsNothingSinceTheirLastSoundOrTheBots() {
    times.speechEnded(now - 700 * MS, now);
    pass(100);
    times.taken();
    pass(50);
    assertThat(times.quietFor()).isEqualTo(Duration.ofMillis(850));
    assertThat(times.sinceTaken()).isEqualTo(Duration.ofMillis(50));
    times.quiet();
    pass(5);
    assertThat(times.quietFor()).isEqualTo(Duration.ofMillis(5));
  }

  @Test
  void theFillersOfAReplyAreThoseOfTheCall() {
    Metrics metrics = new Metrics();
    FillerWords words = new FillerWords();
    ReplyFillers fillers = new ReplyFillers(
        new Filler(Duration.ofSeconds(1), List.of("a", "b"), 1), words, reply, metrics.calls());
    assertThat(fillers.filler("agent")).contains("a");
    assertThat(fillers.filler("agent")).isEmpty();
    fillers.agentSpoke();
    assertThat(fillers.filler("voice")).contains("b");
    assertThat(reply.words()).isEqualTo(now);
    assertThat(reply.sound()).isEqualTo(ReplyTimes.NOT_YET);
    fillers.sounded();
    assertThat(reply.sound()).isEqualTo(now);
    assertThat(metrics.registry().scrape("talkspurt_fillers"::equals).stream()
            .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
            .map(CounterSnapshot.CounterDataPointSnapshot::getValue))
        .containsOnly(0.0, 1.0)
        .filteredOn(told -> told > 0)
        .hasSize(2);
  }

  private void pass(long ms) {
    now += ms * MS;
  }
}
