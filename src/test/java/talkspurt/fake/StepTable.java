package talkspurt.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** A table of what each event of a state machine leads to: its name, a bar, and the steps. */
public final class StepTable {

  private StepTable() {}

  /** The names of its rows, in their order. */
  public static Stream<String> names(String table) {
    return rows(table).map(row -> row[0].strip());
  }

  /** A test of each row: whether the steps of its event are those of the table. */
  public static Stream<DynamicTest> tests(String table, UnaryOperator<String> stepsOf) {
    return rows(table).map(row -> {
      String name = row[0].strip();
      String expected = row[1].strip().replaceAll(" +", " ");
      return DynamicTest.dynamicTest(
          name, () -> assertThat(stepsOf.apply(name)).isEqualTo(expected));
    });
  }

  private static Stream<String[]> rows(String table) {
    return table.lines().map(line -> line.split("\\|"));
  }
}
