package talkspurt.telemetry;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps spans until a thread of its own has sent them. Who tells one never waits: where too many wait it is dropped,
 * and counted. Thread-safe.
 */
final class SpanQueue implements SpanProcessor {

  private static final Logger LOG = LoggerFactory.getLogger(SpanQueue.class);
  private static final int MAX_BATCH = 512;
  private static final long LOOKED_EVERY_MS = 50;
  private static final int MAX_LINES_PER_MINUTE = 1;

  private final SpanExporter exporter;
  private final BlockingQueue<SpanData> waiting;
  private final long timeoutMs;
  private final TraceMetrics metrics;
  private final LimitedLog limited = new LimitedLog(NanoClock.system(), MAX_LINES_PER_MINUTE);
  private final Thread sender;
  private volatile boolean over;

  SpanQueue(SpanExporter exporter, int maxQueued, long timeoutMs, TraceMetrics metrics) {
    this.exporter = exporter;
    this.waiting = new ArrayBlockingQueue<>(maxQueued);
    this.timeoutMs = timeoutMs;
    this.metrics = metrics;
    this.sender = new Thread(this::send, "traces");
    sender.setDaemon(true);
  }

  SpanQueue started() {
    sender.start();
    return this;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    // told when it is over
  }

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (over || !waiting.offer(span.toSpanData())) {
      metrics.dropped();
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  private void send() {
    try {
      while (!over || !waiting.isEmpty()) {
        SpanData first = waiting.poll(LOOKED_EVERY_MS, MILLISECONDS);
        if (first != null) {
          List<SpanData> batch = new ArrayList<>(List.of(first));
          waiting.drainTo(batch, MAX_BATCH - 1);
          send(batch);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(List<SpanData> batch) {
    boolean taken;
    try {
      taken = exporter.export(batch).join(timeoutMs, MILLISECONDS).isSuccess();
    } catch (RuntimeException broken) {
      LOG.debug("spans cannot be sent", broken);
      taken = false;
    }
    if (taken) {
      metrics.sent(batch.size());
    } else {
      metrics.failed(batch.size());
      limited.log(
          "failed",
          more -> LOG.warn(
              "{} spans were not taken by talkspurt.tracing.endpoint{}", batch.size(), more));
    }
  }

  /** What waits is sent, as far as there is time. */
  @Override
  public CompletableResultCode shutdown() {
    over = true;
    try {
      sender.join(timeoutMs);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    waiting.forEach(left -> metrics.dropped());
    waiting.clear();
    sender.interrupt();
    return exporter.shutdown();
  }
}
