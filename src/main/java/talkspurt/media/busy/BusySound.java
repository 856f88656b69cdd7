package talkspurt.media.busy;

import akka.actor.typed.ActorSystem;
import akka.pattern.Patterns;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Resampler;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Synthesizer.Sound;

/** A sentence that was spoken once and is played to many, at any rate. Thread-safe. */
final class BusySound {

  private static final Logger LOG = LoggerFactory.getLogger(BusySound.class);
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(10);

  private final AudioFrame whole;
  private final Map<Integer, List<AudioFrame>> byRate = new ConcurrentHashMap<>();

  BusySound(AudioFrame whole) {
    this.whole = whole;
  }

  /** Has it spoken by the answer's voice; tried again and again until it is there. */
  static CompletionStage<BusySound> spoken(
      ActorSystem<?> system, String profile, BusyAnswer answer) {
    return once(system, answer).exceptionallyCompose(failure -> {
      LOG.warn(
          "profile {}: what busy callers are told cannot be spoken, and they take the way out; asked again in {} s: {}",
          profile,
          AGAIN_AFTER.toSeconds(),
          failure.getMessage());
      return Patterns.after(
          AGAIN_AFTER, system.classicSystem(), () -> spoken(system, profile, answer));
    });
  }

  private static CompletionStage<BusySound> once(ActorSystem<?> system, BusyAnswer answer) {
    Synthesizer.Request request =
        new Synthesizer.Request(answer.language(), answer.voice().name(), answer.words());
    return Source.lazySource(() -> answer.voice().synthesizer().synthesize(request))
        .completionTimeout(WITHIN)
        .runWith(Sink.seq(), system)
        .thenCompose(sounds -> {
          Optional<String> failed = sounds.stream()
              .filter(Sound.Failed.class::isInstance)
              .map(sound -> ((Sound.Failed) sound).failure().toString())
              .findFirst();
          List<AudioFrame> frames = sounds.stream()
              .filter(Sound.Pcm.class::isInstance)
              .map(sound -> ((Sound.Pcm) sound).frame())
              .toList();
          return failed.isPresent() || frames.isEmpty()
              ? CompletableFuture.failedFuture(
                  new IllegalStateException(failed.orElse("the voice said nothing")))
              : CompletableFuture.completedFuture(new BusySound(AudioFrame.joined(frames)));
        });
  }

  /** In frames of 20 ms; the last is filled up with silence. Shared by all who ask. */
  List<AudioFrame> frames(int rateHz) {
    return byRate.computeIfAbsent(rateHz, this::cut);
  }

  private List<AudioFrame> cut(int rateHz) {
    short[] samples = whole.rateHz() == rateHz
        ? whole.samples()
        : new Resampler(whole.rateHz(), rateHz).convert(whole.samples());
    int length = AudioFrame.samplesPerFrame(rateHz);
    List<AudioFrame> frames = new ArrayList<>();
    for (int at = 0; at < samples.length; at += length) {
      frames.add(new AudioFrame(rateHz, Arrays.copyOfRange(samples, at, at + length)));
    }
    return List.copyOf(frames);
  }
}
