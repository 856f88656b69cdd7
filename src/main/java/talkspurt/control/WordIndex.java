package talkspurt.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The index of words that H2 has beside {@code call_words}: each word of a call once, in the transaction that writes its
 * text. The database takes its rows away with the text's.
 */
final class WordIndex {

  static final String COLUMNS = "word, call_number";

  /** A word that is in no more calls than these leads to them; else the newest are looked at until a page is full. */
  static final int RARE = 2_000;

  /** A text has this, between blanks. */
  static final String TEXT_HAS = "LOCATE(?, call_words.words) > 0";

  /** Calls that are added in one transaction, which others may wait for. */
  static final int PAGE = 20;

  private static final String COUNT =
      "SELECT COUNT(*) FROM (SELECT 1 FROM call_word WHERE word = ? LIMIT " + (RARE + 1) + ")";
  private static final String LACKING =
      "SELECT call_id, words FROM call_words WHERE number IS NULL LIMIT " + PAGE + " FOR UPDATE";

  private WordIndex() {}

  private record Row(String word, long call) {}

  /**
   * Adds calls that are in {@code call_words}, and not here.
   *
   * @param said by their ids, line by line
   */
  static void put(Connection connection, Map<String, List<List<String>>> said) throws SQLException {
    Map<String, Set<String>> words = new LinkedHashMap<>();
    said.forEach((call, lines) -> {
      Set<String> own = words.computeIfAbsent(call, none -> new LinkedHashSet<>());
      lines.forEach(own::addAll);
    });
    add(connection, words);
  }

  private static void add(Connection connection, Map<String, Set<String>> words)
      throws SQLException {
    try (PreparedStatement next =
            connection.prepareStatement("SELECT NEXT VALUE FOR call_words_number");
        PreparedStatement number =
            connection.prepareStatement("UPDATE call_words SET number = ? WHERE call_id = ?");
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO call_word (" + COLUMNS + ") VALUES (?, ?)")) {
      List<Row> rows = new ArrayList<>();
      for (Map.Entry<String, Set<String>> call : words.entrySet()) {
        long own = first(next);
        number.setLong(1, own);
        number.setString(2, call.getKey());
        number.executeUpdate();
        call.getValue().forEach(word -> rows.add(new Row(word, own)));
      }
      rows.sort(Comparator.comparing(Row::word)); // as they lie in the index
      for (Row row : rows) {
        insert.setString(1, row.word());
        insert.setLong(2, row.call());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /**
   * Adds some of the calls that are not here because an earlier version wrote them. Nobody writes them meanwhile: what is
   * added is what is there when the transaction ends.
   *
   * @return how many; 0: none is left
   */
  static int fill(Connection connection) throws SQLException {
    Map<String, Set<String>> calls = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(LACKING);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        calls.put(row.getString(1), SqlDialect.wordsOf(row.getString(2)));
      }
    }
    add(connection, calls);
    return calls.size();
  }

  /** How many calls are in {@code call_words}, and not here. */
  static long lacking(Connection connection) throws SQLException {
    try (PreparedStatement count =
        connection.prepareStatement("SELECT COUNT(*) FROM call_words WHERE number IS NULL")) {
      return first(count);
    }
  }

  /**
   * Adds that all these words were said: the rarest leads to calls, the others are looked up for each. While some calls are
   * not here yet, all texts are read.
   */
  static void search(Connection connection, Conditions conditions, WordSearch sought)
      throws SQLException {
    if (isWhole(connection)) {
      lookUp(connection, conditions, sought);
    } else {
      sought.phrases().stream()
          .flatMap(List::stream)
          .distinct()
          .forEach(word -> conditions.and(TEXT_HAS, " " + word + " "));
    }
  }

  /** Once true it stays so: what is written from now on is in both. */
  private static boolean isWhole(Connection connection) throws SQLException {
    try (PreparedStatement any = connection.prepareStatement(
        "SELECT COUNT(*) FROM (SELECT 1 FROM call_words WHERE number IS NULL LIMIT 1)")) {
      return first(any) == 0;
    }
  }

  private static void lookUp(Connection connection, Conditions conditions, WordSearch sought)
      throws SQLException {
    Map<String, Long> calls = counted(connection, sought.phrases());
    String rarest = calls.entrySet().stream()
        .min(Map.Entry.comparingByValue())
        .orElseThrow()
        .getKey();
    for (Map.Entry<String, Long> word : calls.entrySet()) {
      boolean leads = word.getKey().equals(rarest) && word.getValue() <= RARE;
      conditions.and(
          leads
              ? "call_words.number IN (SELECT call_number FROM call_word WHERE word = ?)"
              : "EXISTS (SELECT 1 FROM call_word WHERE word = ?"
                  + " AND call_number = call_words.number)",
          word.getKey());
    }
  }

  /** In how many calls each word is, up to one more than {@link #RARE}. */
  private static Map<String, Long> counted(Connection connection, Collection<List<String>> phrases)
      throws SQLException {
    Map<String, Long> calls = new TreeMap<>();
    try (PreparedStatement count = connection.prepareStatement(COUNT)) {
      for (List<String> phrase : phrases) {
        for (String word : phrase) {
          count.setString(1, word);
          calls.put(word, first(count));
        }
      }
    }
    return calls;
  }

  private static long first(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
