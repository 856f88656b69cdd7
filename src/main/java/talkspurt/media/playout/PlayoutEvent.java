package talkspurt.media.playout;

import talkspurt.call.SpokenText;

/**
 * What {@link PlayoutStage} tells: what the caller has heard. Heard is what the line has played, as
 * far as it tells; else what was sent to it.
 */
public sealed interface PlayoutEvent {

  /** Whose reply it is. */
  int turn();

  /** The first sound of a reply was sent. */
  record Started(int turn) implements PlayoutEvent {}

  /** The first sound of the answer itself, no filler and no apology, was sent. */
  record AnswerStarted(int turn) implements PlayoutEvent {}

  /** The first sound of a segment was heard; segments of a reply are counted from 1. */
  record SegmentStarted(int turn, int segment, SpokenText words) implements PlayoutEvent {}

  /**
   * So far the reply was heard; told 5 times a second of speech, and before whatever ends or pauses
   * it.
   *
   * @param segment the segment being heard, from 1; 0 before the first
   * @param segmentMs how much of the segment
   * @param replyMs how much of the whole reply
   */
  record Reached(int turn, int segment, int segmentMs, int replyMs) implements PlayoutEvent {}

  /** A segment was heard to its end. */
  record SegmentPlayed(int turn, SpokenText words) implements PlayoutEvent {}

  /** All that stands before a mark was heard. */
  record MarkReached(int turn, String name) implements PlayoutEvent {}

  /** Playback fell silent after {@code playedMs} of speech. */
  record Paused(int turn, int playedMs) implements PlayoutEvent {}

  /** Playback resumes. */
  record Resumed(int turn) implements PlayoutEvent {}

  /** The rest was dropped; {@code heard} is what the caller heard of it, cut at a word. */
  record Dropped(int turn, SpokenText heard) implements PlayoutEvent {}

  /** Everything was heard. */
  record Finished(int turn, SpokenText heard) implements PlayoutEvent {}
}
