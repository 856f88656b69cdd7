package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import talkspurt.telemetry.Metrics;

/** The index of words of H2, on its own tables. */
class WordIndexTest {

  private static final String URL =
      "jdbc:h2:mem:word-index;DB_CLOSE_DELAY=-1;DATABASE_TO_UPPER=false";
  private static final List<String> SAID = List.of(
      "my", "bill", "is", "wrong", "straße", "Ärger", "料金は", "いくら", "ส วั ส ดี", "हिन्दी", "12-34");

  private static Connection connection;

  @BeforeAll
  static void open() throws SQLException {
    Schema.bring(new Schema.Access(URL, "", ""), SchemaUse.MIGRATE, List.of(files()));
    connection = DriverManager.getConnection(URL);
    connection.setAutoCommit(false);
  }

  private static String files() {
    return Schema.FILES_OF_POSTGRES.get(0).replace("postgres", "h2");
  }

  @AfterAll
  static void close() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN");
    }
  }

  @AfterEach
  void empty() throws SQLException {
    run("DELETE FROM call_words");
    connection.commit();
  }

  private static void run(String sql) throws SQLException {
    TestDatabase.run(connection, sql);
  }

  private static long count(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** A text without its index, as an earlier version wrote it. */
  private static void text(String call, List<List<String>> lines) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO call_words ("
        + CallDetailTable.WORDS + ") VALUES (?, CURRENT_TIMESTAMP, ?)")) {
      insert.setString(1, call);
      insert.setString(2, SqlDialect.H2.kept(lines));
      insert.executeUpdate();
    }
  }

  private static void said(String call, String... lines) throws SQLException {
    List<List<String>> words = List.of(lines).stream().map(SearchText::words).toList();
    text(call, words);
    WordIndex.put(connection, Map.of(call, words));
  }

  private static List<String> found(String words) throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement statement = asked("SELECT call_id FROM call_words", words);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(row.getString(1));
      }
    }
    return found;
  }

  private static PreparedStatement asked(String select, String words) throws SQLException {
    Conditions conditions = new Conditions();
    SqlDialect.H2.search(connection, conditions, WordSearch.of(words));
    return conditions.prepare(
        connection, select, " ORDER BY call_words.registered_at DESC, call_words.call_id");
  }

  private static String plan(String words) throws SQLException {
    try (PreparedStatement statement = asked("EXPLAIN SELECT call_id FROM call_words", words);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void aCallIsFoundByEachOfItsWordsAndByPhrasesWithinALine() throws SQLException {
    said("a", "My bill is wrong, my bill!", "Which table?");
    said("b", "The bill.", "Wrong table");
    assertThat(found("bill")).containsExactly("a", "b");
    assertThat(found("bill my")).containsExactly("a");
    assertThat(found("\"my bill\"")).containsExactly("a");
    assertThat(found("\"wrong table\"")).containsExactly("b");
    assertThat(found("\"bill wrong\"")).isEmpty();
    assertThat(found("bills")).isEmpty();
    assertThat(count("SELECT COUNT(*) FROM call_word WHERE word = 'my'")).isOne();
  }

  @Test
  void wordsAreGoneWithTheirCall() throws SQLException {
    said("a", "my bill");
    said("b", "my table");
    run("DELETE FROM call_words WHERE call_id = 'a'");
    assertThat(count("SELECT COUNT(*) FROM call_word WHERE word IN ('my', 'bill')"))
        .isOne();
    run("DELETE FROM call_words WHERE call_id = 'b'");
    said("b", "[number] please");
    assertThat(count("SELECT COUNT(*) FROM call_word")).isEqualTo(2);
    assertThat(found("table")).isEmpty();
    assertThat(found("number")).containsExactly("b");
  }

  /** More than a page of them, and some that were silent. */
  @Test
  void callsOfAnEarlierVersionAreAddedOnce() throws SQLException {
    for (int call = 0; call < 1100; call++) {
      text("c" + call, call % 100 == 0 ? List.of() : List.of(List.of("call", "n" + call)));
    }
    fill();
    assertThat(found("n77")).containsExactly("c77");
    assertThat(found("n1099")).containsExactly("c1099");
    assertThat(count("SELECT COUNT(*) FROM call_word")).isEqualTo(2 * 1089);
    assertThat(count("SELECT COUNT(*) FROM call_word WHERE word = '|' OR word = ''"))
        .isZero();
    fill();
    assertThat(count("SELECT COUNT(*) FROM call_words WHERE number IS NULL")).isZero();
    assertThat(count("SELECT COUNT(DISTINCT number) FROM call_words")).isEqualTo(1100);
  }

  private static void fill() throws SQLException {
    WordIndexFill fill = new WordIndexFill(new Metrics().database());
    while (fill.committed(fill.step(connection))) {
      connection.commit();
    }
    connection.commit();
  }

  private static double unindexed(Metrics metrics) {
    GaugeSnapshot gauge = (GaugeSnapshot)
        metrics.registry().scrape("talkspurt_call_log_unindexed_calls"::equals).get(0);
    return gauge.getDataPoints().get(0).getValue();
  }

  /** Killed before, in and after each transaction; new calls come, calls are deleted. */
  @Test
  void everySearchIsRightWhileCallsAreAddedAndNodesDie() throws SQLException {
    int calls = 5 * WordIndex.PAGE + 3;
    for (int call = 0; call < calls; call++) {
      text("c" + call, List.of(List.of("old", "n" + call), List.of("end")));
    }
    connection.commit();
    Metrics metrics = new Metrics();
    Random random = new Random(7);
    boolean more = true;
    for (int turn = 0; more; turn++) {
      WordIndexFill fill = new WordIndexFill(metrics.database());
      WordIndexFill.Step step = fill.step(connection);
      if (random.nextBoolean()) {
        connection.rollback();
      } else {
        connection.commit();
        more = fill.committed(step);
        assertThat(unindexed(metrics)).isEqualTo(step.left());
      }
      said("new" + turn, "old words n" + turn);
      run("DELETE FROM call_words WHERE call_id = 'c" + (calls - 1 - turn) + "'");
      connection.commit();
      assertThat(found("\"n0\" old")).contains("c0", "new0");
      assertThat(found("old")).hasSize(calls);
      assertThat(found("end")).hasSize(calls - 1 - turn);
      assertThat(found("\"n5 end\"")).isEmpty();
      assertThat(found("n4")).contains("c4").hasSize(turn < 4 ? 1 : 2);
      assertThat(found("n" + (calls - 1 - turn))).isEmpty();
    }
    assertThat(WordIndex.lacking(connection)).isZero();
    assertThat(unindexed(metrics)).isZero();
  }

  /** By reading all texts, as it was before there was an index. */
  @Test
  void itFindsWhatReadingEveryTextFinds() throws SQLException {
    Random random = new Random(4);
    Map<String, String> texts = new LinkedHashMap<>();
    for (int call = 0; call < 120; call++) {
      String first = text(random, 6);
      String second = text(random, 3);
      said("r" + call, first, second);
      texts.put(
          "r" + call,
          SqlDialect.H2.kept(List.of(SearchText.words(first), SearchText.words(second))));
    }
    for (int search = 0; search < 200; search++) {
      String words = random.nextBoolean() ? text(random, 2) : "\"" + text(random, 2) + "\"";
      List<String> read = texts.entrySet().stream()
          .filter(text -> WordSearch.of(words).phrases().stream()
              .allMatch(phrase -> text.getValue().contains(" " + String.join(" ", phrase) + " ")))
          .map(Map.Entry::getKey)
          .toList();
      assertThat(found(words)).as(words).containsExactlyInAnyOrderElementsOf(read);
    }
  }

  private static String text(Random random, int words) {
    List<String> text = new ArrayList<>();
    for (int word = 0; word < words; word++) {
      text.add(SAID.get(random.nextInt(SAID.size())));
    }
    return String.join(" ", text);
  }

  @Test
  void aRareWordLeadsToItsCallsAndACommonOneIsLookedUp() throws SQLException {
    String numbers = "FROM SYSTEM_RANGE(1, " + (WordIndex.RARE + 1) + ")";
    run("INSERT INTO call_words (call_id, registered_at, words, number) SELECT 'x' || X,"
        + " DATEADD('SECOND', X, TIMESTAMP WITH TIME ZONE '2026-11-30 10:00:00+00'), ' the ',"
        + " NEXT VALUE FOR call_words_number " + numbers);
    run("INSERT INTO call_word (word, call_number) SELECT 'the', number FROM call_words");
    said("y", "the invoice");
    assertThat(found("the")).hasSize(WordIndex.RARE + 2).startsWith("y");
    assertThat(found("invoice the")).containsExactly("y");
    assertThat(found("nobody the")).isEmpty();
    assertThat(plan("the")).contains("call_words_newest").doesNotContain("number IN");
    assertThat(plan("the invoice")).containsIgnoringCase("\"number\" IN(");
  }
}
