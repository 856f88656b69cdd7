package talkspurt.provider.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.spec.McpSchema;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import talkspurt.provider.ProviderFailure.Kind;

class McpServerTest {

  private static final McpSchema.Tool BOOK = ScriptedLink.tool("book", "{\"type\":\"object\"}");
  private static final McpSchema.Tool FIND = ScriptedLink.tool("find", "{\"type\":\"object\"}");

  @Test
  void aServerHasItsToolsWhileItIsThere() {
    ScriptedLink.World world = new ScriptedLink.World(4);
    assertThat(world.tools()).isEmpty();
    assertThat(world.links).as("not connected to before the start").isEmpty();
    world.there(BOOK, FIND);
    world.server.start();
    assertThat(world.links).hasSize(1);
    assertThat(world.tools()).containsExactly("book", "find");
    assertThat(world.server.failure()).isEmpty();
  }

  @Test
  void aServerThatIsAwayIsLookedForWithGrowingPauses() {
    ScriptedLink.World world = new ScriptedLink.World(4);
    world.server.start();
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      ScriptedLink link = world.last();
      link.lists.remove().completeExceptionally(new ConnectException("refused"));
      assertThat(link.closed).isTrue();
      pauses.add(world.runNext());
    }
    assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 8L, 8L);
    assertThat(world.server.failure().orElseThrow().kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(world.server.tried().toCompletableFuture()).isCompleted();
    world.last().lists.remove().complete(List.of(BOOK));
    assertThat(world.tools()).containsExactly("book");
    assertThat(world.server.failure()).isEmpty();
  }

  @Test
  void aServerThatEndsHasNoToolsAndIsStartedAgain() {
    ScriptedLink.World world = new ScriptedLink.World(4).there(BOOK);
    ScriptedLink first = world.last();
    first.listener.gone("ended with status 1");
    assertThat(world.tools()).isEmpty();
    assertThat(first.closed).isTrue();
    first.listener.gone("ended with status 1");
    first.listener.changed();
    assertThat(world.delays).as("a check, and one new start").hasSize(2);
    world.runNext();
    assertThat(world.delays).as("no more checks of the first").hasSize(1);
    world.runNext();
    assertThat(world.links).hasSize(2);
    first.listener.gone("late");
    world.last().lists.remove().complete(List.of(FIND));
    assertThat(world.tools()).containsExactly("find");
  }

  @Test
  void pausesAreShortAgainOnceAServerHasStayed() {
    ScriptedLink.World world = new ScriptedLink.World(4);
    world.server.start();
    world.last().lists.remove().completeExceptionally(new ConnectException("refused"));
    assertThat(world.runNext()).isEqualTo(Duration.ofSeconds(1));
    world.last().lists.remove().complete(List.of(BOOK));
    world.last().listener.gone("ended at once");
    assertThat(world.delays).last().isEqualTo(Duration.ofSeconds(2));
    world.runNext();
    world.runNext();
    world.last().lists.remove().complete(List.of(BOOK));
    world.now = Duration.ofSeconds(9).toNanos();
    world.last().listener.gone("ended");
    assertThat(world.delays).last().isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void changedToolsAreReadAgainOnceForAllThatIsTold() {
    ScriptedLink.World world = new ScriptedLink.World(4).there(BOOK);
    world.delays.clear();
    world.later.clear();
    world.last().listener.changed();
    world.last().listener.changed();
    assertThat(world.later).hasSize(1);
    world.runNext();
    world.last().lists.remove().complete(List.of(BOOK, FIND));
    assertThat(world.tools()).containsExactly("book", "find");
    world.last().listener.changed();
    assertThat(world.later).as("told again").hasSize(1);
  }

  @Test
  void theListIsReadAgainFromTimeToTimeWhileNothingRuns() {
    ScriptedLink.World world = new ScriptedLink.World(4).there(BOOK);
    var call = world.server.call("book", Map.of(), Map.of());
    assertThat(world.runNext()).isEqualTo(Duration.ofSeconds(60));
    assertThat(world.last().lists).as("not while a tool runs").isEmpty();
    world.last().calls.get(0).result().complete(ScriptedLink.text("done", false));
    assertThat(call.toCompletableFuture()).isCompleted();
    world.runNext();
    world.last().lists.remove().completeExceptionally(new TimeoutException());
    assertThat(world.tools()).isEmpty();
  }

  @Test
  void aCallThatFindsNobodyLosesTheServerAndOneThatTakesTooLongDoesNot() {
    ScriptedLink.World world = new ScriptedLink.World(4).there(BOOK);
    world.server.call("book", Map.of(), Map.of());
    world.last().calls.get(0).result().completeExceptionally(new TimeoutException());
    assertThat(world.tools()).containsExactly("book");
    world.server.call("book", Map.of(), Map.of());
    world.last().calls.get(1).result().completeExceptionally(new ConnectException("refused"));
    assertThat(world.tools()).isEmpty();
    assertThat(failure(world.server.call("book", Map.of(), Map.of()))).isInstanceOf(NotSent.class);
    assertThat(world.last().calls).hasSize(2);
  }

  @Test
  void soManyRunAtATimeAndOthersWait() {
    ScriptedLink.World world = new ScriptedLink.World(1).there(BOOK);
    List<CompletableFuture<McpSchema.CallToolResult>> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      all.add(world.server.call("book", Map.of("number", i), Map.of()).toCompletableFuture());
    }
    assertThat(world.last().calls).hasSize(1);
    assertThat(failure(all.get(5))).as("one runs, four wait").isInstanceOf(NotSent.class);
    for (int i = 0; i < 5; i++) {
      ScriptedLink.Call call = world.last().calls.get(i);
      assertThat(call.arguments()).containsEntry("number", i);
      call.result().complete(ScriptedLink.text("done", false));
      assertThat(all.get(i)).isCompleted();
      assertThat(world.last().calls).as("one more").hasSize(Math.min(i + 2, 5));
    }
    assertThat(world.last().calls).hasSize(5);
    world.server.call("book", Map.of(), Map.of());
    assertThat(world.last().calls).as("free again").hasSize(6);
  }

  @Test
  void nothingIsDoneOnceItIsClosed() {
    ScriptedLink.World world = new ScriptedLink.World(4).there(BOOK);
    ScriptedLink link = world.last();
    world.server.close();
    assertThat(link.closed).isTrue();
    assertThat(world.tools()).isEmpty();
    link.listener.gone("ended with status 0");
    while (!world.later.isEmpty()) {
      world.runNext();
    }
    assertThat(world.links).hasSize(1);
  }

  private static Throwable failure(CompletionStage<?> stage) {
    CompletableFuture<?> future = stage.toCompletableFuture();
    assertThatThrownBy(future::join).isNotNull();
    return future
        .handle((result, thrown) -> thrown.getCause() == null ? thrown : thrown.getCause())
        .join();
  }
}
