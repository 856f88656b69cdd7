package talkspurt.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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

  /**
   * A test of each row: whether the steps of its event in each state, with a blank between them, are those
   * of the table.
   */
  public static <S, E> Stream<DynamicTest> tests(
      String table,
      Map<String, E> events,
      Map<String, Supplier<S>> states,
      BiFunction<S, E, String> step) {
    return tests(
        table,
        name -> states.values().stream()
            .map(state -> step.apply(state.get(), events.get(name)))
            .collect(Collectors.joining(" ")));
  }

  /** Fails unless each kind of a sealed type, and of the sealed ones among them, occurs. */
  public static void assertEachKind(Class<?> sealed, Collection<?> found) {
    for (Class<?> kind : sealed.getPermittedSubclasses()) {
      if (kind.isSealed()) {
        assertEachKind(kind, found);
      } else {
        assertThat(found).as(sealed.getSimpleName()).hasAtLeastOneElementOfType(kind);
      }
    }
  }

  private static Stream<String[]> rows(String table) {
    return table.lines().map(line -> line.split("\\|"));
  }
}
