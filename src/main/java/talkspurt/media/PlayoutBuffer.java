package talkspurt.media;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.StringJoiner;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Resampler;

/**
 * The sound that waits to be played, bounded in milliseconds, and what of it the caller has heard.
 *
 * <p>One reply at a time: {@link #begin}, pieces, {@link #end}. Every 20 ms {@link #next} gives a
 * frame: speech, or silence while there is none, while it is paused and while the sound is late.
 * Not thread-safe.
 */
final class PlayoutBuffer {

  private enum Flow {
    RUNNING,
    PAUSING,
    PAUSED,
    RESUMING
  }

  /** What waits: a piece of sound, or the mark at which a segment begins or ends. */
  private record Waiting(SpeechPiece mark, short[] sound) {}

  private final PlayoutSettings settings;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final List<PlayoutEvent> events = new ArrayList<>();
  private int rateHz;
  private AudioFrame silence;
  private Resampler resampler;
  private PlayedPast past;

  private boolean speaking;
  private boolean started;
  private boolean inputEnded;
  private boolean hungry;
  private boolean dry;
  private Flow flow = Flow.RUNNING;
  private int turn;
  private int headOffset;
  private long buffered;
  private long played;
  private long underruns;
  private StringJoiner heard = new StringJoiner(" ");
  private String segmentWords = "";
  private long segmentPlayed;

  PlayoutBuffer(PlayoutSettings settings, int rateHz) {
    this.settings = settings;
    this.rateHz = rateHz;
    this.silence = AudioFrame.silence(rateHz);
    this.past = new PlayedPast(rateHz);
    this.resampler = new Resampler(rateHz, rateHz);
  }

  /** Whether a reply has begun and is neither played to its end nor dropped. */
  boolean speaking() {
    return speaking;
  }

  /** How much sound waits. */
  int bufferedMs() {
    return ms(buffered);
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
    List<Waiting> before = new ArrayList<>(waiting);
    Resampler bridge = new Resampler(rateHz, newRateHz);
    int gone = headOffset;
    waiting.clear();
    headOffset = 0;
    buffered = 0;
    for (Waiting entry : before) {
      if (entry.sound() == null) {
        waiting.add(entry);
      } else {
        addSamples(bridge.convert(Arrays.copyOfRange(entry.sound(), gone, entry.sound().length)));
        gone = 0;
      }
    }
    past = new PlayedPast(newRateHz);
    played = played * newRateHz / rateHz;
    segmentPlayed = segmentPlayed * newRateHz / rateHz;
    resampler = new Resampler(resampler.fromHz(), newRateHz);
    rateHz = newRateHz;
    silence = AudioFrame.silence(newRateHz);
  }

  /** A reply begins; one that was being played is dropped. */
  void begin(int newTurn) {
    drop();
    resampler.reset();
    turn = newTurn;
    speaking = true;
    hungry = true;
  }

  /** More of the reply. */
  void add(SpeechPiece piece) {
    if (piece instanceof SpeechPiece.Sound sound) {
      addSound(sound.frame());
    } else {
      if (piece instanceof SpeechPiece.SegmentEnds) {
        addSamples(resampler.convert(new short[resampler.delaySamples()]));
      }
      waiting.add(new Waiting(piece, null));
    }
  }

  /** The reply is complete. */
  void end() {
    inputEnded = true;
  }

  /** Falls silent, and remembers where. */
  void pause() {
    if (speaking && (flow == Flow.RUNNING || flow == Flow.RESUMING)) {
      flow = started ? Flow.PAUSING : Flow.PAUSED;
      events.add(new PlayoutEvent.Paused(turn, ms(played)));
    }
  }

  /** Goes on a little before there, at a gap between words, so that the word cut is whole. */
  void resume() {
    if (speaking && (flow == Flow.PAUSED || flow == Flow.PAUSING)) {
      if (flow == Flow.PAUSED) {
        unplay(past.toWordGap(Math.min(segmentPlayed, played)));
      }
      flow = flow == Flow.PAUSED ? Flow.RESUMING : Flow.RUNNING;
      events.add(new PlayoutEvent.Resumed(turn));
    }
  }

  /** Drops what is left of the reply. */
  void drop() {
    if (speaking) {
      pause();
      addHeardPart();
      events.add(new PlayoutEvent.Dropped(turn, heard.toString()));
    }
    clear();
  }

