package talkspurt.media.playout;

import java.util.List;
import java.util.Optional;
import talkspurt.audio.AudioFrame;
import talkspurt.media.settings.PlayoutSettings;

/**
 * The sound that waits to be played, bounded in milliseconds, and what of it the caller has heard.
 *
 * <p>One reply at a time: {@link #begin}, pieces, {@link #end}. Every 20 ms {@link #next} gives a
 * frame: speech, or silence while there is none, while it is paused and while the sound is late. A
 * line may play later than it is given; what it has not played when it is flushed waits here again.
 * Not thread-safe.
 */
final class PlayoutBuffer {

  private final BufferTarget target;
  private final SampleQueue queue;
  private final Fade fade;
  private final ReplyProgress reply;
  private final DownstreamQueue line = new DownstreamQueue();
  private AudioFrame silence;
  private TtsPiece.SpokenBy.Gaps gaps = ms -> {};
  private boolean belowWater;
  private boolean dry;
  private int waitedFrames;
  private int gapFrames;
  private boolean gapInSentence;
  private long underruns;
  private long sentenceGaps;

  PlayoutBuffer(PlayoutSettings settings, int rateHz) {
    this.target = new BufferTarget(settings);
    this.queue = new SampleQueue(rateHz);
    this.fade = new Fade((int) settings.fade().toMillis());
    this.reply = new ReplyProgress(rateHz);
    this.silence = AudioFrame.silence(rateHz);
  }

  /** Whether a reply has begun and is neither heard to its end nor dropped. */
  boolean speaking() {
    return reply.speaking();
  }

  /** How much sound waits. */
  int bufferedMs() {
    return queue.waitingMs();
  }

  /** How many times speech was interrupted for want of sound. */
  long underruns() {
    return underruns;
  }

  /** How many of these were within a sentence. */
  long sentenceGaps() {
    return sentenceGaps;
  }

  /** Below how much sound more is pulled. */
  int lowMs() {
    return target.lowMs();
  }

  /** Whether sound was played and more of the same sentence is to come. */
  boolean withinSentence() {
    return reply.started() && !dry && reply.text().withinSegment();
  }

  /** Whether more should be pulled: from below the low water up to the high water. */
  boolean wantsMore() {
    if (bufferedMs() >= target.highMs()) {
      belowWater = false;
    } else if (bufferedMs() < target.lowMs()) {
      belowWater = true;
    }
    return speaking() && !reply.complete() && belowWater;
  }

  /** The line speaks another rate from now on; what it was sent counts as heard. */
  void rate(int newRateHz) {
    if (newRateHz != queue.rateHz()) {
      queue.rate(newRateHz);
      reply.rate(newRateHz);
      line.flushed();
      silence = AudioFrame.silence(newRateHz);
    }
  }

  /** The line plays so many frames later than they are released. */
  void behind(int frames) {
    line.behind(frames);
  }

  /**
   * A reply begins; one that was being played is dropped.
   *
   * @return whether the line should be flushed
   */
  boolean begin(int turn) {
    boolean flush = drop();
    reply.begin(turn);
    belowWater = true;
    return flush;
  }

  /** More of the reply. */
  void add(TtsPiece piece) {
    ReplyText text = reply.text();
    if (piece instanceof TtsPiece.SpokenBy by) {
      target.voice(by.pace());
      gaps = by.gaps();
    } else if (piece instanceof TtsPiece.Sound sound) {
      queue.put(sound.frame());
      text.sounds(queue.end());
    } else if (piece instanceof TtsPiece.SegmentBegins begins) {
      text.begin(begins.words(), begins.kind(), queue.end());
    } else if (piece instanceof TtsPiece.Said said) {
      text.said(said.characters(), said.ms());
    } else if (piece instanceof TtsPiece.Given given) {
      text.given(given.form());
    } else if (piece instanceof TtsPiece.SegmentEnds) {
      flushSound();
      text.end(queue.end());
    } else if (piece instanceof TtsPiece.SegmentBreaks) {
      flushSound();
      text.breakOff(queue.end());
    } else if (piece instanceof TtsPiece.Mark mark) {
      text.mark(mark.name(), queue.end());
    } else {
      throw new AssertionError(piece);
    }
  }

  private void flushSound() {
    queue.flush();
    reply.text().sounds(queue.end());
  }

