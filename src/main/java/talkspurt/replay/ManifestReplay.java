package talkspurt.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import talkspurt.audio.HearingNet;
import talkspurt.turn.TurnSettings;

/** Hears the situations of a manifest, several at a time, and writes down what it heard, for scoring. */
final class ManifestReplay {

  /**
   * What to hear and to write.
   *
   * @param system name to write into the file
   * @param out takes what was heard
   * @param withStt whether what recognition would have got is written, too
   * @param turns how turns are taken
   * @param clean directory for the cleaned sound, or null
   * @param evidence file for the numbers each frame is judged by, or null
   * @param threads situations heard at the same time
   */
  record Job(
      List<Situation> situations,
      String system,
      Path out,
      boolean withStt,
      TurnSettings turns,
      Path clean,
      Path evidence,
      int threads) {}

  private final Job job;
  private final HearingNet net;
  private final Queue<Future<SituationReplay>> underWay = new ArrayDeque<>();
  private int written;
  private double seconds;

  ManifestReplay(Job job, HearingNet net) {
    this.job = job;
    this.net = net;
  }

  /** Returns the seconds of sound heard. */
  double run() throws IOException, InterruptedException {
    if (job.clean() != null) {
      Files.createDirectories(job.clean());
    }
    ExecutorService workers = Executors.newFixedThreadPool(job.threads());
    try (DetectionsFile detections = new DetectionsFile(job.out(), job.system());
        FeaturesFile evidence = job.evidence() == null
            ? null
            : new FeaturesFile(job.evidence(), job.situations().size())) {
      for (Situation situation : job.situations()) {
        // a few are under way at any time, so that memory stays bounded
        if (underWay.size() == 2 * job.threads()) {
          write(heard(underWay.remove()), detections, evidence);
        }
        underWay.add(workers.submit(
            () -> SituationReplay.of(situation, net, job.turns(), job.evidence() != null)));
      }
      while (!underWay.isEmpty()) {
        write(heard(underWay.remove()), detections, evidence);
      }
      detections.complete();
    } finally {
      workers.shutdownNow();
    }
    return seconds;
  }

  private static SituationReplay heard(Future<SituationReplay> pending)
      throws IOException, InterruptedException {
    try {
      return pending.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException unreadable) {
        throw unreadable;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }

  private void write(SituationReplay heard, DetectionsFile detections, FeaturesFile evidence)
      throws IOException {
    String id = job.situations().get(written++).id();
    seconds += heard.seconds();
    String clean = null;
    if (job.clean() != null) {
      Path file = job.clean().resolve(id + ".wav").toAbsolutePath();
      WavFile.write(file, heard.rateHz(), heard.clean());
      clean = file.toString();
    }
    if (evidence != null) {
      evidence.write(heard.evidence());
    }
    List<Span> stt = job.withStt() ? heard.forwarded() : null;
    detections.write(
        id,
        new DetectionsFile.Entry(
            heard.detections(), heard.scores(), stt, heard.floor(), heard.floorWithWords(), clean));
  }
}
