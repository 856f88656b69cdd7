package talkspurt.provider.deepgram;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Where utterances lie in the one unbroken stream of sound that Deepgram hears on a connection, and
 * by which it tells what its words are of. Positions count samples. Not thread-safe.
 */
final class StreamSpans {

  private static final int MAX_SPANS = 16;
  private static final int TOLERANCE_MS = 10;

  private final int rateHz;
  private final Deque<Span> spans = new ArrayDeque<>();
  private long samples;

  StreamSpans(int rateHz) {
    this.rateHz = rateHz;
  }

  /** So much sound of an utterance was sent. */
  void sound(long utterance, int count) {
    Span span = span(utterance);
    samples += count;
    span.end = samples;
  }

  /** So much sound of nobody was sent. */
  void silence(int count) {
    samples += count;
  }

  /** How much was sent so far. */
  long sent() {
    return samples;
  }

  /** The utterance is over. */
  void end(long utterance) {
    span(utterance).ended = true;
  }

  /** Whether the last utterance is not over. */
  boolean open() {
    return !spans.isEmpty() && !spans.getLast().ended;
  }

  /** The utterance that words up to this place belong to: the last that began before it. */
  Optional<Span> upTo(double seconds) {
    long place = Math.round(seconds * rateHz);
    for (Iterator<Span> back = spans.descendingIterator(); back.hasNext(); ) {
      Span span = back.next();
      if (span.begin < place - tolerance()) {
        return Optional.of(span);
      }
    }
    return spans.size() == 1 ? Optional.of(spans.getFirst()) : Optional.empty();
  }

  private Span span(long utterance) {
    if (spans.isEmpty() || spans.getLast().utterance != utterance) {
      spans.add(new Span(utterance, samples));
      if (spans.size() > MAX_SPANS) {
        spans.removeFirst();
      }
    }
    return spans.getLast();
  }

  private long tolerance() {
    return (long) TOLERANCE_MS * rateHz / 1000;
  }

  /** One utterance in the stream. */
  final class Span {

    private final long utterance;
    private final long begin;
    private long end;
    private boolean ended;

    private Span(long utterance, long begin) {
      this.utterance = utterance;
      this.begin = begin;
      this.end = begin;
    }

    long utterance() {
      return utterance;
    }

    boolean ended() {
      return ended;
    }

    /** How much of the utterance lies before this place. */
    long covered(double seconds) {
      return Math.max(0, Math.min(end, Math.round(seconds * rateHz)) - begin);
    }

    /** Whether it is over, and nothing of it lies after this place. */
    boolean heardOut(double seconds) {
      return ended && Math.round(seconds * rateHz) >= end - tolerance();
    }
  }
}