  /** The reply is complete. */
  void end() {
    reply.end();
  }

  /**
   * Falls silent, and remembers where.
   *
   * @return whether the line should be flushed: what it has not played yet waits here again
   */
  boolean pause() {
    if (!speaking() || !fade.open()) {
      return false;
    }
    int unheard = line.unheard();
    queue.takeBack(unheard);
    line.flushed();
    fade.pause(reply.started());
    reply.paused(queue.position());
    return unheard > 0;
  }

  /** Goes on a little before there, at a gap between words, so that the word cut is whole. */
  void resume() {
    if (speaking() && !fade.open()) {
      if (fade.silent()) {
        queue.rewindToWordGap(reply.cutSamples(queue.position()));
      }
      fade.resume();
      reply.resumed();
    }
  }

  /**
   * Drops what is left of the reply.
   *
   * @return whether the line should be flushed
   */
  boolean drop() {
    boolean flush = pause();
    if (speaking()) {
      reply.dropped(queue.position(), queue.end());
    }
    clear();
    return flush;
  }

  /** What was heard of the segment being played, should it end now. */
  Optional<TtsCut> cut() {
    return reply.cut(heard(), queue.end());
  }

  /** What has happened since this was last asked, oldest first. */
  List<PlayoutEvent> takeEvents() {
    return reply.takeEvents();
  }

  /** The next 20 ms. */
  AudioFrame next() {
    long before = queue.position();
    AudioFrame frame = frame();
    line.letGo((int) (queue.position() - before));
    reply.sent(queue.position());
    tellHeard();
    return frame;
  }

  /** Whether a frame is the silence of all frames without speech, which nobody may write to. */
  boolean isSilence(AudioFrame frame) {
    return frame == silence;
  }

  /** The line was asked to tell when it has played all that was sent by now. */
  void asked() {
    line.asked();
  }

  /** 20 ms pass in which the line plays what waits there, and is given nothing. */
  void rest() {
    line.rested();
    tellHeard();
  }

  private AudioFrame frame() {
    if (!speaking() || fade.silent() || !start()) {
      return silence;
    }
    AudioFrame frame = AudioFrame.silence(queue.rateHz());
    if (fade.fadingOut()) {
      queue.peek(frame.samples());
    } else {
      int taken = queue.take(frame.samples());
      noteUnderrun(taken < frame.samples().length && !reply.complete());
    }
    fade.apply(frame.samples(), queue.rateHz());
    return frame;
  }

  /** Begins, or goes on after it ran dry, once enough is there. */
  private boolean start() {
    if (reply.started() && !dry) {
      return true;
    }
    if (!enough()) {
      waitedFrames += bufferedMs() > 0 ? 1 : 0;
      gapFrames++;
      return false;
    }
    if (!reply.started()) {
      reply.start(queue.end() > 0);
    } else if (gapInSentence) {
      gaps.heard(gapFrames * AudioFrame.FRAME_MS);
    }
    dry = false;
    waitedFrames = 0;
    return true;
  }

  private boolean enough() {
    if (reply.complete() || (bufferedMs() > 0 && !reply.text().withinSegment() && known())) {
      return true; // there is no more to wait for
    }
    return reply.started() && !known()
        ? bufferedMs() > 0
        : target.enough(bufferedMs(), waitedFrames * AudioFrame.FRAME_MS);
  }

  private boolean known() {
    return target.voice().need().known();
  }

  private void noteUnderrun(boolean dryNow) {
    if (dryNow) {
      underruns++;
      gapFrames = 1;
      gapInSentence = reply.text().withinSegment();
      sentenceGaps += gapInSentence ? 1 : 0;
    }
    dry = dryNow;
  }

  private long heard() {
    return queue.position() - line.unheard();
  }

  /** Tells what was passed by what the line has played by now. */
  private void tellHeard() {
    if (!speaking()) {
      return;
    }
    long heard = heard();
    reply.heard(heard);
    if (reply.complete() && reply.started() && fade.playing() && heard == queue.end()) {
      reply.finished(heard);
      clear();
    }
  }

  private void clear() {
    queue.clear();
    line.flushed();
    fade.reset();
    reply.clear();
    target.voice(VoicePace.NONE);
    gaps = ms -> {};
    waitedFrames = 0;
    dry = false;
  }
}
