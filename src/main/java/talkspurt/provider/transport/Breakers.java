package talkspurt.provider.transport;

import akka.actor.typed.ActorSystem;
import akka.pattern.CircuitBreaker;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.ProviderMetrics;

/** Makes the breakers of providers, and has what they do told in the log and in metrics. */
public final class Breakers {

  private static final Logger LOG = LoggerFactory.getLogger(Breakers.class);

  private Breakers() {}

  /**
   * A closed breaker.
   *
   * @param port which port the provider is behind, such as {@code synthesizer}
   * @param provider its name in logs and metrics
   * @param callWithin how long a call through the breaker may take; zero where it has limits of its own
   */
  public static CircuitBreaker breaker(
      ActorSystem<?> system,
      String port,
      String provider,
      BreakerSettings settings,
      Duration callWithin,
      ProviderMetrics metrics) {
    metrics.providerResting(port, provider, false);
    return new CircuitBreaker(
            system.executionContext(),
            system.classicSystem().scheduler(),
            settings.failures(),
            callWithin,
            settings.rest())
        .addOnOpenListener(() -> {
          LOG.warn(
              "{} {} has failed too often in a row and rests for {}",
              port,
              provider,
              settings.rest());
          metrics.providerResting(port, provider, true);
        })
        .addOnHalfOpenListener(() -> metrics.providerResting(port, provider, false))
        .addOnCloseListener(() -> metrics.providerResting(port, provider, false));
  }
}
