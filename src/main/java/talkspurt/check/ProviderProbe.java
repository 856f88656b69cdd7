package talkspurt.check;

import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import talkspurt.telemetry.NanoClock;

/**
 * Asks a provider and waits for all that it answers.
 *
 * @param within limit for the whole answer
 */
record ProviderProbe(ActorSystem<?> system, NanoClock clock, Duration within) {

  /** Something that came, and how long after the question. */
  record Timed<T>(int ms, T what) {}

  /**
   * All that came.
   *
   * @param late whether more was to come when the time was over
   */
  record Answer<T>(List<Timed<T>> all, boolean late) {}

  <T> Answer<T> all(Source<T, ?> answer) {
    long asked = clock.nanoTime();
    List<Timed<T>> all = new ArrayList<>();
    answer
        .takeWithin(within)
        .map(what -> new Timed<>((int) ((clock.nanoTime() - asked) / 1_000_000), what))
        .map(all::add)
        .runWith(Sink.ignore(), system)
        .toCompletableFuture()
        .join();
    return new Answer<>(List.copyOf(all), clock.nanoTime() - asked >= within.toNanos());
  }
}
