package talkspurt.provider.transport;

import akka.NotUsed;
import akka.japi.pf.PFBuilder;
import akka.stream.Graph;
import akka.stream.SourceShape;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import talkspurt.telemetry.NanoClock;

/**
 * Asks a server again where nothing came of it and that is worth it, and leaves it alone as long as
 * it asks for. Thread-safe.
 */
public final class Retries {

  private final VoiceServer server;
  private final NanoClock clock;
  private long leftAloneUntil;
  private boolean leftAlone;

  public Retries(VoiceServer server, NanoClock clock) {
    this.server = server;
    this.clock = clock;
  }

  /** What comes of asking; {@code attempt} is called for each time. */
  public <T> Source<T, NotUsed> of(Supplier<Source<T, NotUsed>> attempt) {
    return of(attempt, server.retries());
  }

  private <T> Source<T, NotUsed> of(Supplier<Source<T, NotUsed>> attempt, int left) {
    boolean[] begun = new boolean[1];
    return Source.lazySource(() -> {
          refuseWhileLeftAlone();
          return attempt.get();
        })
        .mapMaterializedValue(later -> NotUsed.getInstance())
        .statefulMapConcat(() -> piece -> {
          begun[0] = true;
          return List.of(piece);
        })
        .recoverWithRetries(
            1,
            new PFBuilder<Throwable, Graph<SourceShape<T>, NotUsed>>()
                .match(
                    ProviderFault.class,
                    fault -> noted(fault) && left > 0 && !begun[0],
                    fault -> of(attempt, left - 1).initialDelay(delay(fault)))
                .build());
  }

  private Duration delay(ProviderFault fault) {
    return fault.leftAlone().orElse(server.retryAfter());
  }

  /** Whether it is worth asking again at once. */
  private synchronized boolean noted(ProviderFault fault) {
    boolean soon = delay(fault).compareTo(server.retryAfter()) <= 0;
    if (!soon) {
      leftAlone = true;
      leftAloneUntil = clock.nanoTime() + delay(fault).toNanos();
    }
    return soon && fault.failure().worthRetrying();
  }

  private synchronized void refuseWhileLeftAlone() {
    leftAlone = leftAlone && leftAloneUntil - clock.nanoTime() > 0;
    if (leftAlone) {
      throw ProviderFault.overloaded(
          server.provider(), "asked for a pause (Retry-After)", Optional.empty());
    }
  }
}
