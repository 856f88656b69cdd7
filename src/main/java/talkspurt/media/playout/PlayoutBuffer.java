package talkspurt.media.playout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Resampler;
import talkspurt.call.SpokenText;
import talkspurt.media.settings.PlayoutSettings;

/**
 * The sound that waits to be played, bounded in milliseconds, and what of it the caller has heard.
 *
 * <p>One reply at a time: {@link #begin}, pieces, {@link #end}. Every 20 ms {@link #next} gives a
 * frame: speech, or silence while there is none, while it is paused and while the sound is late. A
 * line may play later than it is given; what it has not played when it is flushed waits here again.
 * Positions are samples from the reply's first one on. Not thread-safe.
 */
final class PlayoutBuffer {

  private enum Flow {
    RUNNING,
    PAUSING,
    PAUSED,
    RESUMING
  }

  private static final int REACHED_EVERY_MS = 200;

  private final PlayoutSettings settings;
  private final Deque<short[]> waiting = new ArrayDeque<>();
  private final List<PlayoutEvent> events = new ArrayList<>();
  private final DownstreamQueue line = new DownstreamQueue();
  private int rateHz;
  private AudioFrame silence;
  private Resampler resampler;
  private PlayoutHistory past;
  private ReplyText text;

  private boolean speaking;
  private boolean started;
  private boolean answers;
  private boolean inputEnded;
  private boolean hungry;
  private boolean dry;
  private Flow flow = Flow.RUNNING;
  private int turn;
  private int headOffset;
  private long added;
  private long letGo;
  private long reached;
  private long underruns;

  PlayoutBuffer(PlayoutSettings settings, int rateHz) {
    this.settings = settings;
    this.rateHz = rateHz;
    this.silence = AudioFrame.silence(rateHz);
    this.past = new PlayoutHistory(rateHz);
    this.text = new ReplyText(rateHz);
    this.resampler = new Resampler(rateHz, rateHz);
  }

  /** Whether a reply has begun and is neither heard to its end nor dropped. */
  boolean speaking() {
    return speaking;
  }

  /** How much sound waits. */
  int bufferedMs() {
    return ms(added - letGo);
  }

  /** How many times speech was interrupted for want of sound. */
  long underruns() {
    return underruns;
  }

  /** Whether more should be pulled: from below the low water up to the high water. */
  boolean wantsMore() {
    if (bufferedMs() >= settings.highWater().toMillis()) {
      hungry = false;
    } else if (bufferedMs() < settings.lowWater().toMillis()) {
      hungry = true;
    }
    return speaking && !inputEnded && hungry;
  }

