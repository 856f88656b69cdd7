package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.words;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.CallSamples;
import talkspurt.call.Digits;
import talkspurt.call.EndReason;
import talkspurt.call.Instruction;
import talkspurt.call.TurnInput;
import talkspurt.collect.NameWords;
import talkspurt.collect.Redaction;
import talkspurt.fake.Collects;
import talkspurt.privacy.MasterKeys;
import talkspurt.privacy.PrivacySettings;

/** What is kept of calls whose words are redacted: a search through all bytes of the database. */
class RedactedJournalTest {

  private static final String SAID = "my name is Ann Smith, card 4111 1111 1111 1111,"
      + " mail ann@example.org, account DE89 3704 0044 0532 0130 00 or four seven one one five";
  /** In small letters, and some as the words of the search are written. */
  private static final List<String> SECRETS = List.of(
      "smith", "4111 1111", "41111111", "ann@example", "ann example", "3704 0044", "seven one");

  private static final String KEPT =
      "my name is [name], card [card], mail [email], account [iban] or [number]";
  private static final Redaction REDACTION = new Redaction(
      Collects.WORDS, new NameWords(List.of("my name is"), List.of("Mrs"), List.of("and")));

  private static Node node;

  private final UUID callId = UUID.randomUUID();

  @BeforeAll
  static void start() {
    node = Node.startPatient(NodeConfig.h2Memory("redacted"));
    CallKeys.of(node.system)
        .use(new PrivacySettings(PrivacySettings.Journal.PLAIN, MasterKeys.NONE));
    CallKeys.of(node.system)
        .redact(plan -> plan.profile().equals("careful")
            ? Optional.of((words, language) -> REDACTION.redacted(words))
            : Optional.empty());
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void noByteOfTheDatabaseHasThemAndTheCallGoesOnWithWhatWasSaid() {
    Instruction.Answer asked = begin(callId, "careful");
    assertThat(asked.cue()).isEqualTo(new TurnInput.Words(words(SAID)));
    talkOn(callId);
    node.ask(callId, new CallRequest.End(EndReason.COMPLETED));
    node.eventually(
        () -> assertThat(found("call_words", "account iban or number")).isPositive());
    assertThat(found("snapshot", KEPT)).isPositive();
    assertThat(found("event_journal", KEPT)).isPositive();
    assertThat(tables()).contains("event_journal", "snapshot", "call_log", "call_tools");
    for (String secret : SECRETS) {
      assertThat(tables().stream().filter(table -> found(table, secret) > 0))
          .as(secret)
          .isEmpty();
    }
    assertThat(Node.answer(node.log.story(callId)).orElseThrow().state().file().transcript())
        .extracting(entry -> entry.words().text())
        .contains(KEPT, "Thank you, Mrs [name].", "*".repeat(16));
  }

  @Test
  void callsOfOtherProfilesAreKeptAsTheyWere() {
    begin(callId, "default");
    assertThat(Node.answer(node.log.story(callId)).orElseThrow().state().file().transcript())
        .extracting(entry -> entry.words().text())
        .contains(SAID);
  }

  /** A call whose caller tells everything; what its line is to do then. */
  private static Instruction.Answer begin(UUID call, String profile) {
    node.ask(call, new CallRequest.Register(CallSamples.plan("+491701234567", "4930123", profile)));
    node.attach(call, "A", node.live());
    node.report(call, "A", new Fact.SpeechPlayed(0, words("Hello.")));
    CallReply.Done done = (CallReply.Done)
        node.report(call, "A", new Fact.TurnTaken(1, new TurnInput.Words(words(SAID))));
    return (Instruction.Answer) done.call().instruction();
  }

  /** With enough events for a snapshot. */
  private static void talkOn(UUID call) {
    node.report(call, "A", new Fact.ToolBegins(1, "k", "look-up", Map.of("account", SAID)));
    node.ask(call, new CallRequest.ReturnTool("k", "found " + SAID));
    for (int segment = 0; segment < 50; segment++) {
      node.report(call, "A", new Fact.SegmentPlayed(1, words("Of course, Mrs Smith " + segment)));
    }
    node.report(call, "A", new Fact.SpeechPlayed(1, words("Thank you, Mrs Smith.")));
    TurnInput keys = new TurnInput.Keys(new Digits("4111111111111111"));
    node.report(call, "A", new Fact.TurnTaken(2, keys));
  }

  private static List<String> tables() {
    return rows("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES"
            + " WHERE LOWER(TABLE_SCHEMA) = 'public' AND TABLE_TYPE = 'BASE TABLE'")
        .stream()
        .map(String::strip)
        .toList();
  }

  /** How many rows of a table have this text in any of their bytes. */
  private static long found(String table, String text) {
    return rows("SELECT * FROM " + table).stream()
        .filter(row -> row.contains(text.toLowerCase(Locale.ROOT)))
        .count();
  }

  private static List<String> rows(String sql) {
    return Database.of(node.system).transactNow(connection -> {
      List<String> rows = new ArrayList<>();
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(sql)) {
        int columns = row.getMetaData().getColumnCount();
        while (row.next()) {
          StringBuilder all = new StringBuilder();
          for (int column = 1; column <= columns; column++) {
            all.append(text(row, column)).append('\n');
          }
          rows.add(all.toString().toLowerCase(Locale.ROOT));
        }
      }
      return rows;
    });
  }

  private static String text(ResultSet row, int column) throws SQLException {
    return switch (row.getMetaData().getColumnType(column)) {
      case Types.BLOB, Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> {
        byte[] bytes = row.getBytes(column);
        yield bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
      }
      default -> String.valueOf(row.getString(column));
    };
  }
}
