package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import talkspurt.http.CsvReader.Row;

class CsvReaderTest {

  private static List<Row> rows(String text) {
    return CsvReader.rows(text);
  }

  @Test
  void cellsAreBetweenCommasAndRowsBetweenLineEnds() {
    assertThat(rows("a,b\r\n1, 2 \n,\n"))
        .containsExactly(
            new Row(1, List.of("a", "b")),
            new Row(2, List.of("1", "2")),
            new Row(3, List.of("", "")));
  }

  @Test
  void quotedCellsHoldCommasQuotesAndLineEnds() {
    assertThat(rows("a,b\n\"1,2\",\"say \"\"hi\"\"\"\n\"x\ny\",z\nlast,1"))
        .containsExactly(
            new Row(1, List.of("a", "b")),
            new Row(2, List.of("1,2", "say \"hi\"")),
            new Row(3, List.of("x\ny", "z")),
            new Row(5, List.of("last", "1")));
  }

  @Test
  void semicolonsAreTakenWhereTheFirstLineHasNoComma() {
    assertThat(rows("a;b\n1,5;2"))
        .containsExactly(new Row(1, List.of("a", "b")), new Row(2, List.of("1,5", "2")));
  }

  @Test
  void blankLinesAreLeftOutAndCounted() {
    assertThat(rows("a,b\n\n  \n1,2\n\n"))
        .containsExactly(new Row(1, List.of("a", "b")), new Row(4, List.of("1", "2")));
    assertThat(rows("")).isEmpty();
    assertThat(rows("\n\r\n")).isEmpty();
  }

  @Test
  void aQuoteThatIsNeverClosedGoesOnToTheEnd() {
    assertThat(rows("a\n\"b\nc"))
        .containsExactly(new Row(1, List.of("a")), new Row(2, List.of("b\nc")));
  }
}
