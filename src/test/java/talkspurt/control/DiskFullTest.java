package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static talkspurt.call.CallSamples.PLAN;
import static talkspurt.call.CallSamples.words;

import akka.actor.testkit.typed.javadsl.TestProbe;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.call.CallEvent;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.Instruction;

/** The disk of H2's file is full, and then has room again: the engine goes on without a restart. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DiskFullTest {

  private static final String URL = "akka-persistence-jdbc.shared-databases.slick.db.url";

  @Test
  void callsGoOnWhenThereIsRoomAgain(@TempDir Path directory) {
    FullDisk.mount();
    try (Node node = Node.startPatient(onFullDisk(directory))) {
      UUID talking = UUID.randomUUID();
      TestProbe<Instruction> live = node.live();
      node.ask(talking, new CallRequest.Register(PLAN));
      node.attach(talking, "A", live);
      FullDisk.fill();
      Fact greeted = new Fact.SpeechPlayed(0, words("Hello."));
      // a first write that fails closes the database; those after meet closed connections
      CompletableFuture<CallReply> waiting =
          node.calls.ask(talking, new CallRequest.Report("A", greeted)).toCompletableFuture();
      node.eventually(() -> assertThat(Node.answer(node.database.problem())).isPresent());
      FullDisk.makeRoom();
      node.eventually(() -> assertThat(Node.answer(node.database.problem())).isEmpty());
      waiting.exceptionally(late -> null).join();
      until(node, talking, new CallRequest.Report("A", greeted));
      UUID later = UUID.randomUUID();
      until(node, later, new CallRequest.Register(PLAN));
      assertThat(node.events(talking))
          .extracting(event -> event.getClass().getSimpleName())
          .startsWith("CallRegistered", "LineAttached")
          .containsOnlyOnce("GreetingPlayed");
      node.eventually(() -> assertThat(node.newest(false, 10))
          .extracting(CallLogEntry::callId, CallLogEntry::state)
          .contains(tuple(later.toString(), "Expected"), tuple(talking.toString(), "Listening")));
    }
    assertThat(directory.toFile().list()).containsExactly("talkspurt.mv.db");
  }

  @Test
  void aDiskThatStaysFullIsSaidSo(@TempDir Path directory) {
    FullDisk.mount();
    try (Node node = Node.startPatient(onFullDisk(directory))) {
      UUID talking = UUID.randomUUID();
      node.ask(talking, new CallRequest.Register(PLAN));
      FullDisk.fill();
      node.eventually(() -> assertThat(Node.answer(node.database.problem()))
          .contains("has no room left on its disk"));
      FullDisk.makeRoom();
      node.eventually(() -> assertThat(Node.answer(node.database.problem())).isEmpty());
      assertThat(node.events(talking)).hasOnlyElementsOfType(CallEvent.CallRegistered.class);
    }
    assertThat(List.of(directory.toFile().listFiles()))
        .extracting(File::getName)
        .noneMatch(name -> name.contains("trace"));
  }

  /** H2 by itself acknowledges commits that meet others' before they are in the file. */
  @Disabled("known defect: H2 opened again may lack events acknowledged around the failed write")
  @Test
  void whatWasAcknowledgedIsThereWhenThereIsRoomAgain(@TempDir Path directory) {
    FullDisk.mount();
    try (Node node = Node.startPatient(onFullDisk(directory))) {
      for (int round = 0; round < 6; round++) {
        node.eventually(() -> assertThat(Node.answer(node.database.problem())).isEmpty());
        Map<UUID, CompletableFuture<CallReply>> asked = new LinkedHashMap<>();
        for (int call = 0; call < 60; call++) {
          UUID id = UUID.randomUUID();
          asked.put(id, node.calls.ask(id, new CallRequest.Register(PLAN)).toCompletableFuture());
          if (call == 30) {
            CompletableFuture.anyOf(asked.values().toArray(CompletableFuture[]::new))
                .join();
            FullDisk.fill();
          }
        }
        asked
            .values()
            .forEach(answer -> answer.exceptionally(unanswered -> null).join());
        FullDisk.makeRoom();
        node.eventually(() -> assertThat(Node.answer(node.database.problem())).isEmpty());
        asked.forEach((id, answer) -> {
          if (!answer.isCompletedExceptionally()) {
            assertThat(node.events(id)).as(() -> id + " " + answer.join()).hasSize(1);
          }
        });
      }
    }
  }

  /** The product's own settings, on a disk that can be filled. */
  private static Config onFullDisk(Path directory) {
    Config product = NodeConfig.h2File(directory);
    String url = product.getString(URL);
    assertThat(url).startsWith("jdbc:h2:file:");
    return product.withValue(
        URL,
        ConfigValueFactory.fromAnyRef(
            url.replace("jdbc:h2:file:", "jdbc:h2:" + FullDisk.SCHEME + ":")));
  }

  private static void until(Node node, UUID id, CallRequest request) {
    node.eventually(() -> {
      try {
        assertThat(node.calls.ask(id, request).toCompletableFuture().join())
            .isInstanceOf(CallReply.Done.class);
      } catch (CompletionException unanswered) {
        throw new AssertionError(unanswered);
      }
    });
  }
}
