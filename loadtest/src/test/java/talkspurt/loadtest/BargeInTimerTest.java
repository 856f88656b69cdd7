package talkspurt.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import talkspurt.loadtest.BargeInTimer.By;

/** A line of frames: the time goes on by 20 ms a frame. */
class BargeInTimerTest {
  private final Counters tally = new Counters();
  private final BargeInTimer timer = new BargeInTimer(tally);
  private long nowMs;

  @Test
  void timesTheFirstFrameOfTheSilence() {
    hear(1_000, -20);
    onset(By.VOICE);
    hear(240, -20);
    hear(300, -80);
    expect(By.VOICE, "stopped", 240.0);
  }

  @Test
  void aPauseBetweenWordsIsNoSilence() {
    hear(1_000, -20);
    onset(By.DTMF);
    hear(280, -80);
    hear(20, -20);
    hear(300, -80);
    expect(By.DTMF, "stopped", 300.0);
    assertEquals(0L, figures(By.VOICE).get("onsets"));
  }

  @Test
  void theBoundaryIsNotASound() {
    hear(1_000, -49.9);
    onset(By.VOICE);
    hear(300, -50);
    expect(By.VOICE, "stopped", 0.0);
  }

  @Test
  void thereIsNothingToInterruptBeforeTheEngineSounds() {
    onset(By.VOICE);
    hear(1_000, -80);
    expect(By.VOICE, "not_sounding", null);
  }

  @Test
  void soundLongerThan200MsAgoIsOver() {
    hear(1_000, -20);
    hear(200, -80);
    onset(By.VOICE);
    expect(By.VOICE, "not_sounding", null);
  }

  @Test
  void soundUpTo200MsAgoCounts() {
    hear(1_000, -20);
    hear(180, -80);
    onset(By.VOICE);
    hear(20, -20);
    hear(300, -80);
    expect(By.VOICE, "stopped", 20.0);
  }

  @Test
  void aSilenceThatHadBegunBeforeIsNoAnswerToTheOnset() {
    hear(1_000, -20);
    hear(100, -80);
    onset(By.VOICE);
    hear(400, -80);
    expect(By.VOICE, "in_pause", null);
  }

  @Test
  void givesUpAfterThreeSeconds() {
    hear(1_000, -20);
    onset(By.VOICE);
    hear(3_040, -20);
    expect(By.VOICE, "not_stopped", null);
  }

  @Test
  void aSilenceThatBeginsAtTheLastMomentCounts() {
    hear(1_000, -20);
    onset(By.VOICE);
    hear(3_000, -20);
    hear(300, -80);
    expect(By.VOICE, "stopped", 3_000.0);
  }

  @Test
  void aSilenceThatBeginsTooLateDoesNot() {
    hear(1_000, -20);
    onset(By.VOICE);
    hear(2_990, -20, 10);
    hear(20, -20);
    hear(300, -80);
    expect(By.VOICE, "not_stopped", null);
  }

  @Test
  void theEndOfTheCallLeavesItUnfinished() {
    hear(1_000, -20);
    onset(By.VOICE);
    hear(280, -80);
    timer.end(ms());
    expect(By.VOICE, "unfinished", null);
  }

  @Test
  void anEngineThatFallsDumbHasNotStopped() {
    hear(1_000, -20);
    onset(By.VOICE);
    nowMs += 4_000;
    timer.end(ms());
    expect(By.VOICE, "not_stopped", null);
  }

  @Test
  void twoOnsetsAreTimedApart() {
    hear(1_000, -20);
    onset(By.VOICE);
    hear(100, -20);
    onset(By.DTMF);
    hear(40, -20);
    hear(320, -80);
    expect(By.VOICE, "stopped", 140.0);
    expect(By.DTMF, "stopped", 40.0);
  }

  private void onset(By by) {
    timer.onset(by, ms());
  }

  private void hear(int forMs, double dbfs) {
    hear(forMs, dbfs, 20);
  }

  /** The first frame comes now, and the time after the last is left at the next. */
  private void hear(int forMs, double dbfs, int frameMs) {
    for (int end = 0; end < forMs; end += frameMs) {
      timer.heard(ms(), dbfs, frameMs);
      nowMs += frameMs;
    }
  }

  private long ms() {
    return nowMs * 1_000_000;
  }

  private void expect(By by, String outcome, Double ms) {
    assertEquals(1L, figures(by).get("onsets"));
    assertEquals(1L, figures(by).get(outcome));
    assertEquals(ms, figures(by).get("max"));
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> figures(By by) {
    Map<String, Object> both = (Map<String, Object>) tally.figures().get("barge_in_to_silence_ms");
    return (Map<String, Object>) both.get(by == By.VOICE ? "voice" : "dtmf");
  }
}
