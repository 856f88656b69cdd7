package talkspurt.telemetry;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;

/** What is counted of the recordings of a node. Thread-safe. */
public final class RecordingMetrics {

  private final GaugeDataPoint open;
  private final CounterDataPoint started;
  private final Counter ended;
  private final CounterDataPoint seconds;
  private final CounterDataPoint bytes;
  private final CounterDataPoint gaps;
  private final CounterDataPoint gapSeconds;
  private final GaugeDataPoint free;
  private final GaugeDataPoint full;
  private final Counter uploads;
  private final GaugeDataPoint waiting;
  private final GaugeDataPoint oldest;

  RecordingMetrics(Figures figures) {
    open = figures.gauge("talkspurt_recordings_open", "Files of recordings that are being written");
    started =
        figures.counter("talkspurt_recordings_started", "Files of recordings that were begun");
    ended = figures.labelled(
        "talkspurt_recordings_ended",
        "Files of recordings that were ended, by the reason",
        "reason");
    seconds = figures.counter("talkspurt_recorded_seconds", "Length of what was recorded");
    bytes = figures.counter("talkspurt_recorded_bytes", "Bytes of what was recorded");
    gaps = figures.counter(
        "talkspurt_recording_gaps",
        "Times that sound could not be recorded, the disk being too slow");
    gapSeconds = figures.counter(
        "talkspurt_recording_gap_seconds",
        "Length of the sound that could not be recorded in time");
    free = figures.gauge(
        "talkspurt_recording_disk_free_bytes", "Free space of the disk that recordings are on");
    full = figures.gauge(
        "talkspurt_recording_disk_full", "1 while so little is free that nothing is recorded");
    uploads = figures.labelled(
        "talkspurt_recording_uploads",
        "Times that a file of a recording was brought to the bucket, by what came of it",
        "outcome");
    waiting = figures.gauge(
        "talkspurt_recording_uploads_pending",
        "Parts of recordings that wait for being brought to the bucket");
    oldest = figures.gauge(
        "talkspurt_recording_upload_oldest_seconds", "How long the oldest of them has waited");
    Figures.exist(uploads, "stored", "failed");
    Figures.exist(ended, "line-gone", "stopped", "rate-changed", "disk-full", "failed");
  }

  /** So many files are being written. */
  public void open(int files) {
    open.set(files);
  }

  /** A file was begun. */
  public void started() {
    started.inc();
  }

  /** A file was ended. */
  public void ended(String reason) {
    ended.labelValues(reason).inc();
  }

  /** So much was recorded. */
  public void recorded(double length) {
    seconds.inc(length);
  }

  /** So many bytes were written. */
  public void wrote(long count) {
    bytes.inc(count);
  }

  /** So much could not be recorded in time. */
  public void gap(double length) {
    gaps.inc();
    gapSeconds.inc(length);
  }

  /** A file was brought to the bucket, or could not be. */
  public void upload(String outcome) {
    uploads.labelValues(outcome).inc();
  }

  /** So many parts wait for that, and the oldest for so long. */
  public void uploadsWait(int parts, double oldestSeconds) {
    waiting.set(parts);
    oldest.set(oldestSeconds);
  }

  /** So much is free, and whether that is too little. */
  public void disk(long freeBytes, boolean tooLittle) {
    free.set(freeBytes);
    full.set(tooLittle ? 1 : 0);
  }
}
