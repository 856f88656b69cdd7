package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.AT;
import static talkspurt.call.CallSamples.PLAN;
import static talkspurt.call.CallSamples.words;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.CallSamples;
import talkspurt.call.EndReason;
import talkspurt.call.Refusal;
import talkspurt.call.TurnInput;
import talkspurt.privacy.CallKey;
import talkspurt.privacy.MasterKeys;
import talkspurt.privacy.PrivacySettings;
import talkspurt.telemetry.Metrics;

/** What is kept of calls, and that it is gone once their keys are. */
class SealedJournalTest {

  private static final String SAID = "my account is four seven one one";
  private static final List<String> PERSONAL =
      List.of(SAID, "491701234567", "4930123", "alice", "account", "caller-said", "Of course");
  private static final MasterKeys MASTERS =
      new MasterKeys("m", Map.of("m", new CallKey(new byte[CallKey.BYTES])));

  private static Node node;

  private final UUID callId = UUID.randomUUID();

  /** A row as a backup has it. */
  private record Row(
      String table, String persistenceId, long number, int serializer, byte[] bytes) {}

  @BeforeAll
  static void start() {
    node = Node.startPatient(NodeConfig.h2Memory("sealed"));
    CallKeys.of(node.system).forget(profile -> profile.equals("quiet"));
    CallKeys.of(node.system).use(new PrivacySettings(PrivacySettings.Journal.SEALED, MASTERS));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void theRowsOfACallShowNothingOfIt() {
    talkOn(callId);
    List<Row> rows = rows(callId);
    assertThat(rows).extracting(Row::table).contains("event_journal", "snapshot");
    assertThat(rows).extracting(Row::serializer).containsOnly(SealedSerializer.ID);
    assertShowNothing(rows);
    assertThat(node.events(callId)).hasSizeGreaterThan(50);
    assertThat(node.events(callId))
        .contains(new CallEvent.SegmentPlayed(AT, 1, words("Of course 3.")));
  }

  @Test
  void aBackupWithoutKeysHasNeitherNumberNorWords() {
    talkOn(callId);
    List<Row> backup = rows(callId);
    assertShowNothing(backup);
    try (Node other = Node.startPatient(NodeConfig.h2Memory("restored"))) {
      backup.forEach(row -> restore(other, row));
      assertThat(Node.answer(other.log.story(callId))).isEmpty();
      assertThat(other.ask(callId, new CallRequest.Register(PLAN)))
          .isEqualTo(new CallReply.Refused(Refusal.UNKNOWN_CALL));
      rebuild(other, callId);
      assertThat(other.newest(false, 10)).isEmpty();
      assertThat(count(other, "SELECT COUNT(*) FROM call_log_set_aside")).isZero();
    }
  }

  @Test
  void withoutItsMasterKeyACallCannotBeReadAndIsNotTakenForErased() {
    talk(callId);
    SealedEvents events = new SealedEvents(null);
    assertThat(events.read(new SealedBytes(new byte[1]), new CallSeal.Locked("m"), "call|1", 1))
        .isEqualTo(new UnreadableEvent("its call's key is encrypted with master key 'm', which is"
            + " not in the settings or is another one now"));
    assertThat(text("SELECT master_key FROM call_keys WHERE call_id = '" + callId + "'"))
        .isEqualTo("m");
  }

  @Test
  void anErasedCallIsUnknownAndItsNeighbourIsNot() {
    UUID neighbour = UUID.randomUUID();
    talk(neighbour);
    talkOn(callId);
    end(callId);
    node.eventually(() -> assertThat(node.housed()).doesNotContain(callId.toString()));
    erase(callId);
    assertThat(Node.answer(node.log.story(callId))).isEmpty();
    assertThat(node.ask(callId, new CallRequest.Register(PLAN)))
        .isEqualTo(new CallReply.Refused(Refusal.UNKNOWN_CALL));
    assertThat(text("SELECT key_bytes FROM call_keys WHERE call_id = '" + callId + "'"))
        .isNull();
    assertThat(rows(callId)).extracting(Row::table).containsOnly("event_journal");
    assertThat(Node.answer(
            CallKeys.of(node.system).destroyed(List.of(callId.toString(), neighbour.toString()))))
        .containsExactly(callId.toString());
    assertThat(node.events(neighbour))
        .contains(new CallEvent.SegmentPlayed(AT, 1, words("Of course 3.")));
  }

  @Test
  void anErasedCallIsNotListedAgainByARebuild() {
    talk(callId);
    end(callId);
    node.eventually(() -> assertThat(listed()).contains(callId.toString()));
    erase(callId);
    run("DELETE FROM call_log WHERE call_id = '" + callId + "'");
    rebuild(node, callId);
    assertThat(listed()).doesNotContain(callId.toString());
    assertThat(
            count(node, "SELECT COUNT(*) FROM call_log_set_aside WHERE call_id = '" + callId + "'"))
        .isZero();
  }

  @Test
  void aCallFromBeforeThereWereKeysIsReadAndItsRowsAreWipedWhenItIsErased() {
    List<CallEvent> before = CallSamples.speaking();
    new RawJournal(node.system).write(callId, 1, before);
    assertThat(node.events(callId)).isEqualTo(before);
    erase(callId);
    assertThat(Node.answer(node.log.story(callId))).isEmpty();
    assertThat(rows(callId)).hasSize(before.size()).allSatisfy(row -> {
      assertThat(row.serializer()).isEqualTo(SealedSerializer.ID);
      assertThat(row.bytes()).isEmpty();
    });
  }

  @Test
  void aCallThatIsErasedWhileItGoesOnFailsNobodyElse() {
    UUID neighbour = UUID.randomUUID();
    talk(callId);
    erase(callId);
    node.report(callId, "A", new Fact.SegmentPlayed(1, words("Of course.")));
    talk(neighbour);
    assertShowNothing(rows(callId));
    assertThat(Node.answer(node.log.story(callId))).isEmpty();
    assertThat(node.events(neighbour))
        .contains(new CallEvent.SegmentPlayed(AT, 1, words("Of course 3.")));
  }

  @Test
  void newCallsArePlainWhereThatIsWantedAndSealedOnesGoOnSealed() {
    UUID plain = UUID.randomUUID();
    node.ask(callId, new CallRequest.Register(PLAN));
    CallKeys.of(node.system).use(new PrivacySettings(PrivacySettings.Journal.PLAIN, MASTERS));
    try {
      node.ask(plain, new CallRequest.Register(PLAN));
      node.attach(callId, "A", node.live());
    } finally {
      CallKeys.of(node.system).use(new PrivacySettings(PrivacySettings.Journal.SEALED, MASTERS));
    }
    node.attach(plain, "B", node.live());
    assertThat(rows(plain)).extracting(Row::serializer).containsOnly(StoredForm.EVENT_ID);
    assertThat(rows(callId)).extracting(Row::serializer).containsOnly(SealedSerializer.ID);
    assertThat(node.events(plain)).hasSize(2);
    assertThat(node.events(callId)).hasSize(2);
  }

  @Test
  void aFailedWriteToTheTableOfKeysDoesNotTellThem() {
    CallKeys keys = CallKeys.of(node.system);
    String tooLong = "x".repeat(300);
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Database.of(node.system)
            .transactNow(connection -> keys.begin(connection, List.of(tooLong), AT))))
        .hasRootCauseMessage("no row can be written to call_keys");
  }

  @Test
  void wordsOfAProfileThatKeepsNoneGoWithTheirCall() {
    UUID neighbour = UUID.randomUUID();
    begin(callId, CallSamples.plan("+491701234567", "4930123", "quiet"));
    begin(neighbour);
    end(callId);
    end(neighbour);
    node.eventually(() -> {
      assertThat(wordsOf(neighbour)).isEqualTo(1);
      assertThat(text("SELECT ended_at FROM call_log WHERE call_id = '" + callId + "'"))
          .isNotNull()
          .isNotEqualTo("no row");
    });
    assertThat(wordsOf(callId)).isZero();
    rebuild(node, callId);
    assertThat(wordsOf(callId)).isZero();

    Instant now = Instant.now();
    destroyDue(now.plus(CallKeys.KEPT_AFTER_END).minusSeconds(60));
    assertThat(Node.answer(node.log.story(callId))).as("is still asked for").isPresent();
    destroyDue(now.plus(CallKeys.KEPT_AFTER_END).plusSeconds(60));
    assertThat(Node.answer(node.log.story(callId))).isEmpty();
    assertThat(Node.answer(node.log.story(neighbour))).isPresent();
    rebuild(node, callId);
    assertThat(listed()).contains(callId.toString());
    assertThat(wordsOf(callId)).isZero();
  }

  @Test
  void aPlainCallOfSuchAProfileIsReadUntilItIsErased() {
    new RawJournal(node.system).write(callId, 1, CallSamples.speaking());
    Node.answer(CallKeys.of(node.system).destroyLater(List.of(callId.toString()), AT));
    CallKeys keys = CallKeys.of(node.system);
    Map<String, CallSeal> seals = Database.of(node.system)
        .transactNow(connection -> keys.toRead(connection, List.of(callId.toString())));
    assertThat(seals).containsEntry(callId.toString(), new CallSeal.Plain());
    destroyDue(AT.plus(CallKeys.KEPT_AFTER_END));
    assertThat(Node.answer(node.log.story(callId))).isEmpty();
    assertThat(rows(callId)).allSatisfy(row -> assertThat(row.bytes()).isEmpty());
  }

  private static void destroyDue(Instant now) {
    Database.of(node.system).transactNow(connection -> {
      CallKeys.of(node.system).destroyDue(connection, now);
      return null;
    });
  }

  private static long wordsOf(UUID call) {
    return count(node, "SELECT COUNT(*) FROM call_words WHERE call_id = '" + call + "'");
  }

  private static void talk(UUID call) {
    begin(call);
    node.report(call, "A", new Fact.SegmentPlayed(1, words("Of course 3.")));
  }

  private static void begin(UUID call) {
    begin(call, PLAN);
  }

  private static void begin(UUID call, CallPlan plan) {
    node.ask(call, new CallRequest.Register(plan));
    node.attach(call, "A", node.live());
    node.report(call, "A", new Fact.SpeechPlayed(0, words("Hello.")));
    node.report(call, "A", new Fact.TurnTaken(1, new TurnInput.Words(words(SAID))));
  }

  /** With enough events for a snapshot. */
  private static void talkOn(UUID call) {
    begin(call);
    for (int segment = 0; segment < 50; segment++) {
      node.report(call, "A", new Fact.SegmentPlayed(1, words("Of course " + segment + ".")));
    }
    String id = CallEntity.persistenceId(call.toString()).id();
    node.eventually(() -> assertThat(
            count(node, "SELECT COUNT(*) FROM snapshot WHERE persistence_id = '" + id + "'"))
        .isPositive());
  }

  private static void end(UUID call) {
    node.ask(call, new CallRequest.End(EndReason.COMPLETED));
  }

  private static void erase(UUID call) {
    Node.answer(CallKeys.of(node.system).destroy(List.of(call.toString()), AT));
  }

  private static void rebuild(Node node, UUID call) {
    CallLogRebuild rebuild = new CallLogRebuild(
        JournalReader.of(node.system),
        new OneCallWriter(new Metrics().database()),
        InstantSource.fixed(AT),
        "test");
    Database.of(node.system)
        .transactNow(connection -> rebuild.rewrite(
            connection, JournalReader.pages(List.of(call.toString())).get(0)));
  }

  private static List<String> listed() {
    return node.newest(false, 100).stream().map(CallLogEntry::callId).toList();
  }

  private static void assertShowNothing(List<Row> rows) {
    assertThat(rows).allSatisfy(row -> {
      String text = new String(row.bytes(), StandardCharsets.ISO_8859_1);
      PERSONAL.forEach(personal -> assertThat(text).doesNotContain(personal));
    });
  }

  private static List<Row> rows(UUID call) {
    String id = CallEntity.persistenceId(call.toString()).id();
    return Database.of(node.system).transactNow(connection -> {
      List<Row> rows = new ArrayList<>();
      for (List<String> table : List.of(
          List.of("event_journal", "event_ser_id", "event_payload"),
          List.of("snapshot", "snapshot_ser_id", "snapshot_payload"))) {
        try (PreparedStatement select = connection.prepareStatement(
            "SELECT sequence_number, " + table.get(1) + ", " + table.get(2) + " FROM "
                + table.get(0) + " WHERE persistence_id = ? ORDER BY sequence_number")) {
          select.setString(1, id);
          ResultSet row = select.executeQuery();
          while (row.next()) {
            rows.add(new Row(table.get(0), id, row.getLong(1), row.getInt(2), row.getBytes(3)));
          }
        }
      }
      return rows;
    });
  }

  private static void restore(Node other, Row row) {
    if (row.table().equals("event_journal")) {
      new RawJournal(other.system)
          .write(row.persistenceId(), row.number(), row.serializer(), row.bytes());
      return;
    }
    Database.of(other.system).transactNow(connection -> {
      try (PreparedStatement insert = connection.prepareStatement(
          "INSERT INTO snapshot (persistence_id, sequence_number, created, snapshot_ser_id,"
              + " snapshot_ser_manifest, snapshot_payload) VALUES (?, ?, 0, ?, '', ?)")) {
        insert.setString(1, row.persistenceId());
        insert.setLong(2, row.number());
        insert.setInt(3, row.serializer());
        insert.setBytes(4, row.bytes());
        return insert.executeUpdate();
      }
    });
  }

  private static long count(Node node, String sql) {
    return Database.of(node.system).transactNow(connection -> {
      try (PreparedStatement select = connection.prepareStatement(sql);
          ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    });
  }

  private static String text(String sql) {
    return Database.of(node.system).transactNow(connection -> {
      try (PreparedStatement select = connection.prepareStatement(sql);
          ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : "no row";
      }
    });
  }

  private static void run(String sql) {
    Database.of(node.system).transactNow(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        return statement.executeUpdate();
      } catch (SQLException fault) {
        throw new IllegalStateException(fault);
      }
    });
  }
}
