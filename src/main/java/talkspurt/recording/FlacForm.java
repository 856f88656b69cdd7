package talkspurt.recording;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import talkspurt.audio.FlacFormat;
import talkspurt.audio.FlacFrames;

/** FLAC; the head of a file that is closed tells its length and the MD5 of its samples, as the format wants. */
final class FlacForm implements SoundForm {

  private static final int MD5_BYTES = 16;

  private final int rateHz;
  private final int tracks;
  private final List<String> comments;
  private final FlacFrames frames;
  private final MessageDigest md5;
  private final byte[] interleaved;
  private long samples;
  private boolean over;

  FlacForm(int rateHz, int tracks, List<String> comments) {
    this.rateHz = rateHz;
    this.tracks = tracks;
    this.comments = List.copyOf(comments);
    this.frames = new FlacFrames(rateHz, tracks, BLOCK_SAMPLES);
    this.interleaved = new byte[BLOCK_SAMPLES * tracks * 2];
    try {
      this.md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new AssertionError(everyJdkHasIt);
    }
  }

  /** Asked for last, it ends the sum. */
  @Override
  public ByteBuffer head() {
    byte[] sum = samples > 0 && !over ? md5.digest() : new byte[MD5_BYTES];
    over = samples > 0;
    return FlacFormat.head(rateHz, tracks, BLOCK_SAMPLES, samples, sum, comments);
  }

  @Override
  public boolean headGrows() {
    return false;
  }

  @Override
  public ByteBuffer block(short[][] sound, int count) {
    int at = 0;
    for (int n = 0; n < count; n++) {
      for (int track = 0; track < tracks; track++) {
        interleaved[at++] = (byte) sound[track][n];
        interleaved[at++] = (byte) (sound[track][n] >> 8);
      }
    }
    md5.update(interleaved, 0, at);
    samples += count;
    return frames.frame(sound, count);
  }
}
