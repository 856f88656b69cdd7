package talkspurt.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A line of frames: the time goes on by 20 ms a frame. */
class AnswerTimerTest {
  private final Counters tally = new Counters();
  private final AnswerTimer timer = new AnswerTimer(tally);
  private long nowMs;

  @Test
  void timesTheFirstSoundAfterTheQuestion() {
    hear(500, -20);
    hear(1_000, -80);
    timer.asked(nanos());
    hear(720, -80);
    hear(500, -20);
    expect("answered", 1, 720.0);
  }

  @Test
  void answersTheFirstQuestionOfACall() {
    timer.asked(nanos());
    hear(400, -80);
    hear(20, -49.9);
    expect("answered", 1, 400.0);
  }

  @Test
  void theBoundaryIsNotASound() {
    timer.asked(nanos());
    hear(400, -50);
    timer.end(nanos());
    expect("unfinished", 1, null);
  }

  @Test
  void aBotThatSpeaksAnswersNothing() {
    hear(500, -20);
    hear(180, -80);
    timer.asked(nanos());
    hear(500, -20);
    expect("spoken_over", 1, null);
  }

  @Test
  void aPauseOfMoreThan200MsIsSilence() {
    hear(500, -20);
    hear(200, -80);
    timer.asked(nanos());
    hear(20, -20);
    expect("answered", 1, 0.0);
  }

  @Test
  void eachQuestionCountsOnce() {
    timer.asked(nanos());
    hear(400, -80);
    timer.asked(nanos());
    hear(100, -80);
    hear(100, -20);
    hear(300, -80);
    timer.end(nanos());
    expect("unanswered", 1, 100.0);
    expect("answered", 1, 100.0);
  }

  @Test
  void afterTenSecondsItIsNoAnswer() {
    timer.asked(nanos());
    hear(10_020, -80);
    hear(20, -20);
    timer.asked(nanos() + 300_000_000L);
    timer.end(nanos() + 11_000_000_000L);
    expect("unanswered", 2, null);
  }

  private void hear(int ms, double dbfs) {
    for (int heard = 0; heard < ms; heard += 20) {
      timer.heard(nanos(), dbfs);
      nowMs += 20;
    }
  }

  private long nanos() {
    return nowMs * 1_000_000;
  }

  @SuppressWarnings("unchecked")
  private void expect(String outcome, long count, Double ms) {
    Map<String, Object> figures = (Map<String, Object>) tally.figures().get("answer_ms");
    assertEquals(count, figures.get(outcome), outcome);
    assertEquals(ms, figures.get("max"));
  }
}
