package talkspurt.provider.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

  /** Where recognisers come from. */
  interface Loader {

    /**
     * A new one; may take seconds.
     *
     * @param grammars a directory to write to
     */
    UtteranceRecognizer load(Path grammars) throws IOException;
  }

  private final EmbeddedSettings settings;
  private final Loader loader;
  private final BlockingQueue<Utterance> waiting;
  private final Path grammars;
  private final List<CompletableFuture<Void>> first;
  private final List<Thread> threads;
  private volatile boolean open = true;

  RecognizerPool(EmbeddedSettings settings, Loader loader) {
    this.settings = settings;
    this.loader = loader;
    this.waiting = new ArrayBlockingQueue<>(settings.maxWaiting());
    try {
      this.grammars = Files.createTempDirectory("talkspurt-grammars");
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    this.first = Stream.generate(CompletableFuture<Void>::new)
        .limit(settings.recognizers())
        .toList();
    this.threads =
        IntStream.range(0, settings.recognizers()).mapToObj(this::thread).toList();
  }

  /**
   * Starts loading the recognisers, which takes seconds of all cores; the result completes when each is
   * loaded, or cannot be.
   */
  CompletableFuture<Void> load() {
    threads.forEach(Thread::start);
    return CompletableFuture.allOf(first.toArray(CompletableFuture<?>[]::new));
  }

  /** An utterance of one of these phrases begins; false when too many wait. */
  boolean begin(Utterance utterance) {
    return waiting.offer(utterance);
  }

  /** An utterance nobody wants any more: its recogniser, or its place in the queue, is free. */
  void abandon(Utterance utterance) {
    utterance.abandon();
    waiting.remove(utterance);
  }

  /** How many utterances wait for a recogniser. */
  int waiting() {
    return waiting.size();
  }

  /** How many samples of an utterance are heard. */
  int maxSamples() {
    return (int) (settings.longestUtterance().toMillis() * UtteranceSource.RATE_HZ / 1000);
  }

  private Thread thread(int number) {
    Thread thread = new Thread(() -> work(first.get(number)), "talkspurt-stt-" + (number + 1));
    thread.setDaemon(true);
    return thread;
  }

  /** A recogniser that could not be loaded, or broke, is loaded anew for the next utterance. */
  private void work(CompletableFuture<Void> first) {
    Optional<UtteranceRecognizer> recognizer = loaded();
    first.complete(null);
    try {
      while (open) {
        Utterance utterance = waiting.take();
        if (recognizer.isEmpty()) {
          recognizer = loaded();
        }
        recognizer = recognizer.filter(loaded -> recognised(loaded, utterance));
        if (recognizer.isEmpty()) {
          utterance.failed(new ProviderFailure(Kind.UNREACHABLE, "embedded", "no recogniser"));
        }
      }
    } catch (InterruptedException stopped) {
      LOG.debug("{} ends", Thread.currentThread().getName());
    }
  }

  private Optional<UtteranceRecognizer> loaded() {
    try {
      return Optional.of(loader.load(grammars));
    } catch (IOException | RuntimeException | Error broken) {
      LOG.error("a recogniser can not be loaded", broken);
      return Optional.empty();
    }
  }

  /** False when the recogniser broke: sphinx4 throws bare errors, too. */
  private boolean recognised(UtteranceRecognizer recognizer, Utterance utterance) {
    try {
      if (utterance.wanted()) {
        recognizer.recognise(utterance);
      }
      return true;
    } catch (IOException | RuntimeException | Error broken) {
      if (open) {
        LOG.error("a recogniser broke and is replaced", broken);
      }
      return false;
    }
  }

  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    threads.forEach(Thread::interrupt);
    for (Utterance left = waiting.poll(); left != null; left = waiting.poll()) {
      left.failed(new ProviderFailure(Kind.UNREACHABLE, "embedded", "closing"));
    }
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
