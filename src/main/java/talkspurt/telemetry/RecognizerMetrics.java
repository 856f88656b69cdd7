package talkspurt.telemetry;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;

/** What the embedded recogniser has to do, and what it can. Thread-safe. */
public final class RecognizerMetrics {

  private static final double NANOS_PER_SECOND = 1e9;

  private final CounterDataPoint busy;
  private final CounterDataPoint sound;
  private final CounterDataPoint late;
  private final GaugeDataPoint waiting;
  private final GaugeDataPoint utterances;
  private final GaugeDataPoint behind;

  RecognizerMetrics(Figures figures) {
    busy = figures.counter(
        "talkspurt_recognizer_busy_seconds", "For how long the embedded recogniser worked");
    sound = figures.counter(
        "talkspurt_recognizer_heard_seconds", "How much sound the embedded recogniser heard");
    late = figures.counter(
        "talkspurt_recognizer_late",
        "Utterances that the embedded recogniser gave up because their words took too long");
    waiting = figures.gauge(
        "talkspurt_recognizer_waiting_seconds", "How much sound waits for the embedded recogniser");
    utterances = figures.gauge(
        "talkspurt_recognizer_utterances_max",
        "How many callers may speak at the same time, by what the recogniser's work takes");
    behind = figures.gauge(
        "talkspurt_recognizer_behind", "Whether the embedded recogniser falls behind");
  }

  /** So much sound took so long. */
  public void heard(double seconds, long nanos) {
    sound.inc(seconds);
    busy.inc(nanos / NANOS_PER_SECOND);
  }

  /** An utterance was given up. */
  public void late() {
    late.inc();
  }

  /** What there is to do now, and what can be done. */
  public void load(double waitingSeconds, int utterancesAtOnce, boolean fallsBehind) {
    waiting.set(waitingSeconds);
    utterances.set(utterancesAtOnce);
    behind.set(fallsBehind ? 1 : 0);
  }
}
