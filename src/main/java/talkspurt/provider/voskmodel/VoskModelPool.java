package talkspurt.provider.voskmodel;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One model and the threads that work it, for all calls that name it. The model is loaded once, by the first thread
 * that needs it; one that cannot be loaded is tried again with the next utterance. The threads end when nobody speaks,
 * and the model is freed when nobody holds this any more. Thread-safe.
 */
final class VoskModelPool {

  private static final Logger LOG = LoggerFactory.getLogger(VoskModelPool.class);
  private static final Cleaner CLEANER = Cleaner.create();
  private static final int IDLE_S = 30;

  private final VoskModelSettings settings;
  private final SpeechModel.Loader loader;
  private final ThreadPoolExecutor threads;
  private final AtomicInteger utterances = new AtomicInteger();
  private Optional<SpeechModel> model = Optional.empty();
  private volatile boolean tried;

  VoskModelPool(VoskModelSettings settings, SpeechModel.Loader loader) {
    this.settings = settings;
    this.loader = loader;
    AtomicInteger number = new AtomicInteger();
    // each call has one piece of work in it at most, so the queue is bounded by the calls
    this.threads = new ThreadPoolExecutor(
        settings.threads(),
        settings.threads(),
        IDLE_S,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        work -> {
          Thread thread = new Thread(work, "talkspurt-vosk-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
    threads.allowCoreThreadTimeOut(true);
  }

  VoskModelSettings settings() {
    return settings;
  }

  /** Begins to load the model, so that the first caller does not wait for it. */
  void load() {
    run(() -> {
      try {
        model();
      } catch (IOException told) {
        LOG.debug("tried again with the first utterance", told);
      }
    });
  }

  /** Whether the model is loaded, or was tried to be: before that nobody is late. */
  boolean tried() {
    return tried;
  }

  /** The model; waits until it is loaded. */
  synchronized SpeechModel model() throws IOException {
    if (model.isEmpty()) {
      try {
        SpeechModel loaded = loader.load(settings.model());
        CLEANER.register(this, loaded::close);
        model = Optional.of(loaded);
        LOG.info("the Vosk model {} is loaded", settings.model().getFileName());
      } catch (IOException broken) {
        LOG.error("the Vosk model cannot be loaded: {}", broken.getMessage());
        throw broken;
      } finally {
        tried = true;
      }
    }
    return model.get();
  }

  /** Whether one more caller may speak; whoever may calls {@link #over} at the end. */
  boolean begin() {
    if (utterances.incrementAndGet() <= settings.maxUtterances()) {
      return true;
    }
    utterances.decrementAndGet();
    return false;
  }

  /** An utterance is over, or nobody wants it any more. */
  void over() {
    utterances.decrementAndGet();
  }

  /** How many callers speak. */
  int utterances() {
    return utterances.get();
  }

  /** Does this on one of the threads. */
  void run(Runnable work) {
    threads.execute(work);
  }
}
