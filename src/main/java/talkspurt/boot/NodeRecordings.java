package talkspurt.boot;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import talkspurt.boot.config.Settings;
import talkspurt.boot.config.StartFailure;
import talkspurt.control.ClusterEraser;
import talkspurt.control.Nodes;
import talkspurt.control.RecordingEraser;
import talkspurt.control.RecordingsElsewhere;
import talkspurt.http.RecordedFiles;
import talkspurt.recording.EndedParts;
import talkspurt.recording.PartQueue;
import talkspurt.recording.PartReports;
import talkspurt.recording.PartWatch;
import talkspurt.recording.RecordingFolder;
import talkspurt.recording.RecordingSettings;
import talkspurt.recording.Recordings;
import talkspurt.recording.bucket.Bucket;
import talkspurt.recording.bucket.BucketFiles;
import talkspurt.recording.bucket.BucketUploads;
import talkspurt.telemetry.Metrics;

/** The recordings of a node: written until its lines are gone, and read by the API. */
final class NodeRecordings {

  /** A node of its own is called so in the queue of uploads: its address may be another each time. */
  private static final String ALONE = "alone";

  private final Recordings recordings;
  private final RecordingFinder finder;
  private final RecordingEraser eraser;

  private NodeRecordings(Recordings recordings, RecordingFinder finder, RecordingEraser eraser) {
    this.recordings = recordings;
    this.finder = finder;
    this.eraser = eraser;
  }

  /**
   * Writes recordings from now on.
   *
   * @param nodes which node this is
   * @param wanted whether there is a profile that wants any
   * @param reports tells calls that files of theirs can be had
   * @throws StartFailure when they are wanted, and their folder cannot be written to
   */
  static NodeRecordings start(
      ActorSystem<?> system,
      Settings settings,
      Nodes nodes,
      boolean wanted,
      PartReports reports,
      Metrics metrics) {
    RecordingSettings own = settings.recordings();
    if (wanted) {
      prepare(own);
    }
    InstantSource clock = InstantSource.system();
    RecordingFolder folder = new RecordingFolder(own.folder());
    Optional<Bucket> bucket = own.bucket().map(of -> new Bucket(of, clock));
    String writer = settings.cluster().alone() ? ALONE : nodes.self();
    Optional<BucketUploads> uploads = bucket.map(to -> BucketUploads.start(
        folder, own.bucket().orElseThrow(), to, writer, reports, clock, metrics.recordings()));
    Optional<EndedParts> kept = uploads.isPresent()
        ? Optional.empty()
        : Optional.of(EndedParts.start(new PartQueue(folder.path(), writer), reports, clock));
    Recordings recordings = Recordings.start(
        own,
        nodes.self(),
        clock,
        metrics.recordings(),
        uploads.<PartWatch>map(watch -> watch).or(() -> kept).orElseThrow());
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "recordings",
            () -> CompletableFuture.supplyAsync(() -> {
              recordings.close();
              uploads.ifPresent(BucketUploads::close);
              kept.ifPresent(EndedParts::close);
              return Done.done();
            }));
    RecordingsElsewhere elsewhere = RecordingsElsewhere.start(system, here(folder));
    Optional<BucketFiles> brought = bucket.map(BucketFiles::new);
    return new NodeRecordings(
        recordings,
        new RecordingFinder(
            nodes.self(),
            folder,
            elsewhere,
            brought,
            own.keys(),
            system.dispatchers().lookup(DispatcherSelector.blocking())),
        ClusterEraser.create(
            system,
            elsewhere,
            brought.map(files -> call -> files.delete(call.id(), call.first(), call.last()))));
  }

  /** What other nodes may ask of the disk of this one. */
  private static RecordingsElsewhere.Here here(RecordingFolder folder) {
    return new RecordingsElsewhere.Here() {
      @Override
      public long length(String name) throws IOException {
        Optional<Path> file = folder.find(name);
        return file.isPresent() ? Files.size(file.get()) : RecordingsElsewhere.NO_FILE;
      }

      @Override
      public byte[] read(String name, long from, int count) throws IOException {
        return folder.read(name, from, count);
      }

      @Override
      public int delete(UUID call, LocalDate first, LocalDate last) throws IOException {
        return folder.delete(call, first, last);
      }
    };
  }

  /** Who writes them. */
  Recordings recordings() {
    return recordings;
  }

  /** Who deletes them, wherever they lie. */
  RecordingEraser eraser() {
    return eraser;
  }

  private static void prepare(RecordingSettings settings) {
    try {
      Recordings.prepare(settings);
    } catch (IOException impossible) {
      throw new StartFailure(
          "setting talkspurt.recording.folder is '" + settings.folder()
              + "', which cannot be used: " + impossible
              + "; allowed: a directory, or where one can be made",
          impossible);
    }
  }

  /** Files of all nodes, for people. */
  RecordedFiles files() {
    return finder;
  }
}
