package talkspurt.provider.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class UtteranceQueueTest {

  private static final int TURN = UtteranceQueue.TURN_SAMPLES;

  private final UtteranceQueue queue = new UtteranceQueue(4);
  private final Utterance one = opened();
  private final Utterance two = opened();
  private final Utterance three = opened();

  @Test
  void takesSoMany() {
    assertTrue(queue.open(utterance()));
    assertFalse(queue.open(utterance()));
    queue.close(two);
    assertTrue(queue.open(utterance()));
    assertEquals(4, queue.all().size());
  }

  @Test
  void givesEachItsTurn() throws InterruptedException {
    said(one, TURN);
    said(two, TURN);
    assertSame(one, queue.take());
    queue.giveBack(one, true);
    assertSame(two, queue.take());
    assertSame(one, queue.take());
  }

  @Test
  void prefersWhatIsOver() throws InterruptedException {
    said(one, TURN);
    said(two, TURN);
    over(three);
    over(two);
    assertSame(three, queue.take());
    assertSame(two, queue.take());
    assertSame(one, queue.take());
  }

  @Test
  void finishesWhatIsOverBeforeTheNext() throws InterruptedException {
    over(one);
    over(two);
    assertSame(one, queue.take());
    queue.giveBack(one, true);
    assertSame(one, queue.take());
    queue.close(one);
    assertSame(two, queue.take());
  }

  @Test
  void aLittleSoundIsNotWorthATurn() throws InterruptedException {
    said(one, TURN - 1);
    said(two, TURN);
    assertSame(two, queue.take());
    said(one, 1);
    assertSame(one, queue.take());
  }

  @Test
  void givesNoneToTwo() throws InterruptedException {
    said(one, TURN);
    assertSame(one, queue.take());
    said(one, TURN);
    over(one);
    said(two, TURN);
    assertSame(two, queue.take());
    queue.giveBack(one, false);
    assertSame(one, queue.take());
  }

  @Test
  void whatWasSaidDuringATurnIsTakenAfterIt() throws InterruptedException {
    said(one, TURN);
    assertSame(one, queue.take());
    one.giveTo(new NothingUnderstood(), TURN);
    said(one, TURN);
    queue.giveBack(one, false);
    assertSame(one, queue.take());
  }

  @Test
  void whatIsClosedIsNotGiven() throws InterruptedException {
    said(one, TURN);
    over(two);
    said(three, TURN);
    queue.close(one);
    queue.close(two);
    assertSame(three, queue.take());
    queue.close(three);
    queue.giveBack(three, true);
    over(three);
    Utterance last = opened();
    over(last);
    assertSame(last, queue.take());
  }

  @Test
  void waitsUntilThereIsSomething() throws Exception {
    CompletableFuture<Utterance> taken = CompletableFuture.supplyAsync(() -> {
      try {
        return queue.take();
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
    });
    over(one);
    assertSame(one, taken.get(20, TimeUnit.SECONDS));
  }

  @Test
  void tellsHowMuchSoundWaits() {
    said(one, 100);
    said(two, TURN);
    assertEquals(100 + TURN, queue.waitingSamples());
    queue.close(two);
    assertEquals(100, queue.waitingSamples());
  }

  private Utterance opened() {
    Utterance utterance = utterance();
    assertTrue(queue.open(utterance));
    return utterance;
  }

  private static Utterance utterance() {
    return new Utterance(List.of("word"), 100_000, null);
  }

  private void said(Utterance utterance, int samples) {
    utterance.add(new short[samples]);
    queue.changed(utterance);
  }

  private void over(Utterance utterance) {
    utterance.end();
    queue.changed(utterance);
  }
}
