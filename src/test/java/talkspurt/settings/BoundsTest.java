package talkspurt.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsTest {

  @ParameterizedTest
  @ValueSource(longs = {20, 21, 500})
  void whatIsAllowedIsTaken(long value) {
    assertThatCode(() -> within("chunk", Duration.ofMillis(value), 20, 500))
        .doesNotThrowAnyException();
    assertThatCode(() -> within("calls", value, 20, 500)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 19, 501})
  void whatIsNotAllowedIsRefusedByItsKey(long value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> within("chunk", Duration.ofMillis(value), 20, 500))
        .withMessage("chunk is " + value + " ms; allowed: 20 to 500 ms");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> within("calls", value, 20, 500))
        .withMessage("calls is " + value + "; allowed: 20 to 500");
  }

  @Test
  void aPartOfAMillisecondIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> within("pause", Duration.ofNanos(999_999), 1, 5))
        .withMessage("pause is 0 ms; allowed: 1 to 5 ms");
  }
}
