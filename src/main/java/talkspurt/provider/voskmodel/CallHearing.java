package talkspurt.provider.voskmodel;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.voskmodel.SpeechModel.Recognizer;

/**
 * What one caller says on its way through a recogniser of their own: one piece after the other, on whichever thread of the
 * pool is free, a little at a time so that all callers are heard in turn. Thread-safe.
 */
final class CallHearing {

  private static final Logger LOG = LoggerFactory.getLogger(CallHearing.class);

  /** How much sound is heard before others have their turn: 200 ms. */
  private static final int TURN_SAMPLES = SpeechModel.RATE_HZ / 5;

  /** Sound of an utterance, its end, or that nobody wants it any more. */
  private record Piece(long utterance, short[] samples, boolean end, boolean dropped) {}

  private final VoskModelPool pool;
  private final List<String> phrases;
  private final Consumer<TranscriptEvent> told;
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private boolean running;
  private boolean closed;

  // of the thread that works
  private Optional<Recognizer> recognizer = Optional.empty();
  private VoskWords words = new VoskWords();
  private String partial = "";

  /**
   * Nothing was said yet.
   *
   * @param told each event, on a thread of the pool
   */
  CallHearing(VoskModelPool pool, List<String> phrases, Consumer<TranscriptEvent> told) {
    this.pool = pool;
    this.phrases = phrases;
    this.told = told;
  }

  /** More sound of an utterance, at {@link SpeechModel#RATE_HZ}. */
  void hear(long utterance, short[] samples) {
    add(new Piece(utterance, samples, false, false));
  }

  /** An utterance is over: its words are wanted. */
  void end(long utterance) {
    add(new Piece(utterance, new short[0], true, false));
  }

  /** Nobody wants the words of an utterance any more. */
  void drop(long utterance) {
    add(new Piece(utterance, new short[0], false, true));
  }

  /** The call is over: what is left is not heard. */
  void close() {
    synchronized (pieces) {
      closed = true;
      pieces.clear();
    }
    wake();
  }

  private void add(Piece piece) {
    synchronized (pieces) {
      if (closed) {
        return;
      }
      pieces.add(piece);
    }
    wake();
  }

  private void wake() {
    synchronized (pieces) {
      if (running) {
        return;
      }
      running = true;
    }
    pool.run(this::work);
  }

  private void work() {
    int heard = 0;
    Optional<Piece> next = next();
    while (next.isPresent()) {
      take(next.get());
      heard += next.get().samples().length;
      next = heard < TURN_SAMPLES ? next() : Optional.empty();
    }
    boolean more;
    synchronized (pieces) {
      more = !pieces.isEmpty();
      running = more;
    }
    if (more) {
      pool.run(this::work);
    } else {
      freeIfClosed();
    }
  }

  private Optional<Piece> next() {
    synchronized (pieces) {
      return Optional.ofNullable(pieces.poll());
    }
  }

  private void freeIfClosed() {
    synchronized (pieces) {
      if (!closed || running) {
        return;
      }
    }
    recognizer.ifPresent(Recognizer::close);
    recognizer = Optional.empty();
  }

  private void take(Piece piece) {
    try {
      if (piece.dropped()) {
        begin();
        recognizer.ifPresent(Recognizer::forget);
      } else if (piece.end()) {
        words.settle(opened().last());
        String all = words.all();
        begin();
        told.accept(new TranscriptEvent.Final(piece.utterance(), all));
      } else {
        hear(piece);
      }
    } catch (IOException | RuntimeException broken) {
      LOG.error("an utterance is not recognised: {}", broken.getMessage());
      begin();
      told.accept(new TranscriptEvent.Failed(
          piece.utterance(),
          new ProviderFailure(Kind.UNREACHABLE, VoskModelTranscriber.KIND, broken.getMessage())));
    }
  }

  private void begin() {
    words = new VoskWords();
    partial = "";
  }

  private void hear(Piece piece) throws IOException {
    Recognizer open = opened();
    if (open.hear(piece.samples())) {
      words.settle(open.segment());
    }
    String now = words.with(open.partial());
    if (!now.equals(partial)) {
      partial = now;
      told.accept(new TranscriptEvent.Partial(piece.utterance(), now));
    }
  }

  private Recognizer opened() throws IOException {
    if (recognizer.isEmpty()) {
      recognizer = Optional.of(pool.model().open(phrases));
    }
    return recognizer.get();
  }
}
