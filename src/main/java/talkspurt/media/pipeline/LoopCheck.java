package talkspurt.media.pipeline;

import java.util.Optional;
import java.util.function.LongConsumer;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Fingerprints;
import talkspurt.media.playout.FingerprintTable;
import talkspurt.media.playout.FingerprintTable.Source;

/**
 * Tells when a line brings back, sample for sample, what it or another line of this node was sent.
 * Not thread-safe.
 */
final class LoopCheck {

  private static final int REMEMBERED = 64;

  /** A sound that was not sent weighs more than one that was: a caller is there. */
  private static final int OTHERS_WEIGH = 2;

  private final FingerprintTable.Line marks;
  private final Way muLaw = new Way(Fingerprints.Law.MU_LAW);
  private final Way aLaw = new Way(Fingerprints.Law.A_LAW);

  LoopCheck(FingerprintTable.Line marks) {
    this.marks = marks;
  }

  void sent(AudioFrame frame, double nowMs) {
    muLaw.send(frame, nowMs);
    aLaw.send(frame, nowMs);
  }

  void heard(AudioFrame piece, double nowMs) {
    muLaw.hear(piece, nowMs);
    aLaw.hear(piece, nowMs);
  }

  /** Where so much of what is heard was sent. */
  Optional<Source> loop(long ms) {
    Optional<Source> found = muLaw.loop(ms);
    return found.isPresent() ? found : aLaw.loop(ms);
  }

  /** The loop's way is taken to be in one law, or in none. */
  private final class Way {

    private final Fingerprints sent;
    private final Fingerprints heard;
    private final LongConsumer whenSent = this::sent;
    private final LongConsumer whenHeard = this::heard;
    private final long[] last = new long[REMEMBERED];
    private double nowMs;
    private double markMs;
    private int next;
    private double backMs;
    private int ofThisLine;
    private int ofOthers;

    Way(Fingerprints.Law law) {
      sent = new Fingerprints(law);
      heard = new Fingerprints(law);
    }

    void send(AudioFrame frame, double atMs) {
      nowMs = atMs;
      sent.take(frame.samples(), whenSent);
    }

    void hear(AudioFrame piece, double atMs) {
      nowMs = atMs;
      markMs = Fingerprints.SAMPLES_PER_MARK * 1000.0 / piece.rateHz();
      heard.take(piece.samples(), whenHeard);
    }

    private void sent(long mark) {
      marks.sent(mark, nowMs);
    }

    private void heard(long mark) {
      Source source = marks.whence(mark, nowMs);
      if (source == Source.NOWHERE) {
        backMs = Math.max(0, backMs - OTHERS_WEIGH * markMs);
      } else if (isNew(mark)) {
        backMs += markMs;
        ofThisLine += source == Source.THIS_LINE ? 1 : 0;
        ofOthers += source == Source.ANOTHER_LINE ? 1 : 0;
      }
    }

    /** A tone has few marks, again and again, and may well be the same at both ends. */
    private boolean isNew(long mark) {
      for (long known : last) {
        if (known == mark) {
          return false;
        }
      }
      last[next++ % REMEMBERED] = mark;
      return true;
    }

    Optional<Source> loop(long ms) {
      return backMs < ms
          ? Optional.empty()
          : Optional.of(ofThisLine >= ofOthers ? Source.THIS_LINE : Source.ANOTHER_LINE);
    }
  }
}
