package talkspurt.media.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import talkspurt.media.playout.TtsPiece;

/**
 * A sentence of a reply, or what else is heard in its place: what its voice has given and playback
 * has not taken. Before it is wanted no more of it is read than its first sound. Not thread-safe.
 */
final class ReplySegment {

  /** What it is. */
  enum Kind {
    SENTENCE,
    /** A tool or a failure of the agent's. */
    OTHER_PART,
    FILLER,
    APOLOGY
  }

  /** What comes of asking for its next piece. */
  enum Step {
    /** There is one to {@link #take}. */
    PIECE,
    /** Its voice has been asked once more. */
    RETRIED,
    /** The voice has been asked for it. */
    WAIT,
    OVER
  }

  /** Its voice, which gives a piece each time it is pulled. */
  interface Feed {

    void pull();

    /** Whether it was pulled and has not given a piece since. */
    boolean pulled();

    void cancel();
  }

  /** What of a sentence is read before its first sound, for voices that tell word times ahead. */
  static final int MAX_UNHEARD = 512;

  private final Kind kind;
  private final Function<ReplySegment, Feed> voice;
  private final Deque<TtsPiece> ready = new ArrayDeque<>();
  private Feed feed;
  private boolean wanted;
  private boolean sounds;
  private boolean begun;
  private boolean ended;
  private boolean failed;

  /**
   * @param voice runs the voice, which tells {@link #add} and {@link #end}
   * @param wanted whether playback waits for it already
   */
  ReplySegment(Kind kind, Function<ReplySegment, Feed> voice, boolean wanted) {
    this.kind = kind;
    this.voice = voice;
    this.wanted = wanted;
  }

  Kind kind() {
    return kind;
  }

  /** Whether its first sound is there. */
  boolean sounds() {
    return sounds;
  }

  /** Whether something of it was taken. */
  boolean begun() {
    return begun;
  }

  /** Whether it broke off. */
  boolean failed() {
    return failed;
  }

  /** Asks its voice. */
  void ask() {
    feed = voice.apply(this);
    feed.pull();
  }

  /**
   * The voice gave a piece.
   *
   * @return whether it is the first sound
   */
  boolean add(TtsPiece piece) {
    ready.add(piece);
    failed |= piece instanceof TtsPiece.SegmentBreaks;
    boolean first = piece instanceof TtsPiece.Sound && !sounds;
    sounds |= first;
    if (!sounds && ready.size() < MAX_UNHEARD) {
      feed.pull();
    }
    return first;
  }

  /** The voice gives no more. */
  void end() {
    ended = true;
  }

  /** It is wanted; a voice that could not begin while another sentence was said is asked again. */
  Step next() {
    if (ended && !sounds && !wanted) {
      retry();
      return Step.RETRIED;
    }
    wanted = true;
    if (!ready.isEmpty() && (sounds || ended || ready.size() >= MAX_UNHEARD)) {
      return Step.PIECE;
    }
    if (ended) {
      return Step.OVER;
    }
    if (!feed.pulled()) {
      feed.pull();
    }
    return Step.WAIT;
  }

  private void retry() {
    wanted = true;
    ready.clear();
    ended = false;
    failed = false;
    ask();
  }

  /** The next piece. */
  TtsPiece take() {
    begun = true;
    return ready.remove();
  }

  /** The voice has stopped in the middle: what it said so far is all that is heard of it. */
  void breakOff() {
    feed.cancel();
    ready.add(new TtsPiece.SegmentBreaks());
    ended = true;
    failed = true;
  }

  /** What was not taken is not to be heard; of something that has begun it is told that it breaks. */
  void retract() {
    feed.cancel();
    if (begun) {
      ready.clear();
      ready.add(new TtsPiece.SegmentBreaks());
      ended = true;
      failed = false;
    }
  }

  /** It is not wanted any more. */
  void cancel() {
    feed.cancel();
  }
}
