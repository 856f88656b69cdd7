package talkspurt.line.websocket;

import akka.util.ByteString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Resampler;

/**
 * Sound for one line as media messages, each of whole frames of Asterisk's: the rest of a message
 * would be thrown away there.
 *
 * <p>Asterisk plays one frame every 20 ms from a queue that never shortens by itself, so what is
 * sent ahead is a delay for the rest of the call. With the first frame, and the first after each
 * flush, goes so much silence as keeps a late frame from being missed; what is more than that is told
 * ({@link #tooMany}). Where Asterisk has no queue there is nothing to be ahead of: each message is
 * one frame, which is played as it comes. Not thread-safe.
 */
final class MediaWriter {

  /** The end of a frame, and how much quieter than its loudest it is when the frame fades out: by 18 dB. */
  private static final int END_MS = 5;

  private static final int FADED = 8;

  private final MediaFormat format;
  private final int frameBytes;
  private final boolean unbuffered;
  private final int leadFrames;
  private final int maxQueuedFrames;
  private final ByteString silence;
  private ByteString rest = ByteString.emptyByteString();
  private Resampler resampler;
  private boolean leadDue = true;

  /**
   * A writer of one line.
   *
   * @param frameBytes Asterisk's optimal_frame_size
   * @param unbuffered whether Asterisk has no queue for this line
   */
  MediaWriter(
      MediaFormat format, int frameBytes, MediaSocketSettings settings, boolean unbuffered) {
    this.format = format;
    this.frameBytes = frameBytes;
    this.unbuffered = unbuffered;
    this.leadFrames = unbuffered ? 0 : settings.leadFrames();
    this.maxQueuedFrames = settings.maxQueuedFrames();
    this.silence = format.encode(AudioFrame.silence(format.rateHz()).samples());
    this.resampler = new Resampler(format.rateHz(), format.rateHz());
  }

  /** The messages that this sound makes, in order; none while it is less than a frame. */
  List<ByteString> play(AudioFrame frame) {
    List<ByteString> messages = new ArrayList<>(2);
    ByteString bytes = rest.concat(encoded(frame));
    int whole = bytes.size() - bytes.size() % frameBytes;
    rest = bytes.drop(whole).compact();
    int step = unbuffered ? frameBytes : Math.max(1, whole);
    for (int from = 0; from < whole; from += step) {
      messages.add(bytes.slice(from, from + step).compact());
    }
    if (leadDue) {
      leadDue = false;
      messages.addAll(fadesOut(frame) ? messages.size() : 0, lead());
    }
    return messages;
  }

  private List<ByteString> lead() {
    ByteString silence = format.encode(new short[frameBytes / format.bytesPerSample()]);
    return Collections.nCopies(leadFrames, silence);
  }

  /** What was sent is taken back: nothing waits any more. */
  void flushed() {
    rest = ByteString.emptyByteString();
    leadDue = true;
  }

  /** How many of so many frames that wait to be played are too many. */
  int tooMany(int frames) {
    return frames > maxQueuedFrames ? frames - leadFrames : 0;
  }

  /** Most of what a line is sent is silence, the same bytes each time. */
  private ByteString encoded(AudioFrame frame) {
    short[] samples = converted(frame);
    return resampler.isIdentity() && frame.isSilence() ? silence : format.encode(samples);
  }

  /** Until the first sound of the caller the line's rate is not known to whoever plays. */
  private short[] converted(AudioFrame frame) {
    if (resampler.fromHz() != frame.rateHz()) {
      resampler = new Resampler(frame.rateHz(), format.rateHz());
    }
    return resampler.convert(frame.samples());
  }

  /**
   * Such as the end of a fade, which should not be heard any later than it must. Below it lies the line's
   * background, which does not fade.
   */
  private static boolean fadesOut(AudioFrame frame) {
    short[] samples = frame.samples();
    int end = Math.max(0, samples.length - frame.rateHz() * END_MS / 1000);
    return peak(samples, end, samples.length) * FADED <= peak(samples, 0, samples.length);
  }

  private static int peak(short[] samples, int from, int to) {
    int peak = 0;
    for (int i = from; i < to; i++) {
      peak = Math.max(peak, Math.abs(samples[i]));
    }
    return peak;
  }
}
