package talkspurt.recording;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import talkspurt.audio.AudioFrame;

/**
 * Records one line, while that is wanted. The line's thread shows it every frame and is never held up; whoever
 * holds the conversation begins and ends recordings.
 */
public final class LineRecorder {

  private final Recordings recordings;
  private final AtomicReference<OpenPart> part = new AtomicReference<>();
  private volatile boolean silenced;

  LineRecorder(Recordings recordings) {
    this.recordings = recordings;
  }

  /** The node that keeps what is recorded. */
  public String node() {
    return recordings.node();
  }

  /**
   * Records from the next frame on.
   *
   * @param number that the file gets; where there is one of that name, the next that is free
   * @param told what becomes of it, on the writer's thread; must not block
   */
  public void begin(UUID call, int number, Consumer<RecordingNews> told) {
    OpenPart before = part.getAndSet(recordings.begin(call, number, told));
    if (before != null) {
      before.end(RecordingEnd.STOPPED);
    }
  }

  /** Whether silence of the same length stands in place of what is heard. */
  public void silence(boolean wanted) {
    silenced = wanted;
  }

  /** Records no more; does nothing where nothing is recorded. */
  public void end(RecordingEnd why) {
    OpenPart before = part.getAndSet(null);
    if (before != null) {
      before.end(why);
    }
  }

  /** How many samples were heard since the file began. */
  public long samples() {
    OpenPart now = part.get();
    return now == null ? 0 : now.heard();
  }

  /**
   * 20 ms of the line. Copied, not kept.
   *
   * @param line what the caller's side brought
   * @param bot what the bot's side was sent beside it, as many samples at the same rate
   */
  public void hear(AudioFrame line, AudioFrame bot) {
    OpenPart now = part.get();
    if (now == null) {
      return;
    }
    if (!now.takes(line.rateHz())) {
      now = next(now);
    }
    if (now != null) {
      now.hear(line, bot, silenced);
    }
  }

  /** A line of another rate goes on in another file; null where the recording was ended meanwhile. */
  private OpenPart next(OpenPart before) {
    before.end(RecordingEnd.RATE_CHANGED);
    OpenPart next = recordings.begin(before.call(), before.number() + 1, before.told());
    if (part.compareAndSet(before, next)) {
      return next;
    }
    next.end(RecordingEnd.STOPPED);
    return null;
  }
}
