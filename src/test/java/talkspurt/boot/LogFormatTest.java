package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.boot.config.StartFailure;

class LogFormatTest {

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void thereAreTwo(String form) {
    LogFormat.check(Map.of("TALKSPURT_LOG", form));
    LogFormat.check(Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"xml", ""})
  void anotherIsToldAndNothingStarts(String form) {
    assertThatThrownBy(() -> LogFormat.check(Map.of("TALKSPURT_LOG", form)))
        .isInstanceOf(StartFailure.class)
        .hasMessage("environment variable TALKSPURT_LOG is '" + form + "'; allowed: text, json");
  }
}
