package talkspurt.telemetry;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;

/** What is counted of playout. Thread-safe. */
public final class PlayoutMetrics {

  private final CounterDataPoint framesPlayed;
  private final CounterDataPoint framesSkipped;
  private final DistributionDataPoint playoutLateness;
  private final CounterDataPoint underruns;

  PlayoutMetrics(Figures figures) {
    framesPlayed =
        figures.counter("talkspurt_frames_played", "20 ms frames that were sent to lines");
    framesSkipped = figures.counter(
        "talkspurt_playout_skipped_frames", "Frame times that passed in stalls of 100 ms or more");
    playoutLateness = figures.histogram(
        "talkspurt_playout_lateness_seconds",
        "How late a frame was sent",
        0.001,
        0.002,
        0.005,
        0.01,
        0.02,
        0.05,
        0.1,
        0.5);
    underruns = figures.counter(
        "talkspurt_playout_underruns", "Times that speech was interrupted for want of sound");
  }

  /** A frame was sent to a line. */
  public void framePlayed(long lateNanos) {
    framesPlayed.inc();
    playoutLateness.observe(lateNanos / 1e9);
  }

  /** Frame times passed without a frame. */
  public void framesSkipped(long count) {
    framesSkipped.inc(count);
  }

  /** Speech was interrupted for want of sound. */
  public void underrun() {
    underruns.inc();
  }
}
