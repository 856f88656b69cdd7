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
  private final Quota quota;

  public Retries(VoiceServer server, NanoClock clock) {
    this.server = server;
    this.quota = new Quota(clock);
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
