package talkspurt.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import talkspurt.telemetry.Metrics;

/** Recordings that are written when a test says so, on a disk whose room a test decides. */
public final class TestRecordings implements Recordings.Disk {

  private final Recordings recordings;
  private final RecordingSettings settings;
  private long usable = 1L << 40;
  private boolean unknown;

  /** In this folder. */
  public TestRecordings(
      Path folder, RecordingFormat format, Duration queue, InstantSource clock, Metrics metrics) {
    this(new RecordingSettings(folder, format, true, queue, 1L << 30), clock, metrics);
  }

  /** With these settings. */
  public TestRecordings(RecordingSettings settings, InstantSource clock, Metrics metrics) {
    this(settings, clock, metrics, PartWatch.NONE);
  }

  /** With somebody who hears of the files. */
  public TestRecordings(
      RecordingSettings settings, InstantSource clock, Metrics metrics, PartWatch watch) {
    this.settings = settings;
    recordings = new Recordings(
        Optional.of(settings),
        "node-1",
        this,
        clock,
        metrics.recordings(),
        watch,
        Optional.empty());
  }

  public Recordings recordings() {
    return recordings;
  }

  /** Writes what was heard. */
  public void write() {
    recordings.pass();
  }

  /** Writes until the disk was looked at, too. */
  public void look() {
    for (int pass = 0; pass < 10; pass++) {
      recordings.pass();
    }
  }

  /** So much is free from now on. */
  public void usable(long bytes) {
    usable = bytes;
  }

  /** How much is free is not known any more. */
  public void unknown() {
    unknown = true;
  }

  @Override
  public long usable() throws IOException {
    if (unknown) {
      throw new IOException("gone");
    }
    return usable;
  }

  @Override
  public long total() {
    return 1L << 41;
  }
}
