package talkspurt.loadtest.standin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import talkspurt.loadtest.Sound;

/** A recogniser's view of the sound it is sent: how much, and for how long it has been quiet. */
final class Listening {
  private static final double SPEECH_DBFS = -45;

  private final int rateHz;
  private long samples;
  private double quietMs;
  private double spokenMs;

  Listening(int rateHz) {
    this.rateHz = rateHz;
  }

  /** Hears 16-bit samples; returns how many ms they are. */
  double hear(byte[] bytes) {
    short[] sound = new short[bytes.length / 2];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(sound);
    double ms = sound.length * 1000.0 / rateHz;
    samples += sound.length;
    boolean loud = sound.length > 0 && Sound.dbfs(sound) > SPEECH_DBFS;
    quietMs = loud ? 0 : quietMs + ms;
    spokenMs += loud ? ms : 0;
    return ms;
  }

  double seconds() {
    return (double) samples / rateHz;
  }

  /** Speech, and then so much silence. */
  boolean spokenThenQuietFor(double ms) {
    return spokenMs > 0 && quietMs >= ms;
  }

  double spokenMs() {
    return spokenMs;
  }

  /** What was heard is dealt with. */
  void settle() {
    spokenMs = 0;
    quietMs = 0;
  }
}
