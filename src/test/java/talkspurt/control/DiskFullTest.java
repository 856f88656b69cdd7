package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static talkspurt.call.CallSamples.PLAN;
import static talkspurt.call.CallSamples.words;

import akka.actor.testkit.typed.javadsl.TestProbe;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.call.CallEvent;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.EndReason;
import talkspurt.call.Instruction;
import talkspurt.call.Spending;

/** The disk of H2's file is full, and then has room again: the engine goes on without a restart. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DiskFullTest {

  private static final String URL = "akka-persistence-jdbc.shared-databases.slick.db.url";

  private static final long MIB = 1 << 20;
  private static final int CALLS_TOGETHER = 60;

  /** Who asks while nothing can be written gives up sooner than the product's ten seconds. */
  private static final CallSettings UNANSWERED = Node.patient(Duration.ofSeconds(3));

  /** Of a call start with as much as dialplans tell. */
  private static final CallPlan LARGE_PLAN = new CallPlan(
      PLAN.callerId(),
      PLAN.dnid(),
      PLAN.lext(),
      PLAN.channel(),
      PLAN.profile(),
      PLAN.language(),
      Map.of("order", "x".repeat(8000)),
      true);

  @Test
  void callsGoOnWhenThereIsRoomAgain(@TempDir Path directory) {
    FullDisk.mount();
    try (Node node = Node.start(onFullDisk(directory), UNANSWERED)) {
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

  /** A round of {@link H2Upkeep} is all that meets the full disk, and no event comes after it. */
  @Test
  void rowsOfTheCallLogThatWereLostAreWrittenAgainThoughNobodyCalls(@TempDir Path directory) {
    FullDisk.mount();
    try (Node node = Node.startPatient(onFullDisk(directory))) {
      UUID known = UUID.randomUUID();
      node.ask(known, new CallRequest.Register(PLAN));
      node.eventually(() -> assertThat(node.newest(false, 10)).hasSize(1));
      Database database = Database.of(node.system);
      // as if the row had not been in the file when that was opened anew
      changed(database, "DELETE FROM call_log");
      changed(database, "UPDATE call_log_offset SET last_ordering = 0");
      database.transactNow(connection -> {
        CommittedWrites.await(connection);
        return true;
      });
      changed(database, "UPDATE call_log_offset SET last_ordering = last_ordering");
      FullDisk.fill();
      node.eventually(() -> assertThat(FullDisk.refused()).isPositive());
      FullDisk.makeRoom();
      node.eventually(() -> assertThat(node.newest(false, 10))
          .extracting(CallLogEntry::callId)
          .containsExactly(known.toString()));
    }
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
      // a connection of the file as it was may be met once more
      node.eventually(() ->
          assertThat(node.events(talking)).hasOnlyElementsOfType(CallEvent.CallRegistered.class));
    }
    assertThat(List.of(directory.toFile().listFiles()))
        .extracting(File::getName)
        .noneMatch(name -> name.contains("trace"));
  }

  /** The journal stops before the disk is full, so that H2 never meets a full one. */
  @Test
  void whatWasAcknowledgedIsThereWhenThereIsRoomAgain(@TempDir Path directory) throws IOException {
    FullDisk.mount();
    Map<UUID, CompletableFuture<CallReply>> asked = new LinkedHashMap<>();
    try (Node node = Node.start(onFullDisk(directory), UNANSWERED)) {
      Path file = directory.resolve("talkspurt.mv.db");
      DiskWatch disk = DiskWatch.of(node.system);
      disk.watch(FullDisk.beside(file), new DiskReserve(4 * MIB));
      for (int round = 0; round < 3; round++) {
        FullDisk.resize(Files.size(file) + 10 * MIB);
        disk.look();
        assertThat(Node.answer(node.database.problem())).isEmpty();
        while (disk.problem().isEmpty()) {
          List<CompletableFuture<CallReply>> together = new ArrayList<>();
          for (int call = 0; call < CALLS_TOGETHER; call++) {
            UUID id = UUID.randomUUID();
            CompletableFuture<CallReply> answer =
                node.calls.ask(id, new CallRequest.Register(LARGE_PLAN)).toCompletableFuture();
            asked.put(id, answer);
            together.add(answer);
          }
          together.forEach(answer -> answer.exceptionally(unanswered -> null).join());
        }
        assertThat(Node.answer(node.database.problem()).orElseThrow())
            .startsWith("has no room left on its disk: ");
        assertThat(node.calls.ask(UUID.randomUUID(), new CallRequest.Register(PLAN)))
            .as("refused at once")
            .isCompletedExceptionally();
        FullDisk.makeRoom();
        node.eventually(() -> assertThat(Node.answer(node.database.problem())).isEmpty());
        until(node, UUID.randomUUID(), new CallRequest.Register(PLAN));
      }
      assertThat(asked.values()).anyMatch(answer -> !answer.isCompletedExceptionally());
      asked.forEach((id, answer) -> {
        if (!answer.isCompletedExceptionally()) {
          assertThat(node.events(id)).hasSize(1);
        }
      });
    }
    assertThat(FullDisk.refused()).as("writes of H2 that met a full disk").isZero();
  }

  /** As after a kill: whatever is in the file the moment its answer is here is all there will be. */
  @Test
  void whatIsAcknowledgedIsInTheFile(@TempDir Path directory) throws IOException {
    FullDisk.mount();
    try (Node node = Node.startPatient(onFullDisk(directory))) {
      for (int round = 0; round < 2; round++) {
        Map<UUID, CompletableFuture<CallReply>> asked = new LinkedHashMap<>();
        for (int call = 0; call < CALLS_TOGETHER; call++) {
          UUID id = UUID.randomUUID();
          asked.put(
              id, node.calls.ask(id, new CallRequest.Register(LARGE_PLAN)).toCompletableFuture());
        }
        CompletableFuture.anyOf(asked.values().toArray(CompletableFuture[]::new))
            .join();
        List<String> acknowledged = acknowledged(asked);
        Path killed = directory.resolve("killed" + round + ".mv.db");
        FullDisk.copy(directory.resolve("talkspurt.mv.db"), killed);
        assertThat(kept(killed)).containsAll(acknowledged);
        asked
            .values()
            .forEach(answer -> answer.exceptionally(unanswered -> null).join());
      }
    }
  }

  @Test
  void callsThatAreThereStandWhileNothingIsWritten(@TempDir Path directory) {
    FullDisk.mount();
    try (Node node = Node.startPatient(onFullDisk(directory))) {
      UUID talking = UUID.randomUUID();
      TestProbe<Instruction> live = node.live();
      node.ask(talking, new CallRequest.Register(PLAN));
      node.attach(talking, "A", live);
      DiskWatch disk = DiskWatch.of(node.system);
      disk.watch(() -> new Disk.Room(0, 1000 * MIB), new DiskReserve(4 * MIB));
      Fact greeted = new Fact.SpeechPlayed(0, words("Hello."));
      UUID unknown = UUID.randomUUID();
      assertThat(List.of(
              node.calls.ask(talking, new CallRequest.Report("A", greeted)),
              node.calls.attach(talking, "B", Optional.empty(), live.ref()),
              node.calls.attach(UUID.randomUUID(), "C", Optional.of(PLAN), live.ref()),
              node.calls.ask(unknown, new CallRequest.End(EndReason.HUNG_UP_BY_REQUEST))))
          .as("refused at once")
          .allSatisfy(answer -> assertThat(answer)
              .isCompletedExceptionally()
              .failsWithin(Duration.ZERO)
              .withThrowableOfType(ExecutionException.class)
              .withCauseInstanceOf(TimeoutException.class)
              .withMessageContaining("has no room left on its disk"));
      assertThat(Node.answer(node.calls.keep(talking, "A", live.ref(), Spending.NONE)))
          .as("the call stands")
          .isInstanceOf(CallReply.Done.class);
      assertThat(node.housed()).containsExactly(talking.toString());
      assertThat(Node.answer(node.database.problem()).orElseThrow())
          .startsWith("has no room left on its disk");
      disk.watch(() -> new Disk.Room(100 * MIB, 1000 * MIB), new DiskReserve(4 * MIB));
      until(node, talking, new CallRequest.Report("A", greeted));
      assertThat(node.events(talking))
          .extracting(event -> event.getClass().getSimpleName())
          .containsExactly("CallRegistered", "LineAttached", "GreetingPlayed");
    }
  }

  /** Nobody has looked since the disk filled up: the journal looks itself. */
  @Test
  void theJournalAndTheCallLogLookBeforeEachWrite(@TempDir Path directory) {
    FullDisk.mount();
    AtomicLong free = new AtomicLong(100 * MIB);
    try (Node node = Node.start(onFullDisk(directory), UNANSWERED)) {
      DiskWatch disk = DiskWatch.of(node.system);
      disk.watch(() -> new Disk.Room(free.get(), 1000 * MIB), new DiskReserve(4 * MIB));
      UUID known = UUID.randomUUID();
      node.ask(known, new CallRequest.Register(PLAN));
      node.eventually(() -> assertThat(node.newest(false, 10)).hasSize(1));
      Database database = Database.of(node.system);
      long written = database.transactNow(CallLogTable::offset);
      free.set(0);
      UUID refused = UUID.randomUUID();
      assertThat(node.calls.ask(refused, new CallRequest.Register(PLAN)))
          .failsWithin(Duration.ofMinutes(1));
      assertThat(disk.problem()).isPresent();
      CallLogWriter writer = new CallLogWriter(database, disk, node.metrics);
      assertThat(writer.write(new LogRows(written + 1_000_000, Map.of())))
          .failsWithin(Duration.ofMinutes(1))
          .withThrowableThat()
          .matches(DiskFullException::caused);
      assertThat(database.transactNow(CallLogTable::offset)).isEqualTo(written);
      assertThat(node.events(refused)).isEmpty();
      free.set(100 * MIB);
      disk.look();
      until(node, refused, new CallRequest.Register(PLAN));
    }
  }

  private static void changed(Database database, String sql) {
    database.transactNow(connection -> {
      TestDatabase.run(connection, sql);
      return true;
    });
  }

  /** Nothing waits to be written, and nobody looks at the disk: a look at the database finds it. */
  @Test
  void aFullDiskIsSaidSoThoughNobodyCalls(@TempDir Path directory) {
    FullDisk.mount();
    try (Node node = Node.startPatient(onFullDisk(directory))) {
      Database database = Database.of(node.system);
      node.eventually(() -> assertThat(database.<Boolean>transactNow(
              connection -> H2Store.of(connection).orElseThrow().hasUnsavedChanges()))
          .isFalse());
      FullDisk.fill();
      node.eventually(() -> assertThat(Node.answer(node.database.problem()))
          .contains("has no room left on its disk"));
      FullDisk.makeRoom();
      node.eventually(() -> assertThat(Node.answer(node.database.problem())).isEmpty());
    }
  }

  private static List<String> acknowledged(Map<UUID, CompletableFuture<CallReply>> asked) {
    return asked.entrySet().stream()
        .filter(each -> each.getValue().isDone() && !each.getValue().isCompletedExceptionally())
        .map(each -> CallEntity.persistenceId(each.getKey().toString()).id())
        .toList();
  }

  /** The ids that the journal in a file has events of. */
  private static Set<String> kept(Path file) {
    String url = "jdbc:h2:file:" + file.toString().replace(".mv.db", "")
        + ";DATABASE_TO_UPPER=false;IFEXISTS=TRUE";
    Set<String> ids = new HashSet<>();
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT persistence_id FROM event_journal")) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
      return ids;
    } catch (SQLException fault) {
      throw new AssertionError(fault);
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
