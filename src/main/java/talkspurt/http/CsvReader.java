package talkspurt.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads CSV (RFC 4180), with commas between cells, or semicolons where the first line has those alone. */
final class CsvReader {

  /**
   * A row.
   *
   * @param line the number of the line where it begins, from 1
   */
  record Row(int line, List<String> cells) {}

  private final String text;
  private final char between;
  private int at;
  private int line = 1;

  private CsvReader(String text) {
    this.text = text;
    String first = text.lines().findFirst().orElse("");
    this.between = first.indexOf(',') < 0 && first.indexOf(';') >= 0 ? ';' : ',';
  }

  /** The rows of a text that are not blank. */
  static List<Row> rows(String text) {
    CsvReader reader = new CsvReader(text);
    List<Row> rows = new ArrayList<>();
    while (reader.at < text.length()) {
      reader.row().ifPresent(rows::add);
    }
    return rows;
  }

  private Optional<Row> row() {
    int begins = line;
    List<String> cells = new ArrayList<>();
    boolean more = true;
    while (more) {
      cells.add(cell());
      more = at < text.length() && text.charAt(at) == between;
      at += more ? 1 : 0;
    }
    lineEnd();
    boolean blank = cells.size() == 1 && cells.get(0).isBlank();
    return blank ? Optional.empty() : Optional.of(new Row(begins, cells));
  }

  private String cell() {
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    while (at < text.length()) {
      char next = text.charAt(at);
      if (quoted && next == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
        cell.append('"');
        at++;
      } else if (next == '"' && (quoted || cell.toString().isBlank())) {
        quoted = !quoted;
      } else if (!quoted && (next == between || next == '\r' || next == '\n')) {
        break;
      } else {
        line += next == '\n' ? 1 : 0;
        cell.append(next);
      }
      at++;
    }
    return cell.toString().strip();
  }

  private void lineEnd() {
    if (at < text.length() && text.charAt(at) == '\r') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\n') {
      at++;
    }
    line++;
  }
}
