package talkspurt.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.fake.Eventually;
import talkspurt.fake.LoggedLines;

@Timeout(60)
class MediaLoopTest {

  private static final long MS = 1_000_000L;

  private final AtomicLong clock = new AtomicLong(1000 * MS);
  private final MediaLoop loop = new MediaLoop("loops.1", Thread::new, clock::get);

  @AfterEach
  void end() throws InterruptedException {
    loop.shutdown();
    assertThat(loop.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  private <T> T onLoop(Callable<T> task) throws Exception {
    return loop.submit(task).get();
  }

  @Test
  void tasksRunOnItsThreadInTheirOrder() throws Exception {
    List<Integer> ran = new ArrayList<>();
    for (int task = 0; task < 1000; task++) {
      int number = task;
      loop.execute(() -> ran.add(number));
    }
    assertThat(onLoop(() -> MediaLoop.current().orElseThrow())).isSameAs(loop);
    assertThat(ran).hasSize(1000).isSorted();
  }

  @Test
  void whatATaskLeadsToRunsAfterIt() throws Exception {
    List<String> ran = new ArrayList<>();
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.execute(() -> {
      loop.execute(() -> ran.add("second"));
      loop.execute(() -> done.complete(null));
      ran.add("first");
    });
    done.get();
    assertThat(ran).containsExactly("first", "second");
  }

  @Test
  void neitherOwnNorForeignTasksWaitForAllTheOthers() throws Exception {
    CompletableFuture<Void> over = new CompletableFuture<>();
    loop.execute(() -> ownForEver(over));
    assertThat(onLoop(() -> "foreign")).isEqualTo("foreign");
    over.complete(null);
    AtomicInteger foreign = new AtomicInteger();
    CompletableFuture<Integer> before = new CompletableFuture<>();
    loop.execute(() -> {
      loop.execute(() -> before.complete(foreign.get()));
      for (int task = 0; task < 100; task++) {
        fromAnother(foreign::incrementAndGet);
      }
    });
    assertThat(before.get()).isLessThan(2);
  }

  private void ownForEver(CompletableFuture<Void> over) {
    if (!over.isDone()) {
      loop.execute(() -> ownForEver(over));
    }
  }

  private void fromAnother(Runnable task) {
    Thread other = new Thread(() -> loop.execute(task));
    other.start();
    try {
      other.join();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  @Test
  void aTaskThatThrowsHarmsNoOther() throws Exception {
    try (LoggedLines log = LoggedLines.of(MediaLoop.class)) {
      loop.execute(() -> {
        throw new AssertionError("of a test");
      });
      assertThat(onLoop(() -> "alive")).isEqualTo("alive");
      assertThat(log.lines()).hasSize(1).first().asString().contains("the loop goes on");
    }
  }

  @Test
  void whoInterruptsItDoesNotKeepItAwake() throws Exception {
    Thread thread = onLoop(Thread::currentThread);
    thread.interrupt();
    Eventually.holds(() -> assertThat(thread.isInterrupted()).isFalse());
    assertThat(onLoop(() -> "alive")).isEqualTo("alive");
  }

  /** The test's clock stands: no tick comes. */
  @Test
  void whileAConnectionComesAboutItsSocketIsLookedAtBetweenTicks() throws Exception {
    CompletableFuture<Void> seen = new CompletableFuture<>();
    try (ServerSocketChannel server = ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SocketChannel peer = SocketChannel.open(server.getLocalAddress());
        SocketChannel own = server.accept()) {
      onLoop(() -> {
        loop.lookOften(Duration.ofSeconds(1));
        return loop.watch(own, SelectionKey.OP_READ, () -> seen.complete(null));
      });
      peer.write(ByteBuffer.allocate(1));
      seen.get();
    }
  }

  @Test
  void aTimerRunsOnceAtTheTickNearestToWhenItIsDue() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    LoopTimer timer = onLoop(() -> loop.timer(runs::incrementAndGet));
    onLoop(() -> {
      timer.at(clock.get() + 26 * MS);
      return true;
    });
    passed(10);
    passed(10);
    assertThat(runs).hasValue(0);
    passed(10);
    assertThat(runs).hasValue(1);
    passed(10);
    assertThat(runs).hasValue(1);
  }

  @Test
  void aTimerMayRunAgainAndAgain() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    LoopTimer timer = onLoop(() -> {
      LoopTimer made = loop.timer(runs::incrementAndGet);
      made.every(Duration.ofMillis(30));
      return made;
    });
    for (int tick = 1; tick <= 10; tick++) {
      passed(10);
      assertThat(runs).as("after %d ms", tick * 10).hasValue(tick / 3);
    }
    onLoop(() -> {
      timer.close();
      return true;
    });
    passed(50);
    assertThat(runs).hasValue(3);
  }

  @Test
  void aTimerThatIsClosedRunsNeverAgain() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    LoopTimer timer = onLoop(() -> loop.timer(runs::incrementAndGet));
    LoopTimer other = onLoop(() -> loop.timer(() -> {}));
    onLoop(() -> {
      timer.at(clock.get() + 10 * MS);
      other.at(clock.get() + 10 * MS);
      timer.close();
      return true;
    });
    passed(10);
    assertThat(runs).hasValue(0);
  }

  /** So much time passes, and the tick of then has been. */
  private void passed(long ms) throws Exception {
    CompletableFuture<Void> ticked = new CompletableFuture<>();
    LoopTimer probe = onLoop(() -> {
      LoopTimer made = loop.timer(() -> ticked.complete(null));
      made.at(clock.get() + ms * MS);
      return made;
    });
    clock.addAndGet(ms * MS);
    ticked.get();
    onLoop(() -> {
      probe.close();
      return true;
    });
  }

  @Test
  void whoEndedTakesNothingMore() throws InterruptedException {
    loop.shutdown();
    assertThat(loop.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(loop.isShutdown()).isTrue();
    assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
  }

  /** A thread that goes to sleep just when something is given to it must not sleep through it. */
  @ParameterizedTest
  @CsvSource({"0, 5000", "1, 500"})
  void noTaskIsSleptThrough(int timers, int rounds) throws Exception {
    for (int timer = 0; timer < timers; timer++) {
      onLoop(() -> loop.timer(() -> {}));
    }
    for (int round = 0; round < rounds; round++) {
      int number = round;
      assertThat(onLoop(() -> number)).isEqualTo(number);
    }
  }
}
