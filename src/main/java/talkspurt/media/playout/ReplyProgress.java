package talkspurt.media.playout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import talkspurt.call.SpokenText;

/**
 * How far the reply that is being played was heard, and what is to be told of it. Positions are
 * samples from the reply's first one on. Not thread-safe.
 */
final class ReplyProgress {

  private enum Stage {
    NO_REPLY,
    BUFFERING,
    PLAYING
  }

  private static final int REACHED_EVERY_MS = 200;

  private final List<PlayoutEvent> events = new ArrayList<>();
  private int rateHz;
  private ReplyText text;
  private Stage stage = Stage.NO_REPLY;
  private int turn;
  private boolean complete;
  private boolean answerTold;
  private long reached;

  ReplyProgress(int rateHz) {
    this.rateHz = rateHz;
    this.text = new ReplyText(rateHz);
  }

  /** A reply begins. */
  void begin(int newTurn) {
    turn = newTurn;
    stage = Stage.BUFFERING;
  }

  /** Whether a reply has begun and is neither heard to its end nor dropped. */
  boolean speaking() {
    return stage != Stage.NO_REPLY;
  }

  /** Whether its sound has begun. */
  boolean started() {
    return stage == Stage.PLAYING;
  }

  /** Whether nothing more comes of it. */
  boolean complete() {
    return complete;
  }

  /** What it says. */
  ReplyText text() {
    return text;
  }

  /** Its sound begins, if it has any. */
  void start(boolean sounds) {
    stage = Stage.PLAYING;
    if (sounds) {
      events.add(new PlayoutEvent.Started(turn));
    }
  }

  /** Nothing more comes of it. */
  void end() {
    complete = true;
  }

  /** It was sent to the line up to here. */
  void sent(long position) {
    if (!answerTold && text.answers(position)) {
      answerTold = true;
      events.add(new PlayoutEvent.AnswerStarted(turn));
    }
  }

  /** It was heard up to here. */
  void heard(long position) {
    for (ReplyText.Passed passed : text.pass(position)) {
      tell(passed, position);
    }
    if (ms(position) - ms(reached) >= REACHED_EVERY_MS) {
      tellReached(position);
    }
  }

  private void tell(ReplyText.Passed passed, long position) {
    if (passed instanceof ReplyText.Passed.Beginning beginning) {
      events.add(new PlayoutEvent.SegmentStarted(turn, beginning.segment(), beginning.words()));
    } else if (passed instanceof ReplyText.Passed.End end) {
      tellReached(position);
      events.add(new PlayoutEvent.SegmentPlayed(turn, end.words()));
    } else if (passed instanceof ReplyText.Passed.Mark mark) {
      events.add(new PlayoutEvent.MarkReached(turn, mark.name()));
    } else {
      throw new AssertionError(passed);
    }
  }

  private void tellReached(long position) {
    reached = position;
    int segmentMs = ms(position - text.segmentFrom(position));
    events.add(new PlayoutEvent.Reached(turn, text.segment(position), segmentMs, ms(position)));
  }

  /** It fell silent here. */
  void paused(long position) {
    tellReached(position);
    events.add(new PlayoutEvent.Paused(turn, ms(position)));
  }

  /** It resumes. */
  void resumed() {
    events.add(new PlayoutEvent.Resumed(turn));
  }

  /**
   * The rest of it is dropped.
   *
   * @param known up to where there is sound by now
   */
  void dropped(long position, long known) {
    events.add(new PlayoutEvent.Dropped(turn, text.heard(position, known)));
  }

  /** All of it was heard. */
  void finished(long position) {
    tellReached(position);
    events.add(new PlayoutEvent.Finished(turn, text.heard(position, position)));
  }

  /**
   * What was heard of the segment being played, should it end now.
   *
   * @param known up to where there is sound by now
   */
  Optional<TtsCut> cut(long position, long known) {
    SpokenText words = text.heardInPart(position, known);
    return words.empty() ? Optional.empty() : Optional.of(new TtsCut(turn, words));
  }

  /** How many samples were heard of what is cut by falling silent here. */
  long cutSamples(long position) {
    return position - text.cutFrom(position);
  }

  /** The sound has another rate from now on. */
  void rate(int newRateHz) {
    text.rate(newRateHz);
    reached = reached * newRateHz / rateHz;
    rateHz = newRateHz;
  }

  /** There is no reply; what is to be told of the last one is kept. */
  void clear() {
    text = new ReplyText(rateHz);
    stage = Stage.NO_REPLY;
    complete = false;
    answerTold = false;
    reached = 0;
  }

  /** What has happened since this was last asked, oldest first. */
  List<PlayoutEvent> takeEvents() {
    if (events.isEmpty()) {
      return List.of();
    }
    List<PlayoutEvent> taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  private int ms(long samples) {
    return (int) (samples * 1000 / rateHz);
  }
}
