package talkspurt.recording;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.audio.AudioFrame;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.LogFields;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.RecordingMetrics;
import talkspurt.trace.GzipMembers;

/**
 * Writes the recordings of all calls of a node, on one thread that no line waits for. Where it is late, frames are
 * lost from recordings, and marked; where the disk has too little room left, calls go on without.
 */
public final class Recordings implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);
  private static final int MAX_LINES_PER_MINUTE = 10;
  private static final long PASS_EVERY_MS = 100;
  private static final int MAX_EARLY_MS = 2000;
  private static final int LOOK_EVERY_PASSES = 10;
  private static final long CLOSED_WITHIN_S = 5;

  /** The disk that recordings are on. */
  interface Disk {

    /** Bytes that may still be written. */
    long usable() throws IOException;

    /** Its size in bytes. */
    long total() throws IOException;
  }

  private final Optional<RecordingSettings> settings;
  private final String node;
  private final Disk disk;
  private final InstantSource clock;
  private final RecordingMetrics metrics;
  private final PartWatch watch;
  private final LimitedLog limited;
  private final Queue<OpenPart> fresh = new ConcurrentLinkedQueue<>();
  private final GzipMembers members = new GzipMembers();
  private final List<PartWriter> writers = new ArrayList<>();
  private final Optional<ScheduledExecutorService> thread;
  private long passes;
  private boolean full;

  /** Whether anything was to be recorded yet: a node that records nothing has nothing to tell of its disk. */
  private boolean wanted;

  Recordings(
      Optional<RecordingSettings> settings,
      String node,
      Disk disk,
      InstantSource clock,
      RecordingMetrics metrics,
      PartWatch watch,
      Optional<ScheduledExecutorService> thread) {
    this.settings = settings;
    this.node = node;
    this.disk = disk;
    this.clock = clock;
    this.metrics = metrics;
    this.watch = watch;
    this.limited = new LimitedLog(NanoClock.system(), MAX_LINES_PER_MINUTE);
    this.thread = thread;
  }

  /**
   * Writes from now on.
   *
   * @param node which node this is
   * @param watch hears of the files
   */
  public static Recordings start(
      RecordingSettings settings,
      String node,
      InstantSource clock,
      RecordingMetrics metrics,
      PartWatch watch) {
    ScheduledExecutorService thread = RecordingThread.named("talkspurt-recording");
    Recordings recordings = new Recordings(
        Optional.of(settings),
        node,
        new FolderDisk(settings.folder()),
        clock,
        metrics,
        watch,
        Optional.of(thread));
    thread.scheduleWithFixedDelay(
        recordings::pass, PASS_EVERY_MS, PASS_EVERY_MS, TimeUnit.MILLISECONDS);
    return recordings;
  }

  /**
   * Makes the folder, should it not be there.
   *
   * @throws IOException where nothing can be written there
   */
  public static void prepare(RecordingSettings settings) throws IOException {
    OwnedFile.folder(settings.folder());
    if (!Files.isWritable(settings.folder())) {
      throw new IOException("it may not be written to");
    }
  }

  /** The disk of a folder that need not be there yet. */
  private record FolderDisk(Path folder) implements Disk {

    private FileStore store() throws IOException {
      Path there = folder;
      while (there.getParent() != null && !Files.exists(there)) {
        there = there.getParent();
      }
      return Files.getFileStore(there);
    }

    @Override
    public long usable() throws IOException {
      return store().getUsableSpace();
    }

    @Override
    public long total() throws IOException {
      return store().getTotalSpace();
    }
  }

  /** Records nothing. */
  public static Recordings none() {
    return new Recordings(
        Optional.empty(), "", null, InstantSource.system(), null, PartWatch.NONE, Optional.empty());
  }

  /** A recorder of a line. */
  public LineRecorder line() {
    return new LineRecorder(this);
  }

  String node() {
    return node;
  }

  boolean uploads() {
    return settings.flatMap(RecordingSettings::bucket).isPresent();
  }

  /** How many frames of a line are kept until it is known whether it is recorded; not more than half a queue. */
  int maxEarlyFrames() {
    return settings
        .map(own -> (int) Math.min(MAX_EARLY_MS, own.queue().toMillis() / 2) / AudioFrame.FRAME_MS)
        .orElse(0);
  }

  OpenPart begin(UUID call, int number, Consumer<RecordingNews> told) {
    int queueMs = settings.map(own -> (int) own.queue().toMillis()).orElse(0);
    OpenPart part = new OpenPart(
        call, number, queueMs, settings.map(RecordingSettings::tracks).orElse(2), told);
    if (settings.isPresent()) {
      fresh.add(part);
    } else {
      part.close();
      told.accept(new RecordingNews.Ended(
          number, clock.instant(), RecordingEnd.STOPPED, "", "", 0, 0, 0, 0, List.of()));
    }
    return part;
  }

  // ---- the writer's thread

  /** Writes all that was heard until now. */
  void pass() {
    try {
      for (OpenPart part = fresh.poll(); part != null; part = fresh.poll()) {
        writers.add(new PartWriter(part, settings.orElseThrow(), clock, members));
        wanted = true;
      }
      if (passes++ % LOOK_EVERY_PASSES == 0) {
        look();
      }
      for (Iterator<PartWriter> all = writers.iterator(); all.hasNext(); ) {
        if (!write(all.next())) {
          all.remove();
        }
      }
      metrics.open(writers.size());
    } catch (RuntimeException ours) {
      LOG.error("recordings could not be written; they are tried again", ours);
    }
  }

  /** Whether it goes on. */
  private boolean write(PartWriter writer) {
    RecordingEnd why = writer.part().end(); // before what was heard until then is written
    long bytes = writer.bytes();
    long samples = writer.samples();
    long lost = writer.lost();
    boolean goesOn = full && samples == 0
        ? ended(writer, RecordingEnd.DISK_FULL, Optional.empty())
        : written(writer, full ? RecordingEnd.DISK_FULL : why);
    metrics.wrote(writer.bytes() - bytes);
    watch(writer, samples == 0, goesOn);
    if (writer.part().rateHz() > 0) {
      metrics.recorded((double) (writer.samples() - samples) / writer.part().rateHz());
      lost(writer, writer.lost() - lost);
    }
    return goesOn;
  }

  private void watch(PartWriter writer, boolean fresh, boolean goesOn) {
    if (writer.name().isEmpty()) {
      return;
    }
    if (!goesOn) {
      watch.ended(writer.name());
    } else if (fresh) {
      watch.begun(writer.name());
    }
  }

  private boolean written(PartWriter writer, RecordingEnd why) {
    try {
      boolean fresh = writer.samples() == 0;
      writer.write();
      if (fresh && writer.samples() > 0) {
        metrics.started();
      }
      if (why == null) {
        return true;
      }
      writer.close(why);
      metrics.ended(why.label());
      if (why == RecordingEnd.DISK_FULL) {
        tell(writer, why, Optional.empty());
      }
      return false;
    } catch (IOException | RuntimeException failure) {
      return ended(
          writer,
          isFull(failure) ? RecordingEnd.DISK_FULL : RecordingEnd.FAILED,
          Optional.of(failure));
    }
  }

  private static boolean isFull(Exception failure) {
    return String.valueOf(failure.getMessage()).contains("No space left");
  }

  /** The file stays as far as it was written. */
  private boolean ended(PartWriter writer, RecordingEnd why, Optional<Exception> failure) {
    writer.abandon(why);
    metrics.ended(why.label());
    tell(writer, why, failure);
    return false;
  }

  private void tell(PartWriter writer, RecordingEnd why, Optional<Exception> failure) {
    LogFields.ofCall(
        writer.part().call().toString(),
        () -> limited.log(
            why.label(),
            more -> LOG.warn(
                "the recording of the call ends, the call goes on: {}{}",
                failure.map(Exception::toString).orElse("too little room on the disk"),
                more)));
  }

  private void lost(PartWriter writer, long samples) {
    if (samples > 0) {
      metrics.gap((double) samples / writer.part().rateHz());
      LogFields.ofCall(
          writer.part().call().toString(),
          () -> limited.log(
              "gap",
              more -> LOG.warn(
                  "{} ms of the call could not be recorded in time: silence stands for them{}",
                  samples * 1000 / writer.part().rateHz(),
                  more)));
    }
  }

  private void look() {
    RecordingSettings own = settings.orElseThrow();
    try {
      long usable = disk.usable();
      boolean before = full;
      full = new FreeRoom(own.minFreeBytes()).isShort(usable, disk.total(), before);
      metrics.disk(usable, full);
      if (full && !before && wanted) {
        LOG.warn(
            "calls are not recorded: {} MiB are free on the disk of {}",
            usable >> 20,
            own.folder());
      } else if (before && !full && wanted) {
        LOG.info("calls are recorded again: {} MiB are free", usable >> 20);
      }
    } catch (IOException unknown) {
      limited.log(
          "unknown",
          more -> LOG.warn(
              "the free space for recordings cannot be read: {}{}", unknown.toString(), more));
    }
  }

  /** Ends all recordings; returns when they are written, or cannot be within some seconds. */
  @Override
  public void close() {
    thread.ifPresent(own -> {
      own.execute(() -> {
        pass();
        writers.forEach(writer -> writer.part().end(RecordingEnd.LINE_GONE));
        pass();
      });
      own.shutdown();
      try {
        if (!own.awaitTermination(CLOSED_WITHIN_S, TimeUnit.SECONDS)) {
          LOG.warn("recordings could not be written to their end in time");
        }
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
      }
    });
  }
}
