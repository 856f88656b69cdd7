package talkspurt.boot;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import java.util.concurrent.CompletableFuture;
import talkspurt.telemetry.Traces;

/** Has the last spans sent before a node ends: those of calls that ended with it among them. */
final class TraceEnd {

  private TraceEnd() {}

  static void with(ActorSystem<?> system, Traces traces) {
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "traces",
            () -> CompletableFuture.supplyAsync(() -> {
              traces.close();
              return Done.done();
            }));
  }
}
