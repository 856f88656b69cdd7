package talkspurt.loadtest;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Places the calls of a run, waits for the last to end, and adds up what they saw. */
final class Dialer implements CallOpening.Observer {
  private static final int CALLS_PER_LOOP = 250;
  private static final int PROGRESS_EVERY_SECONDS = 5;
  private static final int CALLS_NAMED = 10;
  private static final int SPARE_SECONDS = 15;

  private final RunPlan plan;
  private final PrintWriter progress;
  private final CountDownLatch toEnd;
  private final AtomicInteger up = new AtomicInteger();
  private final Set<String> reasonsTold = ConcurrentHashMap.newKeySet();

  Dialer(RunPlan plan, PrintWriter progress) {
    this.plan = plan;
    this.progress = progress;
    this.toEnd = new CountDownLatch(plan.calls());
  }

  Counters run() throws IOException, InterruptedException {
    List<CallLoop> loops = new ArrayList<>();
    for (int calls = 0; calls < plan.calls(); calls += CALLS_PER_LOOP) loops.add(new CallLoop());
    for (int i = 0; i < plan.calls(); i++) schedule(i, loops.get(i % loops.size()));
    ExecutorService threads = Executors.newFixedThreadPool(loops.size());
    List<Future<?>> running = new ArrayList<>();
    for (CallLoop loop : loops) running.add(threads.submit(loop));
    try {
      awaitTheEnd(running);
    } finally {
      loops.forEach(CallLoop::stop);
      threads.shutdown();
    }
    for (Future<?> loop : running) outcome(loop);
    Counters sum = new Counters();
    for (CallLoop loop : loops) sum.addAll(loop.tally());
    return sum;
  }

  private void schedule(int call, CallLoop loop) {
    CallOpening opening = new CallOpening(plan, loop, this, call + 1);
    loop.execute(() -> loop.at(loop.nowNanos() + plan.startsAfterNanos(call), opening::begin));
  }

  private void awaitTheEnd(List<Future<?>> running) throws InterruptedException {
    long patienceSeconds = plan.rampMs() / 1000 + plan.seconds() + SPARE_SECONDS;
    for (long waited = 0; !toEnd.await(1, TimeUnit.SECONDS); waited++) {
      if (running.stream().anyMatch(Future::isDone)) return;
      if (waited > patienceSeconds)
        throw new IllegalStateException(toEnd.getCount() + " calls never ended");
      if (waited % PROGRESS_EVERY_SECONDS == PROGRESS_EVERY_SECONDS - 1)
        progress.printf(
            "%d calls up, %d of %d over%n",
            up.get(), plan.calls() - toEnd.getCount(), plan.calls());
    }
  }

  private static void outcome(Future<?> loop) throws InterruptedException {
    try {
      loop.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the load test itself broke", e.getCause());
    }
  }

  @Override
  public void connected(int call, UUID id, InetSocketAddress engine) {
    up.incrementAndGet();
    if (plan.calls() <= CALLS_NAMED) progress.printf("call %d is %s at %s%n", call, id, engine);
  }

  @Override
  public void failed(int call, String reason, String detail) {
    if (reasonsTold.add(reason)) progress.printf("call %d failed: %s: %s%n", call, reason, detail);
    toEnd.countDown();
  }

  @Override
  public void ended() {
    up.decrementAndGet();
    toEnd.countDown();
  }
}
