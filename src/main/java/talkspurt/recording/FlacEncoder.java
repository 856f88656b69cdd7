package talkspurt.recording;

import java.nio.ByteBuffer;
import java.util.List;
import talkspurt.audio.FlacFormat;
import talkspurt.audio.FlacFrames;

/** FLAC; the head of a file that is closed tells its length. */
final class FlacEncoder implements SoundEncoder {

  private final int rateHz;
  private final int tracks;
  private final List<String> comments;
  private final FlacFrames frames;
  private long samples;

  FlacEncoder(int rateHz, int tracks, List<String> comments) {
    this.rateHz = rateHz;
    this.tracks = tracks;
    this.comments = List.copyOf(comments);
    this.frames = new FlacFrames(rateHz, tracks, BLOCK_SAMPLES);
  }

  @Override
  public ByteBuffer head() {
    return FlacFormat.head(rateHz, tracks, BLOCK_SAMPLES, samples, comments);
  }

  @Override
  public boolean headGrows() {
    return false;
  }

  @Override
  public ByteBuffer block(short[][] sound, int count) {
    samples += count;
    return frames.frame(sound, count);
  }
}
