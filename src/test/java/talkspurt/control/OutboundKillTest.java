package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.outbound.CallingHours;
import talkspurt.outbound.DialNumber;
import talkspurt.outbound.DialRequest;
import talkspurt.outbound.DialRules;
import talkspurt.outbound.DialWindow;
import talkspurt.outbound.Outbound;
import talkspurt.outbound.OutboundOrder;
import talkspurt.outbound.OutboundState;

/** What was claimed is claimed after a kill: it is never due again, and the dial counts. */
class OutboundKillTest {

  /** A Tuesday, 15:00 in Berlin. */
  private static final Instant NOW = Instant.parse("2026-12-01T14:00:00Z");

  private static final DialRules RULES =
      new DialRules(CallingHours.STRICT, Optional.empty(), 1, 4, false, Duration.ofSeconds(30));

  private static ActorTestKit open(Path folder) {
    ActorTestKit kit = ActorTestKit.create(
        "kill",
        ConfigFactory.parseString("akka.actor.provider = local")
            .withFallback(NodeConfig.h2File(folder)));
    Schema.prepare(kit.system(), SchemaUse.MIGRATE);
    return kit;
  }

  private static Outbound call() {
    return Outbound.due(
        UUID.randomUUID(),
        new OutboundOrder(
            new DialRequest(
                new DialNumber("+493012345678", Set.of(ZoneId.of("Europe/Berlin"))),
                Optional.empty(),
                new DialWindow(NOW, NOW.plus(Duration.ofDays(7)))),
            "sales",
            Map.of(),
            Optional.empty(),
            "carrier",
            Duration.ofSeconds(30),
            3,
            Optional.empty()),
        NOW);
  }

  @Test
  void whatWasClaimedIsClaimedAfterAKill(@TempDir Path before, @TempDir Path after)
      throws IOException {
    Outbound one = call();
    ActorTestKit killed = open(before);
    OutboundCalls calls = OutboundCalls.of(killed.system());
    calls.add(one, Optional.empty(), "", RULES, 10, NOW).toCompletableFuture().join();
    assertThat(calls.claim(one.id(), RULES, NOW).toCompletableFuture().join())
        .isInstanceOf(OutboundCalls.Claim.Claimed.class);
    String file = "talkspurt.mv.db";
    Files.copy(before.resolve(file), after.resolve(file)); // as it is at this moment
    killed.shutdownTestKit();
    ActorTestKit begun = open(after);
    OutboundCalls found = OutboundCalls.of(begun.system());
    assertThat(found
            .due(NOW.plusSeconds(60), List.of("carrier"), 10)
            .toCompletableFuture()
            .join())
        .isEmpty();
    assertThat(found.open().toCompletableFuture().join()).singleElement().satisfies(open -> {
      assertThat(open.callId()).isEqualTo(one.callId());
      assertThat(open.call().state()).isInstanceOf(OutboundState.Claimed.class);
    });
    Outbound other = call();
    found.add(other, Optional.empty(), "", RULES, 10, NOW).toCompletableFuture().join();
    assertThat(found.one(other.id()).toCompletableFuture().join().orElseThrow().held())
        .isPresent();
    begun.shutdownTestKit();
  }
}
