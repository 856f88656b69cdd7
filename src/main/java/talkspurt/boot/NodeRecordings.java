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
import talkspurt.boot.config.StartFailure;
import talkspurt.control.ClusterEraser;
import talkspurt.control.RecordingEraser;
import talkspurt.control.RecordingsElsewhere;
import talkspurt.http.RecordedFiles;
import talkspurt.recording.RecordingFolder;
import talkspurt.recording.RecordingSettings;
import talkspurt.recording.Recordings;
import talkspurt.telemetry.Metrics;

/** The recordings of a node: written until its lines are gone, and read by the API. */
final class NodeRecordings {

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
   * @param node which node this is
   * @param wanted whether there is a profile that wants any
   * @throws StartFailure when they are wanted, and their folder cannot be written to
   */
  static NodeRecordings start(
      ActorSystem<?> system,
      RecordingSettings settings,
      String node,
      boolean wanted,
      Metrics metrics) {
    if (wanted) {
      prepare(settings);
    }
    Recordings recordings =
        Recordings.start(settings, node, InstantSource.system(), metrics.recordings());
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "recordings",
            () -> CompletableFuture.supplyAsync(() -> {
              recordings.close();
              return Done.done();
            }));
    RecordingFolder folder = new RecordingFolder(settings.folder());
    RecordingsElsewhere elsewhere = RecordingsElsewhere.start(system, here(folder));
    return new NodeRecordings(
        recordings,
        new RecordingFinder(
            node,
            folder,
            elsewhere,
            settings.keys(),
            system.dispatchers().lookup(DispatcherSelector.blocking())),
        ClusterEraser.create(system, elsewhere, Optional.empty()));
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
