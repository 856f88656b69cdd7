package talkspurt.line.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueueWatchTest {

  private final QueueWatch queue = new QueueWatch();

  @Test
  void anAnswerIsBelievedOnce() {
    assertThat(queue.answer(5)).as("nobody asked").isEmpty();
    queue.ask();
    assertThat(queue.answer(5)).hasValue(5);
    assertThat(queue.answer(5)).isEmpty();
  }

  @Test
  void anAnswerFromBeforeAFlushIsNotBelieved() {
    queue.ask();
    queue.flushed();
    assertThat(queue.answer(5)).isEmpty();
  }

  @Test
  void marksThatWaitAreNoFramesWhereAsteriskKnowsMarks() {
    queue.marked();
    queue.marked();
    queue.marked();
    assertThat(queue.frames(5)).as("it may know none").isEqualTo(5);
    queue.markPlayed();
    assertThat(queue.frames(5)).isEqualTo(3);
    assertThat(queue.frames(1)).isZero();
    queue.ask();
    assertThat(queue.answer(6)).hasValue(4);
    queue.flushed();
    assertThat(queue.frames(5)).isEqualTo(5);
  }

  @Test
  void aMarkMoreThanWasSentCountsNothing() {
    queue.markPlayed();
    queue.marked();
    assertThat(queue.frames(5)).isEqualTo(4);
  }

  @Test
  void fiftyMarksAreTriedWhateverIsFlushedMeanwhile() {
    for (int mark = 0; mark < 50; mark++) {
      assertThat(queue.marks()).isTrue();
      queue.marked();
      queue.flushed();
    }
    assertThat(queue.marks()).isFalse();
    queue.markPlayed();
    assertThat(queue.marks()).isTrue();
  }
}
