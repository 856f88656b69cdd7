package talkspurt.replay;

import java.util.ArrayList;
import java.util.List;
import talkspurt.audio.EchoReport;

/** Follows where the echo is: when it was found, and when the strongest of it moved. */
final class DelayTrack {

  /**
   * The strongest echo was found at a place.
   *
   * @param atS seconds of sound heard
   * @param delayMs how late the echo came once that had settled
   */
  record Found(double atS, int delayMs) {}

  private static final int STEADY_FRAMES = 25;
  private static final int TOLERANCE_MS = 20;

  private final List<Found> found = new ArrayList<>();
  private final List<Double> jumpsS = new ArrayList<>();
  private int candidateMs = EchoReport.UNKNOWN.delayMs();
  private int steady;
  private boolean everSettled;

  void next(int frame, EchoReport echo) {
    if (echo.jumps() > jumpsS.size()) {
      jumpsS.add(LineReplay.timeS(frame));
    }
    if (echo.delayMs() == EchoReport.UNKNOWN.delayMs()) {
      return;
    }
    if (found.isEmpty()) {
      found.add(new Found(LineReplay.timeS(frame), echo.delayMs()));
    }
    boolean same = Math.abs(echo.delayMs() - candidateMs) <= TOLERANCE_MS;
    candidateMs = same ? candidateMs : echo.delayMs();
    steady = same ? steady + 1 : 0;
    if (steady == STEADY_FRAMES) {
      settled(frame - STEADY_FRAMES, echo.delayMs());
    }
  }

  private void settled(int sinceFrame, int delayMs) {
    Found last = found.get(found.size() - 1);
    if (!everSettled) {
      found.set(0, new Found(last.atS(), delayMs));
      everSettled = true;
    } else if (Math.abs(delayMs - last.delayMs()) > TOLERANCE_MS) {
      found.add(new Found(LineReplay.timeS(sinceFrame), delayMs));
    }
  }

  List<Found> found() {
    return List.copyOf(found);
  }

  /** When a further path was found; the echo may be strongest there only later. */
  List<Double> jumpsS() {
    return List.copyOf(jumpsS);
  }
}
