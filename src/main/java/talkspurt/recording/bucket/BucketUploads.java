package talkspurt.recording.bucket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.recording.BucketSettings;
import talkspurt.recording.OpenParts;
import talkspurt.recording.PartQueue;
import talkspurt.recording.PartReports;
import talkspurt.recording.PartWatch;
import talkspurt.recording.RecordingFolder;
import talkspurt.recording.RecordingThread;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.RecordingMetrics;

/**
 * Brings parts of recordings to the bucket once nothing is added to them any more, on a thread of its own. What cannot be brought
 * stays in the folder, and is tried again, also after a restart; nothing is deleted here before the bucket has told that it has it.
 */
public final class BucketUploads implements PartWatch, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BucketUploads.class);
  private static final Duration PASS_EVERY = Duration.ofSeconds(1);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);
  /** The call is about to be told of the part's end. */
  private static final Duration TOO_EARLY = Duration.ofSeconds(2);

  private static final int MAX_LINES_PER_MINUTE = 5;
  private static final long TOLD_WITHIN_S = 30;

  private final RecordingFolder folder;
  private final BucketSettings settings;
  private final Bucket bucket;
  private final PartQueue queue;
  private final PartReports reports;
  private final InstantSource clock;
  private final RecordingMetrics metrics;
  private final LimitedLog limited = new LimitedLog(NanoClock.system(), MAX_LINES_PER_MINUTE);
  private final Outage outage = new Outage();
  private final OpenParts open;
  private final Map<String, Instant> notBefore = new HashMap<>();
  private final ScheduledExecutorService thread;

  BucketUploads(
      RecordingFolder folder,
      BucketSettings settings,
      Bucket bucket,
      String node,
      PartReports reports,
      InstantSource clock,
      RecordingMetrics metrics) {
    this.folder = folder;
    this.settings = settings;
    this.bucket = bucket;
    this.queue = new PartQueue(folder.path(), node);
    this.reports = reports;
    this.clock = clock;
    this.metrics = metrics;
    this.open = new OpenParts(queue, clock, this::unqueued);
    this.thread = RecordingThread.named("talkspurt-recording-uploads");
  }

  /**
   * Uploads from now on, and first what was left.
   *
   * @param node as it is called after a restart, too: the queue is its own
   */
  public static BucketUploads start(
      RecordingFolder folder,
      BucketSettings settings,
      Bucket bucket,
      String node,
      PartReports reports,
      InstantSource clock,
      RecordingMetrics metrics) {
    BucketUploads uploads =
        new BucketUploads(folder, settings, bucket, node, reports, clock, metrics);
    uploads.thread.scheduleWithFixedDelay(
        uploads::pass, PASS_EVERY.toMillis(), PASS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return uploads;
  }

  // ---- the writer's thread

  @Override
  public void begun(String file) {
    open.begun(file);
  }

  @Override
  public void ended(String file) {
    open.ended(file);
  }

  private void unqueued(String file, IOException failure) {
    limited.log(
        "queue",
        more -> LOG.warn(
            "{} stays in the folder: it cannot be put in the queue of uploads: {}{}",
            file,
            failure.toString(),
            more));
  }

  // ---- the thread of its own

  /** Brings all that waits, and deletes here what has been there for long enough. */
  void pass() {
    try {
      sweep();
      List<PartQueue.Entry> waiting = open.closed();
      for (int n = 0; n < waiting.size(); n++) {
        tellWaiting(waiting.subList(n, waiting.size()));
        Instant now = clock.instant();
        if (!outage.over(now)) {
          return;
        }
        PartQueue.Entry entry = waiting.get(n);
        if (!notBefore.getOrDefault(entry.part(), now).isAfter(now)) {
          bring(entry.part());
        }
      }
      tellWaiting(open.closed());
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException failure) {
      limited.log(
          "pass",
          more ->
              LOG.warn("recordings cannot be uploaded for now: {}{}", failure.toString(), more));
    }
  }

  private void tellWaiting(List<PartQueue.Entry> waiting) {
    double oldest = waiting.isEmpty()
        ? 0
        : Duration.between(waiting.get(0).since(), clock.instant()).toMillis() / 1000.0;
    metrics.uploadsWait(waiting.size(), Math.max(0, oldest));
  }

  private void bring(String part) throws InterruptedException {
    List<String> files;
    try {
      files = queue.files(part);
      for (String file : files) {
        bring(part, file);
      }
      if (outage.worked()) {
        LOG.info("recordings are uploaded to {} again", settings);
      }
    } catch (BucketException failure) {
      metrics.upload("failed");
      if (outage.failed(clock.instant())) {
        LOG.warn(
            "recordings cannot be uploaded to {}, stay in {} and are tried again: {}",
            settings,
            folder.path(),
            failure.getMessage());
      }
      return;
    } catch (IOException failure) {
      metrics.upload("failed");
      later(part, "it cannot be read: " + failure);
      return;
    }
    try {
      boolean known = true;
      for (String file : files) {
        known &= Answers.within(
            reports.stored(file, settings.place(file), queue.written(file)),
            TOLD_WITHIN_S,
            TimeUnit.SECONDS);
      }
      if (!known) {
        notBefore.put(part, clock.instant().plus(TOO_EARLY));
        return;
      }
      settle(part, files);
      notBefore.remove(part);
    } catch (IOException failure) {
      later(part, "it is in the bucket, but the call cannot be told: " + failure.getMessage());
    }
  }

  private void later(String part, String why) {
    notBefore.put(part, clock.instant().plus(AGAIN_AFTER));
    limited.log("later", more -> LOG.warn("{} stays in the folder for now: {}{}", part, why, more));
  }

  private void bring(String part, String file) throws IOException, InterruptedException {
    Path path = folder.path().resolve(file);
    FileSums sums = FileSums.of(path);
    if (!isThere(file, sums)) {
      put(file, path, sums);
      if (Files.exists(path) && !isThere(file, sums)) {
        throw new BucketException("what was put there is another file than " + file);
      }
    }
    if (!Files.exists(path)) {
      // deleted meanwhile, and so is to be what was brought
      Answers.ofBucket(bucket.delete(file));
    }
    metrics.upload("stored");
  }

  private void put(String file, Path path, FileSums sums) throws IOException, InterruptedException {
    long partBytes = (long) settings.partMib() << 20;
    if (sums.bytes() > partBytes) {
      new MultipartUpload(bucket.multipart(), file, path, sums, partBytes).bring();
    } else {
      Answers.ofBucket(bucket.put(file, path, sums));
    }
  }

  private boolean isThere(String file, FileSums sums) throws IOException, InterruptedException {
    return Answers.ofBucket(bucket.head(file)).filter(there -> there.is(sums)).isPresent();
  }

  private void settle(String part, List<String> files) throws IOException {
    if (settings.deleteLocalAfter().isEmpty()) {
      queue.done(part);
    } else if (settings.deleteLocalAfter().get().isZero()) {
      delete(part, files);
    } else {
      queue.stored(part, clock.instant());
    }
  }

  private void sweep() throws IOException {
    if (settings.deleteLocalAfter().isPresent()) {
      Instant before = clock.instant().minus(settings.deleteLocalAfter().get());
      for (PartQueue.Entry entry : queue.stored()) {
        if (!entry.since().isAfter(before)) {
          delete(entry.part(), queue.files(entry.part()));
        }
      }
    }
  }

  private void delete(String part, List<String> files) throws IOException {
    for (String file : files) {
      Files.deleteIfExists(folder.path().resolve(file));
    }
    queue.done(part);
  }

  /** Stops; what is left is brought when the node is started again. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
