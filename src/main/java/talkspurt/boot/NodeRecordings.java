package talkspurt.boot;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import talkspurt.boot.config.StartFailure;
import talkspurt.http.RecordedFiles;
import talkspurt.recording.RecordingSettings;
import talkspurt.recording.Recordings;
import talkspurt.telemetry.Metrics;

/** The recordings of a node: written until its lines are gone, and read by the API. */
final class NodeRecordings {

  private NodeRecordings() {}

  /**
   * Writes recordings from now on.
   *
   * @param node which node this is
   * @param wanted whether there is a profile that wants any
   * @throws StartFailure when they are wanted, and their folder cannot be written to
   */
  static Recordings start(
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
    return recordings;
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

  /** Files of this node; names come from the journal, and stay within the folder all the same. */
  static RecordedFiles files(RecordingSettings settings) {
    return name -> Optional.of(settings.folder().resolve(name).normalize())
        .filter(path -> path.startsWith(settings.folder()) && Files.isRegularFile(path));
  }
}
