package talkspurt.provider.recorded;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.stream.javadsl.Source;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.transport.SpeechThreads;
import talkspurt.telemetry.ProviderMetrics;

/**
 * A voice that need not be asked twice for the same sentence. Only what came whole is kept. Where the
 * store cannot be used, the voice is asked.
 */
public final class CachedSynthesizer implements Synthesizer {

  private final SpeechStore store;
  private final String identity;
  private final Synthesizer voice;
  private final Executor threads;
  private final ProviderMetrics metrics;

  private CachedSynthesizer(
      SpeechStore store,
      String identity,
      Synthesizer voice,
      Executor threads,
      ProviderMetrics metrics) {
    this.store = store;
    this.identity = identity;
    this.voice = voice;
    this.threads = threads;
    this.metrics = metrics;
  }

  /**
   * A voice with a memory.
   *
   * @param identity all that makes the voice sound as it does
   */
  public static Synthesizer create(
      ActorSystem<?> system,
      SpeechStore store,
      String identity,
      Synthesizer voice,
      ProviderMetrics metrics) {
    Executor threads =
        system.dispatchers().lookup(DispatcherSelector.fromConfig(SpeechThreads.DISPATCHER));
    return new CachedSynthesizer(store, identity, voice, threads, metrics);
  }

  @Override
  public ProviderFailure failure(ProviderFailure.Kind kind, String detail) {
    return voice.failure(kind, detail);
  }

  @Override
  public Source<Sound, NotUsed> synthesize(Request request) {
    String key = key(request);
    return Source.lazyCompletionStage(
            () -> CompletableFuture.supplyAsync(() -> store.read(key), threads))
        .flatMapConcat(known -> known(known, key, request))
        .mapMaterializedValue(later -> NotUsed.getInstance());
  }

  private Source<Sound, NotUsed> known(Optional<SpeechFile> known, String key, Request request) {
    metrics.synthesizerCache(known.isPresent() ? "hit" : "miss");
    return known.isPresent()
        ? Source.from(known.get().sounds())
        : voice.synthesize(request).via(new KeepStage(whole -> keep(key, whole)));
  }

  private void keep(String key, List<Sound> whole) {
    SpeechFile.of(whole).ifPresent(speech -> threads.execute(() -> store.write(key, speech)));
  }

  private String key(Request request) {
    String all = String.join("\0", identity, request.language(), request.voice(), request.text());
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new AssertionError(everyJdkHasIt);
    }
  }
}
