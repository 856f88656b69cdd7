package talkspurt.boot;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import talkspurt.boot.config.Settings;
import talkspurt.call.ChannelCommand;
import talkspurt.call.CommandOutcome;
import talkspurt.exchange.Exchange;
import talkspurt.exchange.ami.AmiExchange;
import talkspurt.outbound.Dialler;
import talkspurt.telemetry.ExchangeMetrics;

/**
 * The Asterisks that this node controls.
 *
 * @param dialler by which calls are made; empty where no host is set
 */
record NodeExchange(Exchange exchange, Optional<Dialler> dialler) {

  /** Connects to the hosts of the settings, until the node stops. */
  static NodeExchange start(ActorSystem<?> system, Settings settings, ExchangeMetrics metrics) {
    metrics.known(ChannelCommand.LABELS, CommandOutcome.LABELS);
    boolean dials = !settings.outbound().trunks().isEmpty();
    AmiExchange hosts = AmiExchange.start(settings.exchange(), dials, metrics);
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate(), "exchange", () -> {
          hosts.close();
          return CompletableFuture.completedFuture(Done.done());
        });
    return new NodeExchange(
        hosts,
        settings.exchange().hosts().isEmpty() ? Optional.empty() : Optional.of(hosts.dialler()));
  }
}
