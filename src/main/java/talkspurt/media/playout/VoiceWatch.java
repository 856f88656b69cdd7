package talkspurt.media.playout;

import talkspurt.telemetry.PlayoutMetrics;

/** Counts what becomes of the voices of a line: sentences, gaps, and the sound ahead. Not thread-safe. */
final class VoiceWatch {

  private final PlayoutMetrics metrics;
  private long underruns;
  private long gaps;
  private PlayoutMetrics.Voice voice = PlayoutMetrics.Voice.NOBODY;

  VoiceWatch(PlayoutMetrics metrics) {
    this.metrics = metrics;
  }

  /** A piece has come, and is not in the buffer yet. */
  void arrived(PlayoutBuffer buffer, TtsPiece piece) {
    if (piece instanceof TtsPiece.SpokenBy by) {
      voice = metrics.voice(by.pace().name());
    } else if (piece instanceof TtsPiece.Sound && buffer.withinSentence()) {
      voice.headRoom(buffer.bufferedMs());
    } else if (piece instanceof TtsPiece.SegmentEnds || piece instanceof TtsPiece.SegmentBreaks) {
      voice.sentence(buffer.lowMs());
      voice = PlayoutMetrics.Voice.NOBODY;
    }
  }

  /** A frame was taken from the buffer. */
  void played(PlayoutBuffer buffer) {
    if (buffer.underruns() > underruns) {
      underruns = buffer.underruns();
      metrics.underrun();
    }
    if (buffer.sentenceGaps() > gaps) {
      gaps = buffer.sentenceGaps();
      voice.gap();
    }
  }
}
