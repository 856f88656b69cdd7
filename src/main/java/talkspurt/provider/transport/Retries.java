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
import talkspurt.telemetry.ProviderMetrics;

/**
 * Asks a server again where nothing came of it and that is worth it, and leaves it alone as long as
 * it asks for. Thread-safe.
 */
public final class Retries {

  private final VoiceServer server;
  private final ProviderMetrics metrics;
  private final Quota quota;

  /** Of a server that nobody has asked yet. */
  public Retries(VoiceServer server, NanoClock clock, ProviderMetrics metrics) {
    this.server = server;
    this.metrics = metrics;
    this.quota = new Quota(clock, wait -> metrics.quotaTold(server.provider(), wait));
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
                    fault -> again(attempt, left - 1).initialDelay(delay(fault)))
                .build());
  }

  private <T> Source<T, NotUsed> again(Supplier<Source<T, NotUsed>> attempt, int left) {
    metrics.retried(server.provider());
    return of(attempt, left);
  }

  private Duration delay(ProviderFault fault) {
    return fault.leftAlone().orElse(server.retryAfter());
  }

  /** Whether it is worth asking again at once. */
  private boolean noted(ProviderFault fault) {
    boolean soon = delay(fault).compareTo(server.retryAfter()) <= 0;
    if (!soon) {
      quota.told(delay(fault));
    }
    return soon && fault.failure().worthRetrying();
  }

  private void refuseWhileLeftAlone() {
    if (!quota.takesNothingFor().isZero()) {
      throw ProviderFault.overloaded(
          server.provider(), "asked for a pause (Retry-After)", Optional.empty());
    }
  }
}
