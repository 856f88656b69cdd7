package talkspurt.media;

/** What {@link PlayoutStage} tells: what the caller has heard. */
sealed interface PlayoutEvent {

  /** Whose reply it is. */
  int turn();

  /** The first sound of a reply was let go. */
  record Started(int turn) implements PlayoutEvent {}

  /** A segment was played to its end. */
  record SegmentPlayed(int turn, String words) implements PlayoutEvent {}

  /** Playback fell silent after {@code playedMs} of speech. */
  record Paused(int turn, int playedMs) implements PlayoutEvent {}

  /** Playback goes on. */
  record Resumed(int turn) implements PlayoutEvent {}

  /** The rest was dropped; {@code heard} is what the caller heard of it, cut at a word. */
  record Dropped(int turn, String heard) implements PlayoutEvent {}

  /** Everything was played. */
  record Finished(int turn, String heard) implements PlayoutEvent {}
}
