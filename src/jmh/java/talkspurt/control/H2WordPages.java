package talkspurt.control;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What pages that are filtered by words take in a file of H2: by reading texts, as before version 18, and by the index.
 * Words are as frequent as in a language; calls are alike in nothing else.
 *
 * <pre>java -cp … talkspurt.control.H2WordPages FILE CALLS PAGES</pre>
 */
public final class H2WordPages {

  private static final int VOCABULARY = 20_000;
  private static final int WORDS_OF_A_LINE = 15;
  private static final int CALLS_AT_ONCE = 500;
  private static final int LIMIT = 50;

  /** How the product opens it. */
  private static final String OPTIONS =
      ";DATABASE_TO_UPPER=false;WRITE_DELAY=0;PAGE_SIZE=2048;CACHE_SIZE=16384";

  private final Random random = new Random(18);
  private final Connection connection;
  private final Path file;

  private H2WordPages(Connection connection, Path file) {
    this.connection = connection;
    this.file = file;
  }

  /** Makes the file, and prints a line for each kind of words. */
  public static void main(String[] arguments) throws Exception {
    String url = "jdbc:h2:file:" + arguments[0] + OPTIONS;
    Schema.bring(
        new Schema.Access(url, "", ""), SchemaUse.MIGRATE, List.of("classpath:persistence-sql/h2"));
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.setAutoCommit(false);
      H2WordPages pages = new H2WordPages(connection, Path.of(arguments[0] + ".mv.db"));
      pages.write(Integer.parseInt(arguments[1]));
      pages.read(Integer.parseInt(arguments[2]));
    }
  }

  private void write(int calls) throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.execute("""
          INSERT INTO call_log (call_id, state, caller_id, dnid, profile, registered_at, failures, failed)
          SELECT LPAD(X, 36, '0'), 'Ended', '5550100', '100', 'p' || MOD(X, 10),
            DATEADD('SECOND', 20 * X, TIMESTAMP WITH TIME ZONE '2026-01-01 00:00:00+00'), 0, FALSE
          FROM SYSTEM_RANGE(1, %d)""".formatted(calls));
      connection.commit();
    }
    long texts = timed(() -> {
      try (PreparedStatement insert = connection.prepareStatement(
          "INSERT INTO call_words (call_id, registered_at, words) SELECT call_id, registered_at, ?"
              + " FROM call_log WHERE call_id = ?")) {
        for (int call = 1; call <= calls; call++) {
          insert.setString(1, SqlDialect.H2.kept(lines()));
          insert.setString(2, "0".repeat(36 - String.valueOf(call).length()) + call);
          insert.addBatch();
          if (call % CALLS_AT_ONCE == 0 || call == calls) {
            insert.executeBatch();
            connection.commit();
          }
        }
      }
    });
    long before = Files.size(file);
    long index = timed(() -> fill(connection));
    System.out.printf(
        "%d calls: texts %.1f s, %d MB; index %.1f s, %d MB more, %d rows%n",
        calls, texts / 1e9, before >> 20, index / 1e9, (Files.size(file) - before) >> 20, count());
  }

  private static void fill(Connection connection) throws SQLException {
    while (WordIndex.fill(connection) > 0) {
      connection.commit();
    }
  }

  /** Some lines of a call, of 40 to 280 words. */
  private List<List<String>> lines() {
    return IntStream.range(0, 4 + random.nextInt(14))
        .mapToObj(
            line -> IntStream.range(0, WORDS_OF_A_LINE).mapToObj(word -> word()).toList())
        .toList();
  }

  /** The n-th most frequent word is n times rarer than the first. */
  private String word() {
    return "word" + (int) Math.pow(VOCABULARY, random.nextDouble());
  }

  private String rare() {
    return "word" + (VOCABULARY / 2 + random.nextInt(VOCABULARY / 2));
  }

  private void read(int pages) throws Exception {
    Map<String, List<String>> kinds = new LinkedHashMap<>();
    kinds.put("one common word", some(pages, () -> "word" + (1 + random.nextInt(20))));
    kinds.put("one word of some calls", some(pages, () -> "word" + (500 + random.nextInt(1000))));
    kinds.put("one rare word", some(pages, this::rare));
    kinds.put("a word of no call", some(pages, () -> "none" + random.nextInt(1000)));
    kinds.put("a common and a rare one", some(pages, () -> "word2 " + rare()));
    kinds.put("two rare ones", some(pages, () -> rare() + " " + rare()));
    kinds.put(
        "a phrase of common ones",
        some(pages, () -> "\"word3 word" + (1 + random.nextInt(20)) + "\""));
    kinds.put("a phrase with a rare one", some(pages, () -> "\"word1 " + rare() + "\""));
    kinds.put(
        "common ones, a phrase of no call",
        some(pages, () -> "\"word1 word2 word3 word4 word5 word6\""));
    for (Map.Entry<String, List<String>> kind : kinds.entrySet()) {
      System.out.printf(
          "| %s | %s | %s |%n",
          kind.getKey(),
          told(kind.getValue().subList(0, Math.max(1, pages / 10)), this::byReading),
          told(kind.getValue(), this::byIndex));
    }
  }

  private static List<String> some(int pages, java.util.function.Supplier<String> words) {
    return IntStream.range(0, pages).mapToObj(page -> words.get()).toList();
  }

  /** Reads a page, and counts its calls. */
  private interface Page {
    int read(WordSearch words) throws SQLException;
  }

  private static String told(List<String> searches, Page page) throws Exception {
    long[] took = new long[searches.size()];
    int found = 0;
    for (int at = 0; at < took.length; at++) {
      long since = System.nanoTime();
      found += page.read(WordSearch.of(searches.get(at)));
      took[at] = System.nanoTime() - since;
    }
    Arrays.sort(took);
    return "p50 %.1f, p95 %.1f ms, %.0f calls"
        .formatted(
            took[took.length / 2] / 1e6,
            took[took.length * 95 / 100] / 1e6,
            (double) found / took.length);
  }

  private int byIndex(WordSearch words) throws SQLException {
    CallFilter filter = CallFilter.newest(LIMIT)
        .in(new CallContent(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(words)));
    return CallLogTable.page(connection, filter).calls().size();
  }

  /** The statement as it was. */
  private int byReading(WordSearch words) throws SQLException {
    List<String> phrases = words.phrases().stream()
        .map(phrase -> " " + String.join(" ", phrase) + " ")
        .toList();
    String where = phrases.stream()
        .map(phrase -> "LOCATE(?, call_words.words) > 0")
        .collect(Collectors.joining(" AND "));
    try (PreparedStatement statement = connection.prepareStatement(CallLogTable.SELECT
        + " JOIN call_words ON call_words.call_id = call_log.call_id WHERE " + where
        + " ORDER BY call_words.registered_at DESC, call_words.call_id LIMIT " + LIMIT)) {
      for (int at = 0; at < phrases.size(); at++) {
        statement.setString(at + 1, phrases.get(at));
      }
      List<String> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(row.getString(1));
        }
      }
      return found.size();
    }
  }

  private long count() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM call_word")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Something that takes its time. */
  private interface Work {
    void done() throws Exception;
  }

  private static long timed(Work work) throws Exception {
    long since = System.nanoTime();
    work.done();
    return System.nanoTime() - since;
  }
}
