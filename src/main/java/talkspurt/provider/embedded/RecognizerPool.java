package talkspurt.provider.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;

/**
 * A few recognisers, each on a thread of its own, and a bounded queue of utterances before them. An
 * utterance is heard while it is spoken if a recogniser is free, and afterwards, faster than it was
 * spoken, if not. Recognisers are loaded by their threads: nobody waits for that but utterances.
 */
final class RecognizerPool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RecognizerPool.class);
  private static final int PIECE_MS = 20;

  private final EmbeddedSettings settings;
  private final BlockingQueue<Utterance> waiting;
  private final Path grammars;
  private final List<Thread> threads;
  private volatile boolean open = true;

  RecognizerPool(EmbeddedSettings settings) {
    this.settings = settings;
    this.waiting = new ArrayBlockingQueue<>(settings.mostWaiting());
    try {
      this.grammars = Files.createTempDirectory("talkspurt-grammars");
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    this.threads = java.util.stream.IntStream.rangeClosed(1, settings.recognizers())
        .mapToObj(this::thread)
        .toList();
  }

  /** Starts loading the recognisers, which takes seconds of all cores. */
  void load() {
    threads.forEach(Thread::start);
  }

  /** An utterance of one of these phrases begins; false when too many wait. */
  boolean begin(Utterance utterance) {
    return waiting.offer(utterance);
  }

  /** How many pieces of sound an utterance may hold. */
  int mostPieces() {
    return (int) settings.longestUtterance().toMillis() / PIECE_MS;
  }

  private Thread thread(int number) {
    Thread thread = new Thread(this::work, "talkspurt-stt-" + number);
    thread.setDaemon(true);
    return thread;
  }

  private void work() {
    SphinxRecognizer recognizer = null;
    while (open) {
      try {
        if (recognizer == null) {
          recognizer = new SphinxRecognizer(grammars, settings.carriers());
        }
        recognise(recognizer, waiting.take());
      } catch (InterruptedException stopped) {
        return;
      } catch (IOException | RuntimeException broken) {
        if (open) {
          LOG.error("a recogniser broke and is replaced", broken);
        }
        recognizer = null;
      }
    }
  }

  private static void recognise(SphinxRecognizer recognizer, Utterance utterance)
      throws IOException {
    if (!utterance.wanted()) {
      return;
    }
    try {
      recognizer.recognise(utterance);
    } catch (IOException | RuntimeException broken) {
      utterance.failed(
          new ProviderFailure(Kind.BROKE_PROTOCOL, "embedded", broken.getClass().getSimpleName()));
      throw broken;
    }
  }

  @Override
  public void close() {
    open = false;
    threads.forEach(Thread::interrupt);
    try (var files = Files.list(grammars)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(grammars);
    } catch (IOException left) {
      LOG.warn("{} is left behind: {}", grammars, left.toString());
    }
  }
}
