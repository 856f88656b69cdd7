package talkspurt.recording;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import talkspurt.audio.WavWriter;

/** 16-bit linear PCM in a RIFF file, whose head tells the length of what is there. */
final class WavEncoder implements SoundEncoder {

  private final int rateHz;
  private final int tracks;
  private final ByteBuffer out;
  private long dataBytes;

  WavEncoder(int rateHz, int tracks) {
    this.rateHz = rateHz;
    this.tracks = tracks;
    this.out = ByteBuffer.allocate(BLOCK_SAMPLES * tracks * 2).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public ByteBuffer head() {
    return WavWriter.head(rateHz, tracks, dataBytes);
  }

  /** Whoever reads it takes all that is there. */
  @Override
  public ByteBuffer openHead() {
    return WavWriter.head(rateHz, tracks, Long.MAX_VALUE >> 1);
  }

  @Override
  public boolean headGrows() {
    return true;
  }

  @Override
  public ByteBuffer block(short[][] sound, int count) {
    out.clear();
    for (int n = 0; n < count; n++) {
      for (int track = 0; track < tracks; track++) {
        out.putShort(sound[track][n]);
      }
    }
    dataBytes += (long) count * tracks * 2;
    return out.flip();
  }
}
