package talkspurt.telemetry;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.concurrent.atomic.LongAccumulator;

/** How media loops keep time. Thread-safe. */
public final class LoopMetrics {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Histogram late;
  private final Counter missed;
  private final Counter busy;
  private final Counter woken;
  private final LongAccumulator latest = new LongAccumulator(Math::max, 0);

  LoopMetrics(Figures figures) {
    late = figures.timedBy(
        "loop",
        "talkspurt_media_loop_late_seconds",
        "How late the ticks of a media loop began",
        0.0005,
        0.001,
        0.002,
        0.005,
        0.01,
        0.02,
        0.05,
        0.1,
        0.5);
    missed = figures.labelled(
        "talkspurt_media_loop_missed_ticks",
        "Ticks of 10 ms that a media loop passed over because it was busy or stalled",
        "loop");
    busy = figures.labelled(
        "talkspurt_media_loop_busy_seconds", "For how long a media loop was awake", "loop");
    woken = figures.labelled(
        "talkspurt_media_loop_woken", "Times that another thread woke a media loop", "loop");
  }

  /** Those of one loop. */
  public OfLoop of(String loop) {
    return new OfLoop(
        late.labelValues(loop),
        missed.labelValues(loop),
        busy.labelValues(loop),
        woken.labelValues(loop),
        latest);
  }

  /** How late the latest tick of all loops was since this was asked last, in ns. */
  public long takeLatest() {
    return latest.getThenReset();
  }

  /** The figures of one loop. */
  public static final class OfLoop {

    private final DistributionDataPoint late;
    private final CounterDataPoint missed;
    private final CounterDataPoint busy;
    private final CounterDataPoint woken;
    private final LongAccumulator latest;

    private OfLoop(
        DistributionDataPoint late,
        CounterDataPoint missed,
        CounterDataPoint busy,
        CounterDataPoint woken,
        LongAccumulator latest) {
      this.late = late;
      this.missed = missed;
      this.busy = busy;
      this.woken = woken;
      this.latest = latest;
    }

    /** A tick began so late, after so many that were passed over. */
    public void ticked(long lateNanos, long missedTicks) {
      late.observe(lateNanos / NANOS_PER_SECOND);
      latest.accumulate(lateNanos);
      missed.inc(missedTicks);
    }

    /** The loop rests after it was awake for so long; another thread may have woken it. */
    public void rests(long busyNanos, boolean byAnother) {
      busy.inc(busyNanos / NANOS_PER_SECOND);
      woken.inc(byAnother ? 1 : 0);
    }
  }
}
