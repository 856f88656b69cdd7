package talkspurt.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGStatement;

/** In what the two databases differ when words are kept and searched for. */
enum SqlDialect {
  /** Words are a text with blanks between them, and beside it {@link WordIndex}. */
  H2("?"),

  /** Words are a {@code tsvector}, made here: what is a word does not depend on the server's locale. */
  POSTGRES("CAST(? AS tsvector)");

  /** No phrase goes over the end of a line. */
  private static final String BETWEEN_LINES = " | ";

  /** PostgreSQL knows no later one. */
  private static final int LAST_PLACE = 16_383;

  private final String words;

  SqlDialect(String words) {
    this.words = words;
  }

  static SqlDialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return product.equals(Schema.H2) ? H2 : POSTGRES;
  }

  /** What stands in a statement in the place of {@link #kept words}. */
  String words() {
    return words;
  }

  /** The value of words that were said, line by line. */
  String kept(List<List<String>> lines) {
    return switch (this) {
      case H2 ->
        lines.stream()
            .map(line -> String.join(" ", line))
            .collect(Collectors.joining(BETWEEN_LINES, " ", " "));
      case POSTGRES -> vector(lines);
    };
  }

  /** The words of a text that H2 has. */
  static Set<String> wordsOf(String kept) {
    Set<String> words = new LinkedHashSet<>(Arrays.asList(kept.strip().split("[ |]+")));
    words.remove("");
    return words;
  }

  /** Sees to it that calls, whose words were just written, are found by them. */
  void index(Connection connection, Map<String, List<List<String>>> said) throws SQLException {
    if (this == H2) {
      WordIndex.put(connection, said);
    }
  }

  private static String vector(List<List<String>> lines) {
    StringBuilder vector = new StringBuilder();
    int place = 0;
    for (List<String> line : lines) {
      for (String word : line) {
        place++;
        vector
            .append(quoted(word))
            .append(':')
            .append(Math.min(place, LAST_PLACE))
            .append(' ');
      }
      place++;
    }
    return vector.toString();
  }

  /** Adds that these words are in {@code call_words}. */
  void search(Connection connection, Conditions conditions, WordSearch sought) throws SQLException {
    switch (this) {
      case H2 -> {
        WordIndex.search(connection, conditions, sought);
        sought.phrases().stream()
            .filter(phrase -> phrase.size() > 1)
            .forEach(
                phrase -> conditions.and(WordIndex.TEXT_HAS, " " + String.join(" ", phrase) + " "));
      }
      case POSTGRES ->
        conditions.and(
            "call_words.words @@ CAST(? AS tsquery)",
            sought.phrases().stream()
                .map(phrase ->
                    phrase.stream().map(SqlDialect::quoted).collect(Collectors.joining(" <-> ")))
                .collect(Collectors.joining(") & (", "(", ")")));
      default -> throw new AssertionError(this);
    }
  }

  /** Lets a statement be planned with its values: of PostgreSQL a plan for any value would be a bad one for most. */
  void planFor(PreparedStatement statement) throws SQLException {
    if (this == POSTGRES) {
      statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    }
  }

  private static String quoted(String word) {
    return "'" + word + "'";
  }
}
