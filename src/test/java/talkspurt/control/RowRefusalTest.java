package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowRefusalTest {

  @ParameterizedTest
  @ValueSource(strings = {"22001", "23505", "23514", "54000", "P0001", "44000", "38000", "21000"})
  void whatIsSaidOfARowIsARefusal(String state) {
    Throwable fault = new IllegalStateException(new SQLException("no\nat all", state));
    assertThat(RowRefusal.of(fault)).contains("no");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"08006", "57P01", "53100", "40001", "42P01", "25006", "90098", "XX000", "58030"})
  void allElseIsAFaultOfTheDatabase(String state) {
    assertThat(RowRefusal.of(new SQLException("no", state))).isEmpty();
  }

  @Test
  void aFaultWithoutAStateIsNone() {
    assertThat(RowRefusal.of(new SQLException("no"))).isEmpty();
    assertThat(RowRefusal.of(new IllegalStateException("no"))).isEmpty();
  }

  @Test
  void theReasonIsOneLineThatIsNotTooLong() {
    assertThat(RowRefusal.of(new SQLException("x".repeat(300), "22001")).orElseThrow())
        .startsWith("x".repeat(200) + "…");
  }
}