  /** What has happened since this was last asked, oldest first. */
  List<PlayoutEvent> takeEvents() {
    List<PlayoutEvent> taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  /** The next 20 ms. */
  AudioFrame next() {
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
    finishIfPlayed();
    return frame;
  }

  private boolean start() {
    if (!started && (inputEnded || bufferedMs() >= settings.startAt().toMillis())) {
      started = true;
      if (buffered > 0) {
        events.add(new PlayoutEvent.Started(turn));
      }
    }
    return started;
  }

  private void finishIfPlayed() {
    if (buffered == 0 && inputEnded) {
      events.add(new PlayoutEvent.Finished(turn, heard.toString()));
      clear();
    }
  }

  private void addSound(AudioFrame frame) {
    if (frame.rateHz() != resampler.fromHz()) {
      resampler = new Resampler(frame.rateHz(), rateHz);
    }
    addSamples(resampler.convert(frame.samples()));
  }

  private void addSamples(short[] samples) {
    if (samples.length > 0) {
      waiting.add(new Waiting(null, samples));
      buffered += samples.length;
    }
  }

  private void take(short[] frame) {
    int filled = 0;
    while (filled < frame.length && buffered > 0) {
      passMarks();
      short[] head = waiting.getFirst().sound();
      int count = Math.min(frame.length - filled, head.length - headOffset);
      System.arraycopy(head, headOffset, frame, filled, count);
      filled += count;
      consume(head, count);
    }
    passMarks();
    noteUnderrun(filled < frame.length && !inputEnded);
  }

  private void unplay(int count) {
    if (count == 0) {
      return;
    }
    short[] again = past.takeBack(count);
    past.clear(); // next time not to before where it goes on now, so that it gets on
    if (headOffset > 0) {
      short[] head = waiting.removeFirst().sound();
      waiting.addFirst(new Waiting(null, Arrays.copyOfRange(head, headOffset, head.length)));
      headOffset = 0;
    }
    waiting.addFirst(new Waiting(null, again));
    buffered += count;
    played -= count;
    segmentPlayed -= count;
  }

  private void consume(short[] head, int count) {
    past.add(head, headOffset, count);
    headOffset += count;
    buffered -= count;
    played += count;
    segmentPlayed += count;
    if (headOffset == head.length) {
      waiting.removeFirst();
      headOffset = 0;
    }
  }

  private void noteUnderrun(boolean dryNow) {
    if (dryNow && !dry) {
      underruns++;
    }
    dry = dryNow;
  }

  /** Passes the marks that stand before the next sound. */
  private void passMarks() {
    while (!waiting.isEmpty() && waiting.getFirst().mark() != null) {
      SpeechPiece mark = waiting.removeFirst().mark();
      if (mark instanceof SpeechPiece.SegmentBegins begins) {
        segmentWords = begins.words();
        segmentPlayed = 0;
      } else if (segmentPlayed > 0) {
        segmentPlayedToItsEnd();
      }
    }
  }

  private void segmentPlayedToItsEnd() {
    events.add(new PlayoutEvent.SegmentPlayed(turn, segmentWords));
    heard.add(segmentWords);
    segmentPlayed = 0;
  }

  private void addHeardPart() {
    if (segmentPlayed == 0) {
      return;
    }
    long sound = segmentPlayed - headOffset;
    boolean complete = false;
    for (Waiting entry : waiting) {
      complete = entry.mark() != null;
      if (complete) {
        break;
      }
      sound += entry.sound().length;
    }
    String part = HeardWords.of(segmentWords, ms(segmentPlayed), ms(sound), complete);
    if (!part.isEmpty()) {
      heard.add(part);
    }
  }

  private void peek(short[] frame) {
    int filled = 0;
    int offset = headOffset;
    for (Waiting entry : waiting) {
      if (entry.sound() != null && filled < frame.length) {
        int count = Math.min(frame.length - filled, entry.sound().length - offset);
        System.arraycopy(entry.sound(), offset, frame, filled, count);
        filled += count;
        offset = 0;
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
    headOffset = 0;
    buffered = 0;
    past.clear();
    played = 0;
    speaking = false;
    started = false;
    inputEnded = false;
    dry = false;
    flow = Flow.RUNNING;
    heard = new StringJoiner(" ");
    segmentWords = "";
    segmentPlayed = 0;
  }

  private int ms(long samples) {
    return (int) (samples * 1000 / rateHz);
  }
}
