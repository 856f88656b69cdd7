package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.Cancellable;
import akka.actor.Scheduler;
import akka.actor.SchedulerException;
import akka.event.NoLogging;
import com.typesafe.config.ConfigFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;
import scala.runtime.BoxedUnit;

class DueTimeSchedulerTest {

  private static final FiniteDuration NOW = millis(0);
  private static final FiniteDuration SOON = millis(5);
  private static final FiniteDuration NEVER = FiniteDuration.create(1, TimeUnit.DAYS);

  /** Runs on the timer's thread. */
  private static final ExecutionContext HERE = ExecutionContext.fromExecutor(Runnable::run);

  private final Set<Thread> threads = new HashSet<>();
  private final DueTimeScheduler scheduler = new DueTimeScheduler(
      ConfigFactory.parseString("akka.scheduler.tick-duration = 10ms"),
      NoLogging.getInstance(),
      task -> {
        Thread thread = new Thread(task, "timers");
        threads.add(thread);
        return thread;
      });

  @AfterEach
  void close() {
    scheduler.close();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 10",
    "0, 10, 10",
    "0, 11, 20",
    "3, 1, 7",
    "3, 7, 7",
    "3, 8, 17",
    "9, 1, 1",
    "9, 2, 11",
    "123, 1000, 1007"
  })
  void isDueAtTheFirstTickThatIsNotEarly(long now, long delay, long wait) {
    assertThat(DueTimeScheduler.untilTick(now, delay, 10)).isEqualTo(wait);
  }

  @Test
  void aDelayOfAgesIsNoDelayInThePast() {
    assertThat(DueTimeScheduler.untilTick(3, Long.MAX_VALUE, 10)).isPositive();
  }

  @Test
  void runsOnceAndCannotBeCancelledAfterwards() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    Cancellable timer = scheduler.scheduleOnce(SOON, ran::countDown, HERE);
    ran.await();
    assertThat(timer.cancel()).isFalse();
    assertThat(timer.isCancelled()).isFalse();
  }

  @Test
  void runsOnTheExecutorOfWhomItIs() throws InterruptedException {
    LinkedBlockingQueue<Runnable> given = new LinkedBlockingQueue<>();
    Runnable task = () -> {};
    scheduler.scheduleOnce(SOON, task, ExecutionContext.fromExecutor(given::add));
    assertThat(given.take()).isSameAs(task);
  }

  @Test
  void withoutADelayItRunsBeforeTheCallReturns() {
    AtomicInteger runs = new AtomicInteger();
    scheduler.scheduleOnce(NOW, runs::incrementAndGet, HERE);
    assertThat(runs).hasValue(1);
    assertThat(threads).isEmpty();
  }

  @Test
  void whatIsCancelledDoesNotRunEvenAtTheEnd() {
    AtomicInteger runs = new AtomicInteger();
    Cancellable timer = scheduler.scheduleOnce(NEVER, atTheEnd(runs), HERE);
    assertThat(timer.cancel()).isTrue();
    assertThat(timer.cancel()).isFalse();
    assertThat(timer.isCancelled()).isTrue();
    scheduler.close();
    assertThat(runs).hasValue(0);
  }

  @Test
  void anExecutorThatRefusesDoesNotEndTheThread() throws InterruptedException {
    LinkedBlockingQueue<Throwable> told = new LinkedBlockingQueue<>();
    scheduler.scheduleOnce(
        SOON,
        () -> {},
        ExecutionContext.fromExecutor(
            task -> {
              throw new RejectedExecutionException();
            },
            fault -> {
              told.add(fault);
              return BoxedUnit.UNIT;
            }));
    assertThat(told.take()).isInstanceOf(RejectedExecutionException.class);
    CountDownLatch ran = new CountDownLatch(1);
    scheduler.scheduleOnce(SOON, ran::countDown, HERE);
    ran.await();
  }

  @Test
  void aFixedRateGoesOnUntilItIsCancelled() throws InterruptedException {
    CountDownLatch runs = new CountDownLatch(3);
    Cancellable rate = scheduler.scheduleAtFixedRate(NOW, SOON, runs::countDown, HERE);
    runs.await();
    assertThat(rate.isCancelled()).isFalse();
    assertThat(rate.cancel()).isTrue();
    assertThat(rate.cancel()).isFalse();
    assertThat(rate.isCancelled()).isTrue();
  }

  @Test
  void aFixedRateEndsWithItsActor() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    Cancellable rate = scheduler.scheduleAtFixedRate(
        NOW,
        millis(1),
        () -> {
          runs.incrementAndGet();
          throw new SchedulerException("over");
        },
        HERE);
    CountDownLatch later = new CountDownLatch(1);
    scheduler.scheduleOnce(millis(30), later::countDown, HERE);
    later.await();
    assertThat(runs).hasValue(1);
    assertThat(rate.isCancelled()).isTrue();
  }

  @Test
  void aFixedDelayEndsWhereTheSchedulerDoes() {
    Runnable closes = scheduler::close;
    // what Akka makes of it ends without an error only for this kind of refusal
    assertThat(scheduler.scheduleWithFixedDelay(NOW, SOON, closes, HERE)).isNotNull();
  }

  @Test
  void onceClosedItTakesNothingAndRunsWhatWasToRunAtTheEnd() {
    AtomicInteger atTheEnd = new AtomicInteger();
    AtomicInteger others = new AtomicInteger();
    scheduler.scheduleOnce(NEVER, atTheEnd(atTheEnd), HERE);
    scheduler.scheduleOnce(NEVER, others::incrementAndGet, HERE);
    scheduler.close();
    scheduler.close();
    assertThat(atTheEnd).hasValue(1);
    assertThat(others).hasValue(0);
    for (FiniteDuration delay : List.of(NOW, SOON)) {
      assertThatThrownBy(() -> scheduler.scheduleOnce(delay, () -> {}, HERE))
          .isInstanceOf(IllegalStateException.class)
          .hasCauseInstanceOf(SchedulerException.class);
    }
  }

  @Test
  void tellsAkkaHowOftenItCanBeAsked() {
    assertThat(scheduler.maxFrequency()).isEqualTo(100);
  }

  private static Scheduler.TaskRunOnClose atTheEnd(AtomicInteger runs) {
    return runs::incrementAndGet;
  }

  private static FiniteDuration millis(long millis) {
    return FiniteDuration.create(millis, TimeUnit.MILLISECONDS);
  }
}
