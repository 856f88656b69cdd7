package talkspurt.media.playout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import talkspurt.call.SpokenPart.Kind;
import talkspurt.call.SpokenText;
import talkspurt.text.SpokenForm;

/**
 * What a reply says, and where in its sound, so that a position tells what was heard. Positions are
 * samples from the reply's first one on. Not thread-safe.
 */
final class ReplyText {

  /** Something that stands in the reply and was passed. */
  sealed interface Passed {

    /** The first sound of a segment; segments are counted from 1. */
    record Beginning(int segment, SpokenText words) implements Passed {}

    /** The last sound of a segment. */
    record End(SpokenText words) implements Passed {}

    /** A mark of the bot's own. */
    record Mark(String name) implements Passed {}
  }

  /** Where {@link #segment} was: no segment yet. */
  static final int NONE = 0;

  private static final long UNKNOWN = -1;

  private record Step(long at, Passed what) {}

  private final List<Segment> segments = new ArrayList<>();
  private final Deque<Step> ahead = new ArrayDeque<>();
  private int rateHz;
  private long answerFrom = UNKNOWN;

  ReplyText(int rateHz) {
    this.rateHz = rateHz;
  }

  /** The sound has another rate from now on. */
  void rate(int newRateHz) {
    segments.forEach(segment -> segment.scale(newRateHz, rateHz));
    List<Step> steps = new ArrayList<>(ahead);
    ahead.clear();
    steps.forEach(step -> ahead.add(new Step(step.at * newRateHz / rateHz, step.what)));
    answerFrom = answerFrom == UNKNOWN ? UNKNOWN : answerFrom * newRateHz / rateHz;
    rateHz = newRateHz;
  }

  /** A segment begins here. */
  void begin(String words, Kind kind, long at) {
    segments.add(new Segment(words, kind, at));
  }

  /** The first {@code characters} of the segment are said {@code ms} after its beginning. */
  void said(int characters, int ms) {
    if (!segments.isEmpty()) {
      last().said.add(new HeardWords.Said(characters, ms));
    }
  }

  /** The segment's sound is spread over this, and not over its words as they are written. */
  void given(SpokenForm form) {
    if (!segments.isEmpty()) {
      last().given = form;
    }
  }

  /** The sound of the segment is known up to here; its first makes it heard. */
  void sounds(long upTo) {
    if (segments.isEmpty() && answerFrom == UNKNOWN && upTo > 0) {
      answerFrom = 0; // a bot tells no words
    }
    if (!segments.isEmpty() && last().to < 0) {
      Segment segment = last();
      if (!segment.sounds && upTo > segment.from) {
        segment.sounds = true;
        SpokenText words = segment.whole();
        ahead.add(new Step(segment.from + 1, new Passed.Beginning(segments.size(), words)));
        if (segment.kind == Kind.ANSWER && answerFrom == UNKNOWN) {
          answerFrom = segment.from;
        }
      }
    }
  }

  /** The segment ends here. One without sound was never heard. */
  void end(long at) {
    if (!segments.isEmpty() && last().to < 0) {
      last().to = at;
      if (last().sounds && !last().words.isEmpty()) {
        ahead.add(new Step(at, new Passed.End(last().whole())));
      }
    }
  }

  /** The segment ends here, before all of its words are said. */
  void breakOff(long at) {
    if (!segments.isEmpty() && last().to < 0) {
      last().words = last().heard(at, at, rateHz).text();
      end(at);
    }
  }

  /** Whether a segment sounds of which more is to come. */
  boolean withinSegment() {
    return !segments.isEmpty() && last().sounds && last().to < 0;
  }

  /** A mark stands here. */
  void mark(String name, long at) {
    ahead.add(new Step(at, new Passed.Mark(name)));
  }

  /** What is passed for the first time by playing up to {@code position}, in order. */
  List<Passed> pass(long position) {
    if (ahead.isEmpty() || ahead.getFirst().at > position) {
      return List.of();
    }
    List<Passed> passed = new ArrayList<>();
    while (!ahead.isEmpty() && ahead.getFirst().at <= position) {
      passed.add(ahead.removeFirst().what);
    }
    return passed;
  }

  /** In which segment {@code position} is, counted from 1, or behind which; {@link #NONE} before. */
  int segment(long position) {
    int number = NONE;
    for (Segment segment : segments) {
      if (segment.from >= position) {
        break;
      }
      number++;
    }
    return number;
  }

  /** Where that segment begins. */
  long segmentFrom(long position) {
    int number = segment(position);
    return number == NONE ? 0 : segments.get(number - 1).from;
  }

  /** From where on something is cut by falling silent there: what was heard whole is not. */
  long cutFrom(long position) {
    int number = segment(position);
    if (number == NONE) {
      return 0;
    }
    Segment segment = segments.get(number - 1);
    return segment.endsBy(position) ? segment.to : segment.from;
  }

  /**
   * The words that were heard by playing up to {@code position}, cut at a word.
   *
   * @param known up to where there is sound by now
   */
  SpokenText heard(long position, long known) {
    return segments.stream()
        .map(segment -> segment.heard(position, known, rateHz))
        .reduce(SpokenText.NOTHING, SpokenText::then);
  }

  /** Whether sound of the answer itself, no filler and no apology, stands before {@code position}. */
  boolean answers(long position) {
    return answerFrom != UNKNOWN && answerFrom < position;
  }

  /** The words that were heard of the segment in which {@code position} is, unless that is all. */
  SpokenText heardInPart(long position, long known) {
    int number = segment(position);
    Segment segment = number == NONE ? null : segments.get(number - 1);
    return segment == null || segment.endsBy(position)
        ? SpokenText.NOTHING
        : segment.heard(position, known, rateHz);
  }

  private Segment last() {
    return segments.get(segments.size() - 1);
  }

  private static final class Segment {

    private String words;
    private SpokenForm given;
    private final Kind kind;
    private final List<HeardWords.Said> said = new ArrayList<>();
    private long from;
    private long to = -1;
    private boolean sounds;

    Segment(String words, Kind kind, long from) {
      this.words = words;
      this.given = SpokenForm.of(words);
      this.kind = kind;
      this.from = from;
    }

    void scale(int by, int from) {
      this.from = this.from * by / from;
      to = to < 0 ? to : to * by / from;
    }

    boolean endsBy(long position) {
      return to >= 0 && position >= to;
    }

    SpokenText whole() {
      return SpokenText.of(kind, words);
    }

    SpokenText heard(long position, long known, int rateHz) {
      if (position <= from || !sounds) {
        return SpokenText.NOTHING;
      }
      if (endsBy(position)) {
        return whole();
      }
      boolean complete = to >= 0;
      int playedMs = (int) ((position - from) * 1000 / rateHz);
      int soundMs = (int) (((complete ? to : known) - from) * 1000 / rateHz);
      return SpokenText.of(kind, HeardWords.of(words, given, said, playedMs, soundMs, complete));
    }
  }
}
