package talkspurt.provider.realtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The caller's sound that may have to be sent again, bounded: the oldest goes first. */
final class CallerSound {

  private final int maxSamples;
  private final Deque<short[]> pieces = new ArrayDeque<>();
  private int samples;

  CallerSound(int maxSamples) {
    this.maxSamples = maxSamples;
  }

  void add(short[] piece) {
    pieces.add(piece);
    samples += piece.length;
    while (samples > maxSamples) {
      samples -= pieces.removeFirst().length;
    }
  }

  int samples() {
    return samples;
  }

  boolean empty() {
    return pieces.isEmpty();
  }

  void clear() {
    pieces.clear();
    samples = 0;
  }

  List<short[]> pieces() {
    return List.copyOf(pieces);
  }
}
