package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.words;

import com.typesafe.config.Config;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.CallSamples;
import talkspurt.call.EndReason;
import talkspurt.call.PhoneNumber;
import talkspurt.fake.SharedPostgres;
import talkspurt.telemetry.Metrics;

/**
 * Backups of PostgreSQL as {@code privacy.md} has them made: of a number that was deleted after the journal was saved, a database
 * made of them has neither number nor words, in no byte of its files. Of another it has all.
 */
class ForgettingBackupTest {

  private static final String GONE = "+49 171 5550123";
  private static final String GONE_SAID = "marzipan lighthouse";
  private static final String KEPT = "+49 171 5550999";
  private static final String KEPT_SAID = "umbrella verdigris";
  private static final MovingClock CLOCK = new MovingClock(Instant.parse("2026-11-20T10:00:00Z"));

  @TempDir
  Path folder;

  @Test
  void aDatabaseMadeOfBackupsHasNothingOfANumberThatWasDeleted() throws Exception {
    List<String> recipe = recipe();
    assertThat(recipe).as("of privacy.md").hasSize(2);
    UUID gone;
    UUID kept;
    Config config = TestDatabase.postgres("forgetting");
    int port = SharedPostgres.server().getPort();
    try (Node node = Node.start(config, CLOCK)) {
      gone = ended(node, GONE, GONE_SAID);
      kept = ended(node, KEPT, KEPT_SAID);
      run(port, recipe.get(0), "forgetting");
      Removals removals = Removals.of(node.system, CLOCK);
      Node.answer(removals.delete(new Subject(new PhoneNumber(GONE), Subject.Side.CALLER), "boss"));
      Database database = Database.of(node.system);
      CallErasure erasure = new CallErasure(CallKeys.of(node.system));
      int removed = database.transactNow(connection ->
          new RemovalWork(erasure).page(connection, CLOCK.instant().plusSeconds(1)));
      assertThat(removed).isOne();
      run(port, recipe.get(1), "forgetting");
    }
    byte[] saved = Files.readAllBytes(folder.resolve("journal.sql"));
    assertThat(has(saved, gone.toString())).as("the call is in the backup").isTrue();
    assertThat(found(saved)).as("unread").isEmpty();
    assertThat(found(Files.readAllBytes(folder.resolve("keys.sql")))).isEmpty();

    Path files = Files.createDirectory(folder.resolve("files"));
    try (EmbeddedPostgres server = EmbeddedPostgres.builder()
        .setDataDirectory(files)
        .setCleanDataDirectory(false)
        .start()) {
      try (Connection admin = server.getPostgresDatabase().getConnection()) {
        TestDatabase.run(admin, "CREATE DATABASE restored");
      }
      run(server.getPort(), "psql -q -v ON_ERROR_STOP=1 -f journal.sql talkspurt", "restored");
      run(server.getPort(), "psql -q -v ON_ERROR_STOP=1 -f keys.sql talkspurt", "restored");
      try (Node node = Node.start(NodeConfig.postgres(server.getPort(), "restored"), CLOCK)) {
        Database database = Database.of(node.system);
        CallLogRebuild rebuild = CallLogRebuild.of(node.system, new Metrics().database());
        database.transactNow(RebuildTable::begin);
        while (database.transactNow(rebuild::page) == RebuildPage.WRITTEN) {
          assertThat(database.transactNow(RebuildTable::read).running()).isTrue();
        }
        assertThat(node.newest(false, 10))
            .extracting(CallLogEntry::callId)
            .containsExactly(kept.toString());
        assertThat(Node.answer(node.log.story(gone))).isEmpty();
        assertThat(Node.answer(node.log.story(kept))).isPresent();
        database.transactNow(connection -> {
          TestDatabase.run(connection, "CHECKPOINT");
          return null;
        });
      }
      assertThat(found(everyFile(files))).containsExactly(KEPT);
    }
  }

  private static UUID ended(Node node, String caller, String said) {
    UUID id = UUID.randomUUID();
    CLOCK.pass();
    node.ask(id, new CallRequest.Register(CallSamples.plan(caller, "4930123", "sales")));
    node.attach(id, "A", node.live());
    node.report(id, "A", new Fact.SpeechPlayed(0, words(said)));
    node.ask(id, new CallRequest.End(EndReason.COMPLETED));
    node.eventually(() -> assertThat(node.newest(false, 10))
        .anyMatch(row -> row.callId().equals(id.toString()) && row.endedAt().isPresent()));
    return id;
  }

  // ---- what a reader of the page does

  /** The commands of the page's section on backups, each in a line. */
  private static List<String> recipe() throws IOException {
    String page = Files.readString(Path.of("src/docs/privacy.md"));
    String section = page.substring(page.indexOf("## Backups that forget"));
    String commands = section
        .lines()
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("    "))
        .map(line -> line.replaceAll("\\s+#.*", "").strip())
        .reduce("", (all, line) -> all + line + "\n")
        .replace("\\\n", " ");
    return commands.lines().toList();
  }

  private void run(int port, String command, String database) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(
            "sh", "-c", command.replaceAll("\\btalkspurt\\b", database))
        .directory(folder.toFile())
        .redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of("PGHOST", "127.0.0.1", "PGPORT", String.valueOf(port), "PGUSER", "postgres"));
    Process process = builder.start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int end = process.waitFor();
    if (end == 127 || told.contains("server version mismatch")) {
      throw new TestAbortedException("no pg_dump or psql for this PostgreSQL here: " + told);
    }
    assertThat(end).as(command + ": " + told).isZero();
  }

  // ---- what is found

  private static byte[] everyFile(Path folder) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.writeBytes(Files.readAllBytes(file));
      }
    }
    return all.toByteArray();
  }

  private static List<String> found(byte[] bytes) {
    return Stream.of(GONE, "491715550123", GONE_SAID, "lighthouse", KEPT)
        .filter(text -> has(bytes, text))
        .toList();
  }

  private static boolean has(byte[] bytes, String text) {
    byte[] sought = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at + sought.length <= bytes.length; at++) {
      if (bytes[at] == sought[0]
          && Arrays.equals(bytes, at, at + sought.length, sought, 0, sought.length)) {
        return true;
      }
    }
    return false;
  }
}
