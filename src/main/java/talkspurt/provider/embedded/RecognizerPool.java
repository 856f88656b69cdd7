package talkspurt.provider.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.embedded.UtteranceRecognizer.Decoding;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.RecognizerMetrics;

/**
 * One recogniser and the threads that work it. Utterances are heard while they are spoken, all of them a little
 * in turn, so that little is left to do when one is over. The recogniser is loaded by the first thread: nobody
 * waits for that but utterances.
 */
final class RecognizerPool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RecognizerPool.class);

  /** Each takes tenths of a second of the start. */
  private static final int MAX_FORESEEN = 16;

  private static final int REHEARSED_SECONDS = 5;
  private static final double REHEARSED_RMS = 300;
  private static final List<String> NOBODYS = List.of("hello");

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
  private final UtteranceQueue queue;
  private final NanoClock clock;
  private final RecognizerMetrics metrics;
  private final RecognizerLoad load;
  private final Path grammars;
  private final CompletableFuture<Void> first = new CompletableFuture<>();
  private final List<Thread> threads;
  private final List<List<String>> foreseen = new CopyOnWriteArrayList<>();
  private UtteranceRecognizer recognizer;
  private volatile boolean open = true;

  RecognizerPool(
      EmbeddedSettings settings, Loader loader, NanoClock clock, RecognizerMetrics metrics) {
    this.settings = settings;
    this.loader = loader;
    this.clock = clock;
    this.metrics = metrics;
    this.load = new RecognizerLoad(settings.recognizers(), settings.answerTimeout());
    this.queue = new UtteranceQueue(settings.maxWaiting());
    try {
      this.grammars = Files.createTempDirectory("talkspurt-grammars");
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    this.threads =
        IntStream.range(0, settings.recognizers()).mapToObj(this::thread).toList();
  }

  /**
   * Starts loading the recogniser, which takes seconds of a core; the result completes when it is loaded, or
   * cannot be.
   */
  CompletableFuture<Void> load() {
    threads.forEach(Thread::start);
    return first;
  }

  /** Whether it is loaded, or cannot be; before that it is not late, whatever waits. */
  boolean isLoaded() {
    return first.isDone();
  }

  /** Callers are going to say these phrases: what is needed for that is made when the rest is loaded. */
  void foresee(List<String> phrases) {
    if (foreseen.size() < MAX_FORESEEN && !foreseen.contains(phrases)) {
      foreseen.add(phrases);
    }
  }

  /** An utterance of one of these phrases begins; false when there are too many. */
  boolean begin(Utterance utterance) {
    return queue.open(utterance);
  }

  /** An utterance has more sound, or is over. */
  void changed(Utterance utterance) {
    if (utterance.ended() || utterance.waitingSamples() >= UtteranceQueue.TURN_SAMPLES) {
      queue.changed(utterance);
    }
  }

  /** An utterance nobody wants any more: its place is free. */
  void abandon(Utterance utterance) {
    utterance.abandon();
    queue.close(utterance);
  }

  /** An utterance whose words have taken too long. */
  void giveUp(Utterance utterance) {
    abandon(utterance);
    metrics.late();
    noted(() -> load.late(clock.nanoTime()));
  }

  /** How long after its end the words of an utterance are waited for. */
  Duration answerTimeout() {
    return settings.answerTimeout();
  }

  /** How many calls may need it: as is set, or by what its work takes. */
  int maxCalls() {
    synchronized (load) {
      return settings.maxCalls().orElse(load.calls());
    }
  }

  /** Whether words take too long. It may be over since the last caller spoke. */
  boolean behind() {
    noted(() -> {});
    synchronized (load) {
      return load.behind();
    }
  }

  /** How many utterances are open. */
  int utterances() {
    return queue.all().size();
  }

  /** How many samples of an utterance are heard. */
  int maxSamples() {
    return (int) (settings.longestUtterance().toMillis() * UtteranceSource.RATE_HZ / 1000);
  }

  private Thread thread(int number) {
    Thread thread = new Thread(this::work, "talkspurt-stt-" + (number + 1));
    thread.setDaemon(true);
    return thread;
  }

  private void work() {
    try {
      rehearse(loaded());
    } catch (IOException | RuntimeException | Error told) {
      LOG.debug("tried again with the next utterance", told);
    }
    first.complete(null);
    try {
      while (open) {
        Utterance utterance = queue.take();
        try {
          work(utterance);
        } catch (IOException | RuntimeException | Error broken) { // sphinx4 throws bare errors, too
          fail(utterance, broken);
        }
      }
    } catch (InterruptedException stopped) {
      LOG.debug("{} ends", Thread.currentThread().getName());
    }
  }

  /** Makes what is made at first use before the first caller speaks, and lets the JVM compile it. */
  private void rehearse(UtteranceRecognizer loaded) throws IOException {
    for (List<String> phrases : foreseen) {
      loaded.begin(phrases);
    }
    Decoding decoding = loaded.begin(foreseen.isEmpty() ? NOBODYS : foreseen.get(0));
    Random random = new Random(1);
    short[] noise = new short[REHEARSED_SECONDS * UtteranceSource.RATE_HZ];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (short) (REHEARSED_RMS * random.nextGaussian());
    }
    decoding.add(noise);
    boolean more = true;
    while (more) {
      more = decoding.hear();
    }
  }

  private void fail(Utterance utterance, Throwable broken) {
    if (open) {
      LOG.error("an utterance is not recognised", broken);
    }
    queue.close(utterance);
    utterance.failed(new ProviderFailure(Kind.UNREACHABLE, "embedded", "no recogniser"));
  }

  /** One turn of an utterance. */
  private void work(Utterance utterance) throws IOException {
    Decoding decoding = utterance.decoding(this::begin);
    long begun = clock.nanoTime();
    int before = utterance.givenSamples();
    boolean all = utterance.giveTo(decoding, UtteranceQueue.TURN_SAMPLES);
    boolean more = decoding.hear();
    utterance.partial(decoding.partial());
    heard(utterance.givenSamples() - before, clock.nanoTime() - begun);
    if (all && !more) {
      queue.close(utterance);
      utterance.done(decoding.words());
    } else {
      queue.giveBack(utterance, more);
    }
  }

  private void heard(int samples, long nanos) {
    metrics.heard((double) samples / UtteranceSource.RATE_HZ, nanos);
    noted(() -> load.heard(samples, nanos));
  }

  private void noted(Runnable change) {
    long waiting = queue.waitingSamples();
    synchronized (load) {
      boolean before = load.behind();
      change.run();
      load.waits(waiting, clock.nanoTime());
      double seconds = (double) waiting / UtteranceSource.RATE_HZ;
      metrics.load(seconds, load.utterances(), load.behind());
      if (load.behind() && !before) {
        LOG.warn(
            "the embedded recogniser falls behind: {} utterances, {} ms of sound wait, a second of sound takes {} ms; "
                + "turns go on without their words",
            queue.all().size(),
            Math.round(1000 * seconds),
            Math.round(1000 * load.cost()));
      } else if (before && !load.behind()) {
        LOG.info("the embedded recogniser keeps up again");
      }
    }
  }

  private Decoding begin(List<String> phrases) throws IOException {
    return loaded().begin(phrases);
  }

  /** One that could not be loaded is loaded anew for the next utterance. */
  private synchronized UtteranceRecognizer loaded() throws IOException {
    if (recognizer == null) {
      try {
        recognizer = loader.load(grammars);
      } catch (IOException | RuntimeException | Error broken) {
        LOG.error("the recogniser can not be loaded", broken);
        throw new IOException("not loaded", broken);
      }
    }
    return recognizer;
  }

  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    threads.forEach(Thread::interrupt);
    for (Utterance left : queue.all()) {
      queue.close(left);
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
