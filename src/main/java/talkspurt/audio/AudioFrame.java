package talkspurt.audio;

import java.util.List;

/**
 * A run of mono 16-bit linear PCM samples at one rate.
 *
 * <p>The array is shared, not copied: whoever made the frame must not write to it afterwards.
 *
 * @param rateHz samples per second, 8000 to 192000
 * @param samples signed 16-bit samples, oldest first
 */
public record AudioFrame(int rateHz, short[] samples) {

  /** Length of a frame on the line and in every stage behind {@code ReframeStage}. */
  public static final int FRAME_MS = 20;

  /** Samples in one 20 ms frame at {@code rateHz}. */
  public static int samplesPerFrame(int rateHz) {
    return rateHz * FRAME_MS / 1000;
  }

  /** 20 ms of silence. */
  public static AudioFrame silence(int rateHz) {
    return new AudioFrame(rateHz, new short[samplesPerFrame(rateHz)]);
  }

  /** One after the other; at least one, all of one rate. */
  public static AudioFrame joined(List<AudioFrame> frames) {
    short[] all =
        new short[frames.stream().mapToInt(frame -> frame.samples.length).sum()];
    int at = 0;
    for (AudioFrame frame : frames) {
      System.arraycopy(frame.samples, 0, all, at, frame.samples.length);
      at += frame.samples.length;
    }
    return new AudioFrame(frames.get(0).rateHz, all);
  }

  /** Whether this is 20 ms of digital silence. */
  public boolean isSilence() {
    for (short sample : samples) {
      if (sample != 0) {
        return false;
      }
    }
    return samples.length == samplesPerFrame(rateHz);
  }

  /** Length in milliseconds, rounded down. */
  public int durationMs() {
    return (int) (samples.length * 1000L / rateHz);
  }
}
