package talkspurt.provider.embedded;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import talkspurt.audio.AudioFrame;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.agent.Sentences;

/**
 * Speaks with freetts, offline. A sentence takes some milliseconds, so it is synthesised whole, on
 * one of a few threads, once it is pulled for the first time.
 */
final class EmbeddedSynthesizer implements Synthesizer, AutoCloseable {

  static final String DEFAULT_VOICE = "kevin16";

  private static final int PIECE_MS = 100;

  /** How many sentences are kept, the ones used last: some 100 KB each. */
  private static final int MAX_KEPT = 128;

  private final ThreadPoolExecutor threads;

  /** Greetings and scripted replies are the same in every call. */
  private final Map<Request, List<Sound>> spoken =
      Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Request, List<Sound>> eldest) {
          return size() > MAX_KEPT;
        }
      });

  /** What is being worked out: calls that begin together are greeted alike. */
  private final Map<Request, CompletableFuture<List<Sound>>> speaking = new ConcurrentHashMap<>();

  private final Set<Request> foreseen = ConcurrentHashMap.newKeySet();

  private final ThreadLocal<Map<String, FreettsVoice>> voices =
      ThreadLocal.withInitial(HashMap::new);

  EmbeddedSynthesizer(EmbeddedSettings settings) {
    AtomicInteger number = new AtomicInteger();
    threads = new ThreadPoolExecutor(
        settings.voices(),
        settings.voices(),
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(settings.maxSentences()),
        work -> {
          Thread thread = new Thread(work, "talkspurt-tts-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  /** This is going to be said in every call, sentence by sentence. */
  void foresee(Request request) {
    for (String sentence : Sentences.of(request.text(), request.language())) {
      foreseen.add(new Request(request.language(), request.voice(), sentence));
    }
  }

  /**
   * Loads the default voice on each thread, and works out what is going to be said in every call, so that
   * the first caller does not wait for it; the result completes then, whether it can be said or not.
   */
  CompletableFuture<Void> load() {
    threads.prestartAllCoreThreads();
    for (int i = 0; i < threads.getCorePoolSize(); i++) {
      threads.execute(() -> speak(new Request("en", DEFAULT_VOICE, "Hello, and welcome.")));
    }
    return CompletableFuture.allOf(
        foreseen.stream().map(this::spoken).toArray(CompletableFuture<?>[]::new));
  }

  @Override
  public Source<Sound, NotUsed> synthesize(Request request) {
    return Source.lazyCompletionStage(() -> spoken(request))
        .mapConcat(pieces -> pieces)
        .mapMaterializedValue(later -> NotUsed.getInstance());
  }

  /** Whether this is worked out. */
  boolean known(Request request) {
    return spoken.containsKey(request);
  }

  private CompletableFuture<List<Sound>> spoken(Request request) {
    List<Sound> known = spoken.get(request);
    if (known != null) {
      return CompletableFuture.completedFuture(known);
    }
    try {
      CompletableFuture<List<Sound>> asked = speaking.computeIfAbsent(
          request,
          wanted -> CompletableFuture.supplyAsync(() -> speak(wanted), threads)
              .exceptionally(broken -> failed(Kind.REJECTED_REQUEST, broken.toString())));
      asked.whenComplete((sound, failure) -> speaking.remove(request, asked));
      return asked;
    } catch (RejectedExecutionException full) {
      return CompletableFuture.completedFuture(
          failed(Kind.OVERLOADED, "too many sentences are waiting"));
    }
  }

  private static List<Sound> failed(Kind kind, String why) {
    return List.of(new Sound.Failed(new ProviderFailure(kind, "embedded", why)));
  }

  private List<Sound> speak(Request request) {
    String name = request.voice().isEmpty() ? DEFAULT_VOICE : request.voice();
    FreettsVoice voice = voices.get().computeIfAbsent(name, FreettsVoice::new);
    FreettsVoice.Spoken speech = voice.speak(request.text());
    List<Sound> sound = new ArrayList<>(speech.words());
    sound.addAll(pieces(Loudness.even(speech.sound())));
    List<Sound> all = List.copyOf(sound);
    spoken.put(request, all);
    return all;
  }

  private static List<Sound> pieces(AudioFrame speech) {
    int size = speech.rateHz() * PIECE_MS / 1000;
    List<Sound> pieces = new ArrayList<>();
    for (int from = 0; from < speech.samples().length; from += size) {
      int to = Math.min(from + size, speech.samples().length);
      short[] samples = Arrays.copyOfRange(speech.samples(), from, to);
      pieces.add(new Sound.Pcm(new AudioFrame(speech.rateHz(), samples)));
    }
    return pieces;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
