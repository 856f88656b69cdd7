package talkspurt.media.bot;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import talkspurt.audio.AudioFrame;
import talkspurt.media.playout.TtsPiece;

/**
 * What a bot said that was not yet taken for playback, in pieces of at most {@value #PIECE_MS} ms: a
 * fused stream has no time to resample a minute at once. Not thread-safe.
 */
final class BotQueue {

  private static final int PIECE_MS = 100;

  /** Marks and single samples last no time, but take room. */
  private static final int MAX_PIECES = 50_000;

  private final long maxMicros;
  private final Deque<TtsPiece> pieces = new ArrayDeque<>();
  private long micros;

  /** A queue that is full with so much. */
  BotQueue(long maxMs) {
    maxMicros = maxMs * 1000;
  }

  /** Whether no more should be read. */
  boolean full() {
    return micros >= maxMicros || pieces.size() >= MAX_PIECES;
  }

  /** How much sound waits. */
  long waitingMs() {
    return micros / 1000;
  }

  boolean empty() {
    return pieces.isEmpty();
  }

  void add(AudioFrame sound) {
    int size = sound.rateHz() * PIECE_MS / 1000;
    short[] samples = sound.samples();
    for (int from = 0; from < samples.length; from += size) {
      int to = Math.min(samples.length, from + size);
      short[] piece =
          from == 0 && to == samples.length ? samples : Arrays.copyOfRange(samples, from, to);
      put(new TtsPiece.Sound(new AudioFrame(sound.rateHz(), piece)));
    }
  }

  void add(TtsPiece.Mark mark) {
    put(mark);
  }

  TtsPiece take() {
    TtsPiece piece = pieces.remove();
    micros -= micros(piece);
    return piece;
  }

  void clear() {
    pieces.clear();
    micros = 0;
  }

  private void put(TtsPiece piece) {
    pieces.add(piece);
    micros += micros(piece);
  }

  private static long micros(TtsPiece piece) {
    return piece instanceof TtsPiece.Sound sound
        ? sound.frame().samples().length * 1_000_000L / sound.frame().rateHz()
        : 0;
  }
}