  /** The line speaks another rate from now on. */
  void rate(int newRateHz) {
    if (newRateHz == rateHz) {
      return;
    }
    List<short[]> before = new ArrayList<>(waiting);
    Resampler bridge = new Resampler(rateHz, newRateHz);
    int gone = headOffset;
    waiting.clear();
    headOffset = 0;
    letGo = letGo * newRateHz / rateHz;
    reached = reached * newRateHz / rateHz;
    added = letGo;
    for (short[] sound : before) {
      addSamples(bridge.convert(Arrays.copyOfRange(sound, gone, sound.length)));
      gone = 0;
    }
    past = new PlayoutHistory(newRateHz);
    line.flushed();
    text.rate(newRateHz);
    resampler = new Resampler(resampler.fromHz(), newRateHz);
    rateHz = newRateHz;
    silence = AudioFrame.silence(newRateHz);
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
  boolean begin(int newTurn) {
    boolean flush = drop();
    resampler.reset();
    turn = newTurn;
    speaking = true;
    hungry = true;
    return flush;
  }

  /** More of the reply. */
  void add(TtsPiece piece) {
    if (piece instanceof TtsPiece.Sound sound) {
      addSound(sound.frame());
    } else if (piece instanceof TtsPiece.SegmentBegins begins) {
      text.begin(begins.words(), begins.kind(), added);
    } else if (piece instanceof TtsPiece.Said said) {
      text.said(said.characters(), said.ms());
    } else if (piece instanceof TtsPiece.SegmentEnds) {
      addSamples(resampler.convert(new short[resampler.delaySamples()]));
      text.end(added);
    } else if (piece instanceof TtsPiece.SegmentBreaks) {
      addSamples(resampler.convert(new short[resampler.delaySamples()]));
      text.breakOff(added);
    } else if (piece instanceof TtsPiece.Mark mark) {
      text.mark(mark.name(), added);
    } else {
      throw new AssertionError(piece);
    }
  }

  /** The reply is complete. */
  void end() {
    inputEnded = true;
  }

  /**
   * Falls silent, and remembers where.
   *
   * @return whether the line should be flushed: what it has not played yet waits here again
   */
  boolean pause() {
    if (!speaking || flow == Flow.PAUSED || flow == Flow.PAUSING) {
      return false;
    }
    int unheard = line.unheard();
    takeBack(unheard);
    line.flushed();
    flow = started ? Flow.PAUSING : Flow.PAUSED;
    tellReached();
    events.add(new PlayoutEvent.Paused(turn, ms(letGo)));
    return unheard > 0;
  }

  /** Goes on a little before there, at a gap between words, so that the word cut is whole. */
  void resume() {
    if (speaking && (flow == Flow.PAUSED || flow == Flow.PAUSING)) {
      if (flow == Flow.PAUSED) {
        takeBack(past.toWordGap(letGo - text.segmentFrom(letGo)));
        past.clear(); // next time not to before where it goes on now, so that it gets on
      }
      flow = flow == Flow.PAUSED ? Flow.RESUMING : Flow.RUNNING;
      events.add(new PlayoutEvent.Resumed(turn));
    }
  }

  /**
   * Drops what is left of the reply.
   *
   * @return whether the line should be flushed
   */
  boolean drop() {
    boolean flush = false;
    if (speaking) {
      flush = pause();
      events.add(new PlayoutEvent.Dropped(turn, text.heard(letGo, added)));
    }
    clear();
    return flush;
  }

  /** What was heard of the segment being played, should it end now. */
  Optional<TtsCut> cut() {
    SpokenText words = text.heardInPart(letGo - line.unheard(), added);
    return words.empty() ? Optional.empty() : Optional.of(new TtsCut(turn, words));
  }

  /** What has happened since this was last asked, oldest first. */
  List<PlayoutEvent> takeEvents() {
    List<PlayoutEvent> taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  /** The next 20 ms. */
  AudioFrame next() {
    long before = letGo;
    AudioFrame frame = frame();
    line.letGo((int) (letGo - before));
    if (!answers && text.answers(letGo)) {
      answers = true;
      events.add(new PlayoutEvent.AnswerStarted(turn));
    }
    if (speaking) {
      tellHeard();
    }
    return frame;
  }

  /** The line was asked to tell when it has played all that was sent by now. */
  void asked() {
    line.asked();
  }

  /** 20 ms pass in which the line plays what waits there, and is given nothing. */
  void rest() {
    line.rested();
    if (speaking) {
      tellHeard();
    }
  }

  private AudioFrame frame() {
    if (!speaking || flow == Flow.PAUSED || !start()) {
      return silence;
    }
    AudioFrame frame = AudioFrame.silence(rateHz);
    if (flow == Flow.PAUSING) {
      peek(frame.samples());
      fadeOut(frame.samples());
      flow = Flow.PAUSED;
      return frame;
    }
    take(frame.samples());
    if (flow == Flow.RESUMING) {
      fadeIn(frame.samples());
      flow = Flow.RUNNING;
    }
    return frame;
  }

  private boolean start() {
    if (!started && (inputEnded || bufferedMs() >= settings.startAt().toMillis())) {
      started = true;
      if (added > 0) {
        events.add(new PlayoutEvent.Started(turn));
      }
    }
    return started;
  }

  /** Tells what was passed by what the line has played by now. */
  private void tellHeard() {
    long heard = letGo - line.unheard();
    for (ReplyText.Passed passed : text.pass(heard)) {
      tell(passed);
    }
    if (ms(heard) - ms(reached) >= REACHED_EVERY_MS) {
      tellReached();
    }
    if (inputEnded && started && flow == Flow.RUNNING && heard == added) {
      tellReached();
      events.add(new PlayoutEvent.Finished(turn, text.heard(heard, added)));
      clear();
    }
  }

  private void tell(ReplyText.Passed passed) {
    if (passed instanceof ReplyText.Passed.Beginning beginning) {
      events.add(new PlayoutEvent.SegmentStarted(turn, beginning.segment(), beginning.words()));
    } else if (passed instanceof ReplyText.Passed.End end) {
      tellReached();
      events.add(new PlayoutEvent.SegmentPlayed(turn, end.words()));
    } else if (passed instanceof ReplyText.Passed.Mark mark) {
      events.add(new PlayoutEvent.MarkReached(turn, mark.name()));
    } else {
      throw new AssertionError(passed);
    }
  }

  private void tellReached() {
    reached = letGo - line.unheard();
    int segmentMs = ms(reached - text.segmentFrom(reached));
    events.add(new PlayoutEvent.Reached(turn, text.segment(reached), segmentMs, ms(reached)));
  }

  private void addSound(AudioFrame frame) {
    if (frame.rateHz() != resampler.fromHz()) {
      resampler = new Resampler(frame.rateHz(), rateHz);
    }
    addSamples(resampler.convert(frame.samples()));
  }

  private void addSamples(short[] samples) {
    if (samples.length > 0) {
      waiting.add(samples);
      added += samples.length;
      text.sounds(added);
    }
  }

  private void take(short[] frame) {
    int filled = 0;
    while (filled < frame.length && letGo < added) {
      short[] head = waiting.getFirst();
      int count = Math.min(frame.length - filled, head.length - headOffset);
      System.arraycopy(head, headOffset, frame, filled, count);
      filled += count;
      consume(head, count);
    }
    noteUnderrun(filled < frame.length && !inputEnded);
  }

  private void consume(short[] head, int count) {
    past.add(head, headOffset, count);
    headOffset += count;
    letGo += count;
    if (headOffset == head.length) {
      waiting.removeFirst();
      headOffset = 0;
    }
  }

  /** The last {@code count} samples were not played after all. */
  private void takeBack(int count) {
    if (count == 0) {
      return;
    }
    short[] again = past.takeBack(count);
    if (headOffset > 0) {
      short[] head = waiting.removeFirst();
      waiting.addFirst(Arrays.copyOfRange(head, headOffset, head.length));
      headOffset = 0;
    }
    waiting.addFirst(again);
    letGo -= count;
  }

  private void noteUnderrun(boolean dryNow) {
    if (dryNow && !dry) {
      underruns++;
    }
    dry = dryNow;
  }

  private void peek(short[] frame) {
    int filled = 0;
    int offset = headOffset;
    for (short[] sound : waiting) {
      int count = Math.min(frame.length - filled, sound.length - offset);
      System.arraycopy(sound, offset, frame, filled, count);
      filled += count;
      offset = 0;
      if (filled == frame.length) {
        break;
      }
    }
  }

  private void fadeOut(short[] frame) {
    int length = fadeSamples();
    for (int i = 0; i < frame.length; i++) {
      frame[i] = (short) (i < length ? frame[i] * (length - i) / length : 0);
    }
  }

  private void fadeIn(short[] frame) {
    int length = fadeSamples();
    for (int i = 0; i < length; i++) {
      frame[i] = (short) (frame[i] * i / length);
    }
  }

  private int fadeSamples() {
    return (int) (settings.fade().toMillis() * rateHz / 1000);
  }

  private void clear() {
    waiting.clear();
    text = new ReplyText(rateHz);
    past.clear();
    line.flushed();
    headOffset = 0;
    added = 0;
    letGo = 0;
    reached = 0;
    speaking = false;
    started = false;
    answers = false;
    inputEnded = false;
    dry = false;
    flow = Flow.RUNNING;
  }

  private int ms(long samples) {
    return (int) (samples * 1000 / rateHz);
  }
}
