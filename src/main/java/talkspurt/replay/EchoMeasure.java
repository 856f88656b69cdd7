package talkspurt.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The echo over some time: medians of the frames in which the bot spoke and the caller did not.
 *
 * @param over the time measured
 * @param delayMs how late the echo came
 * @param erlDb echo return loss: how much softer it came back than it was sent
 * @param erleDb echo return loss enhancement: how much of it the linear filter took away
 */
record EchoMeasure(Span over, int delayMs, double erlDb, double erleDb) {

  private static final int LEAST_FRAMES = 25;
  private static final double LEAST_INTERVAL_S = 5;
  private static final int MAX_INTERVALS = 40;

  /** Of one interval after the other, as far as there was echo to measure. */
  static List<EchoMeasure> intervals(CallTrack track) {
    double wholeS = track.recording.seconds();
    double stepS = Math.max(LEAST_INTERVAL_S, Math.ceil(wholeS / MAX_INTERVALS));
    int step = (int) Math.round(stepS / LineReplay.timeS(0));
    List<EchoMeasure> measures = new ArrayList<>();
    for (int from = 0; from < track.frames(); from += step) {
      measures.addAll(of(track, from, Math.min(track.frames(), from + step)));
    }
    return measures;
  }

  /** Of some frames; none where there was less than half a second of echo to measure. */
  static List<EchoMeasure> of(CallTrack track, int fromFrame, int toFrame) {
    int[] frames = IntStream.range(fromFrame, toFrame)
        .filter(k -> track.echo[k].delayMs() >= 0 && track.botAudible(k) && !track.speaking[k])
        .toArray();
    if (frames.length < LEAST_FRAMES) {
      return List.of();
    }
    return List.of(new EchoMeasure(
        new Span(LineReplay.timeS(fromFrame - 1), LineReplay.timeS(toFrame - 1)),
        (int) median(
            IntStream.of(frames).mapToDouble(k -> track.echo[k].delayMs()).toArray()),
        median(IntStream.of(frames).mapToDouble(k -> track.echo[k].lossDb()).toArray()),
        median(IntStream.of(frames).mapToDouble(k -> track.echo[k].removedDb()).toArray())));
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return Math.round(values[values.length / 2] * 10) / 10.0;
  }
}
