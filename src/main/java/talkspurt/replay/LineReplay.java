package talkspurt.replay;

import talkspurt.audio.AudioFrame;
import talkspurt.audio.EchoAwareDetector;
import talkspurt.audio.HearingNet;

/** A recorded line, shown to a new {@link EchoAwareDetector} frame by frame as a call would show it. */
final class LineReplay {

  /** Is told of each frame once it has been heard. */
  @FunctionalInterface
  interface Listener {
    void heard(int frame, float speech, EchoAwareDetector hearing);
  }

  private LineReplay() {}

  /** Seconds of sound heard when a frame, counted from 0, has been heard. */
  static double timeS(int frame) {
    return (frame + 1) * AudioFrame.FRAME_MS / 1000.0;
  }

  /**
   * Hears all whole frames.
   *
   * @param sent as long as the line
   * @return the cleaned line, aligned with it and as long; its last {@link EchoAwareDetector#delayMs} are silence
   */
  static short[] run(HearingNet net, int rateHz, short[] line, short[] sent, Listener listener) {
    EchoAwareDetector hearing = new EchoAwareDetector(rateHz, net);
    int size = hearing.frameSamples();
    int late = hearing.delayMs() * rateHz / 1000;
    short[] clean = new short[line.length];
    short[] lineFrame = new short[size];
    short[] sentFrame = new short[size];
    short[] cleanFrame = new short[size];
    for (int frame = 0; (frame + 1) * size <= line.length; frame++) {
      System.arraycopy(line, frame * size, lineFrame, 0, size);
      System.arraycopy(sent, frame * size, sentFrame, 0, size);
      float speech = hearing.hear(lineFrame, sentFrame, cleanFrame);
      int at = frame * size - late;
      int early = Math.min(size, Math.max(0, -at));
      System.arraycopy(cleanFrame, early, clean, Math.max(0, at), size - early);
      listener.heard(frame, speech, hearing);
    }
    return clean;
  }
}
