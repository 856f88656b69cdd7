package talkspurt.media.conversation;

import talkspurt.call.SpokenText;
import talkspurt.control.Playback;
import talkspurt.control.Playback.Kind;
import talkspurt.media.playout.PlayoutEvent;

/** Puts what playout tells into the words of those who look on. Not thread-safe. */
final class PlaybackTeller {

  private final String line;
  private PlayoutEvent.Reached reached = new PlayoutEvent.Reached(0, 0, 0, 0);

  PlaybackTeller(String line) {
    this.line = line;
  }

  /** The same, with where the reply has got to. */
  Playback tell(PlayoutEvent event) {
    if (event.turn() != reached.turn()) {
      reached = new PlayoutEvent.Reached(event.turn(), 0, 0, 0);
    }
    if (event instanceof PlayoutEvent.Reached now) {
      reached = now;
      return playback(Kind.PLAYED);
    }
    if (event instanceof PlayoutEvent.SegmentStarted begins) {
      reached = new PlayoutEvent.Reached(event.turn(), begins.segment(), 0, reached.replyMs());
      return playback(Kind.SEGMENT_STARTED, begins.words());
    }
    if (event instanceof PlayoutEvent.SegmentPlayed segment) {
      return playback(Kind.SEGMENT_PLAYED, segment.words());
    }
    if (event instanceof PlayoutEvent.MarkReached mark) {
      return playback(Kind.MARK_REACHED, new SpokenText(mark.name()));
    }
    if (event instanceof PlayoutEvent.Paused) {
      return playback(Kind.PAUSED);
    }
    if (event instanceof PlayoutEvent.Started) {
      return playback(Kind.PLAYED);
    }
    if (event instanceof PlayoutEvent.Resumed) {
      return playback(Kind.RESUMED);
    }
    if (event instanceof PlayoutEvent.Dropped dropped) {
      return playback(Kind.DROPPED, dropped.heard());
    }
    if (event instanceof PlayoutEvent.Finished finished) {
      return playback(Kind.FINISHED, finished.heard());
    }
    throw new AssertionError(event);
  }

  private Playback playback(Kind kind) {
    return playback(kind, SpokenText.NOTHING);
  }

  private Playback playback(Kind kind, SpokenText words) {
    return new Playback(
        line,
        kind,
        reached.turn(),
        reached.segment(),
        reached.segmentMs(),
        reached.replyMs(),
        words);
  }
}
