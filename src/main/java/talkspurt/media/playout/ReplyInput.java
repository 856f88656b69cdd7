package talkspurt.media.playout;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Speech on its way to the buffer. Until it is to be played its beginning waits here. Not
 * thread-safe.
 */
final class ReplyInput {

  /** The running source of the speech, which gives a piece each time it is pulled. */
  interface Feed {

    /** Asks for a piece, unless one was asked for or none will come. */
    void pull();

    void cancel();
  }

  private final Source<TtsPiece, NotUsed> source;
  private final Feed feed;
  private final List<TtsPiece> ready = new ArrayList<>();
  private final ArrivalWatch arrivals = new ArrivalWatch();
  private long readyMs;
  private boolean over;

  /** Runs {@code source} by {@code run}. */
  ReplyInput(Source<TtsPiece, NotUsed> source, Function<ReplyInput, Feed> run) {
    this.source = source;
    this.feed = run.apply(this);
  }

  boolean isOf(Source<TtsPiece, NotUsed> other) {
    return source == other;
  }

  /** A piece has come. */
  void arrived(TtsPiece piece, long now) {
    arrivals.arrived(piece, now);
  }

  /** A piece that is not to be played yet. */
  void hold(TtsPiece piece) {
    ready.add(piece);
    readyMs += piece instanceof TtsPiece.Sound sound ? sound.frame().durationMs() : 0;
  }

  /** How much sound is ready. */
  long readyMs() {
    return readyMs;
  }

  /** No more comes. */
  void end() {
    over = true;
    arrivals.over();
  }

  /** Gives what is ready to the buffer. */
  void moveTo(PlayoutBuffer buffer) {
    ready.forEach(buffer::add);
    ready.clear();
    if (over) {
      buffer.end();
    }
  }

  void pull(long now) {
    arrivals.asked(now);
    feed.pull();
  }

  void cancel() {
    arrivals.over();
    feed.cancel();
  }
}
