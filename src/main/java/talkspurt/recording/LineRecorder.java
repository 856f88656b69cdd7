package talkspurt.recording;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Heard;
import talkspurt.trace.TraceEvent;

/**
 * Records one line, while that is wanted. The line's thread shows it every frame and is never held up; whoever
 * holds the conversation begins and ends recordings.
 */
public final class LineRecorder {

  private final Recordings recordings;
  private final AtomicReference<OpenPart> part = new AtomicReference<>();
  private volatile boolean silenced;
  private volatile boolean wordless;
  private TraceEvent turns;
  private TraceEvent unheard;
  private final EarlyFrames early;
  private long frames;

  LineRecorder(Recordings recordings) {
    this.recordings = recordings;
    this.early = new EarlyFrames(recordings.maxEarlyFrames());
  }

  /** The node that keeps what is recorded. */
  public String node() {
    return recordings.node();
  }

  /** Whether files are brought to a bucket once they have ended. */
  public boolean uploads() {
    return recordings.uploads();
  }

  /**
   * Records from the next frame on.
   *
   * @param number that the file gets; where there is one of that name, the next that is free
   * @param told what becomes of it, on the writer's thread; must not block
   */
  public void begin(UUID call, int number, Consumer<RecordingNews> told) {
    begin(recordings.begin(call, number, told));
  }

  /**
   * The same from the line's first frame on, where that was not long ago: which call a line brings is known only a
   * moment later.
   */
  public void beginWithFirstSound(UUID call, int number, Consumer<RecordingNews> told) {
    OpenPart own = recordings.begin(call, number, told);
    own.withFirstSound();
    begin(own);
  }

  private void begin(OpenPart own) {
    OpenPart before = part.getAndSet(own);
    if (before != null) {
      before.end(RecordingEnd.STOPPED);
    }
  }

  /** Whether silence of the same length stands in place of what is heard. */
  public void silence(boolean wanted) {
    silenced = wanted;
  }

  /** Whether it does. */
  public boolean silenced() {
    return silenced;
  }

  /** Traces of this line have neither words nor keys from now on. */
  public void withoutWords() {
    wordless = true;
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
   * @param heard what hearing made of it
   * @param botHasFloor whether the bot speaks, is paused or waits for its sound
   * @param nowNanos when that was
   */
  public void hear(
      AudioFrame line, AudioFrame bot, Heard heard, boolean botHasFloor, long nowNanos) {
    frames++;
    OpenPart now = part.get();
    if (now != null && !now.takes(line.rateHz())) {
      now = next(now);
    }
    if (now == null) {
      early.keep(line, bot, heard, botHasFloor, nowNanos);
      return;
    }
    if (now.heard() == 0) {
      begin(now, line.rateHz());
    }
    if (silenced) {
      now.silence(line, nowNanos);
      return;
    }
    if (now.resumes()) {
      tellState(now);
    }
    now.hear(line, bot, heard, botHasFloor, nowNanos);
  }

  private void begin(OpenPart now, int rateHz) {
    if (silenced || !now.isWithFirstSound() || !early.of(rateHz)) {
      early.forget();
    }
    now.before(frames - 1 - early.count());
    if (early.count() > 0) {
      tellState(now);
    }
    for (EarlyFrames.Early one = early.take(); one != null; one = early.take()) {
      now.hear(one.line(), one.bot(), one.heard(), one.botHasFloor(), one.heardNanos());
    }
    early.forget();
  }

  /** What holds on the line was told when it began, which may have been before the part did. */
  private void tellState(OpenPart now) {
    if (turns != null) {
      now.note(turns);
    }
    if (unheard != null) {
      now.note(unheard);
    }
  }

  /**
   * Something happened on the line, for the trace; not told where nothing is recorded, or the recording is paused. By
   * which settings turns are taken, and whether the caller is heard, is told on the line's thread.
   */
  public void note(TraceEvent event) {
    if (event instanceof TraceEvent.Turns) {
      turns = event;
    } else if (event instanceof TraceEvent.Unheard) {
      unheard = event;
    }
    OpenPart now = part.get();
    if (now != null && !silenced) {
      now.note(wordless ? event.withoutWords() : event);
    }
  }

  /** Whether what happens now is told by a trace. */
  public boolean notes() {
    return part.get() != null && !silenced;
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
