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

  /** How far its voice is. */
  private enum Spoken {
    GOES_ON,
    /** It has broken off, and its end is still to come. */
    BREAKS,
    WHOLE,
    BROKEN
  }

  /** How far playback is. */
  private enum Heard {
    AHEAD,
    /** Playback waits for it. */
    WANTED,
    BEGUN
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
  private Spoken spoken = Spoken.GOES_ON;
  private Heard heard;
  private boolean sounds;

  /**
   * @param voice runs the voice, which tells {@link #add} and {@link #end}
   * @param wanted whether playback waits for it already
   */
  ReplySegment(Kind kind, Function<ReplySegment, Feed> voice, boolean wanted) {
    this.kind = kind;
    this.voice = voice;
    heard = wanted ? Heard.WANTED : Heard.AHEAD;
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
    return heard == Heard.BEGUN;
  }

  /** Whether it broke off. */
  boolean failed() {
    return spoken == Spoken.BREAKS || spoken == Spoken.BROKEN;
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
    if (piece instanceof TtsPiece.SegmentBreaks) {
      spoken = Spoken.BREAKS;
    }
    boolean first = piece instanceof TtsPiece.Sound && !sounds;
    sounds |= first;
    if (!sounds && ready.size() < MAX_UNHEARD) {
      feed.pull();
    }
    return first;
  }

  /** The voice gives no more. */
  void end() {
    spoken = failed() ? Spoken.BROKEN : Spoken.WHOLE;
  }

  private boolean ended() {
    return spoken == Spoken.WHOLE || spoken == Spoken.BROKEN;
  }

  /** It is wanted; a voice that could not begin while another sentence was said is asked again. */
  Step next() {
    if (heard == Heard.AHEAD) {
      heard = Heard.WANTED;
      if (ended() && !sounds) {
        retry();
        return Step.RETRIED;
      }
    }
    if (!ready.isEmpty() && (sounds || ended() || ready.size() >= MAX_UNHEARD)) {
      return Step.PIECE;
    }
    if (ended()) {
      return Step.OVER;
    }
    if (!feed.pulled()) {
      feed.pull();
    }
    return Step.WAIT;
  }

  private void retry() {
    ready.clear();
    spoken = Spoken.GOES_ON;
    ask();
  }

  /** The next piece. */
  TtsPiece take() {
    heard = Heard.BEGUN;
    return ready.remove();
  }

  /** The voice has stopped in the middle: what it said so far is all that is heard of it. */
  void breakOff() {
    feed.cancel();
    ready.add(new TtsPiece.SegmentBreaks());
    spoken = Spoken.BROKEN;
  }

  /** What was not taken is not to be heard; of something that has begun it is told that it breaks. */
  void retract() {
    feed.cancel();
    if (begun()) {
      ready.clear();
      ready.add(new TtsPiece.SegmentBreaks());
      spoken = Spoken.WHOLE;
    }
  }

  /** It is not wanted any more. */
  void cancel() {
    feed.cancel();
  }
}
