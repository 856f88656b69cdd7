package talkspurt.recording;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;

/**
 * Sees to it that calls know of all parts of theirs that have ended, where those stay in the folder: also of those whose node was killed before it could
 * tell. On a thread of its own.
 */
public final class EndedParts implements PartWatch, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EndedParts.class);
  private static final Duration PASS_EVERY = Duration.ofSeconds(5);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);
  private static final int MAX_LINES_PER_MINUTE = 5;
  private static final long TOLD_WITHIN_S = 30;

  /** The call has been told by then, as long as all goes well. */
  private static final Duration FIRST_AFTER = Duration.ofSeconds(10);

  private final PartQueue queue;
  private final PartReports reports;
  private final InstantSource clock;
  private final LimitedLog limited = new LimitedLog(NanoClock.system(), MAX_LINES_PER_MINUTE);
  private final OpenParts open;
  private final Map<String, Instant> notBefore = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread;

  EndedParts(PartQueue queue, PartReports reports, InstantSource clock) {
    this.queue = queue;
    this.reports = reports;
    this.clock = clock;
    this.open = new OpenParts(queue, clock, this::unqueued);
    this.thread = RecordingThread.named("talkspurt-recording-ended");
  }

  /** Tells from now on, and first of what was left. */
  public static EndedParts start(PartQueue queue, PartReports reports, InstantSource clock) {
    EndedParts parts = new EndedParts(queue, reports, clock);
    parts.thread.scheduleWithFixedDelay(
        parts::pass, PASS_EVERY.toMillis(), PASS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return parts;
  }

  // ---- the writer's thread

  @Override
  public void begun(String file) {
    open.begun(file);
  }

  @Override
  public void ended(String file) {
    notBefore.put(PartQueue.part(file), clock.instant().plus(FIRST_AFTER));
    open.ended(file);
  }

  private void unqueued(String file, IOException failure) {
    limited.log(
        "queue",
        more -> LOG.warn(
            "should this node be killed now, nobody is told that {} can be had: {}{}",
            file,
            failure.toString(),
            more));
  }

  // ---- the thread of its own

  /** Tells of all that is not told. */
  void pass() {
    try {
      Instant now = clock.instant();
      for (PartQueue.Entry entry : open.closed()) {
        String part = entry.part();
        if (!notBefore.getOrDefault(part, now).isAfter(now)) {
          tell(part, now);
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException failure) {
      limited.log(
          "pass",
          more -> LOG.warn(
              "calls are not told for now that recordings can be had: {}{}",
              failure.toString(),
              more));
    }
  }

  private void tell(String part, Instant now) throws IOException, InterruptedException {
    if (known(part, queue.files(part))) {
      queue.done(part);
      notBefore.remove(part);
    } else {
      notBefore.put(part, now.plus(AGAIN_AFTER));
    }
  }

  private boolean known(String part, List<String> files) throws IOException, InterruptedException {
    boolean all = true;
    try {
      for (String file : files) {
        all &= reports
            .ended(file, queue.written(file))
            .toCompletableFuture()
            .get(TOLD_WITHIN_S, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException failure) {
      limited.log(
          "tell",
          more -> LOG.warn(
              "the call of {} cannot be told for now that it can be had: {}{}",
              part,
              String.valueOf(failure.getCause()),
              more));
      return false;
    }
    return all;
  }

  /** Stops; what is left is told when the node is started again. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
