package talkspurt.provider.httptool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultMappingTest {

  private static final String ANSWER =
      "{\"items\":[{\"name\":\"Anna\",\"count\":3}],\"none\":null,\"text\":\"" + "x".repeat(300)
          + "\"}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/items/0/name | Anna",
        "/items/0/count | 3",
        "/items | [{\"name\":\"Anna\",\"count\":3}]",
        "/items/1/name | This was done, but its answer has nothing at /items/1/name.",
        "/none | This was done, but its answer has nothing at /none."
      })
  void onePartIsTaken(String pointer, String told) {
    assertThat(
            new ResultMapping(Optional.of(pointer), Map.of(), 8000).of(ANSWER).told())
        .isEqualTo(told);
  }

  @Test
  void partsAreTakenByName() {
    Map<String, String> fields = Map.of("who", "/items/0/name", "n", "/items/0/count", "no", "/a");
    assertThat(new ResultMapping(Optional.empty(), fields, 8000).of(ANSWER).told())
        .isEqualTo("{\"n\":3,\"who\":\"Anna\"}");
    assertThat(new ResultMapping(Optional.empty(), Map.of("no", "/a"), 8000)
            .of(ANSWER)
            .told())
        .contains("was done");
  }

  @Test
  void allIsToldWithoutAMapping() {
    ResultMapping all = new ResultMapping(Optional.empty(), Map.of(), 100);
    assertThat(all.of("free").told()).isEqualTo("free");
    assertThat(all.of("").told()).isEqualTo("done");
    assertThat(all.of("x".repeat(101)).told()).hasSize(101).endsWith("x…");
  }

  @Test
  void aPartIsCut() {
    assertThat(new ResultMapping(Optional.of("/text"), Map.of(), 100).of(ANSWER).told())
        .hasSize(101)
        .endsWith("…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no json", "{", ""})
  void anAnswerThatCannotBeReadWasGivenAllTheSame(String body) {
    assertThat(new ResultMapping(Optional.of("/a"), Map.of(), 8000).of(body).told())
        .startsWith("This was done");
  }

  @Test
  void aFaultNamesItsKey() {
    assertThatThrownBy(() -> new ResultMapping(Optional.of("items"), Map.of(), 8000))
        .hasMessageStartingWith("take is 'items'");
    assertThatThrownBy(() -> new ResultMapping(Optional.empty(), Map.of("a", "b"), 8000))
        .hasMessageStartingWith("fields.a is 'b'");
    assertThatThrownBy(() -> new ResultMapping(Optional.of("/a"), Map.of("a", "/b"), 8000))
        .hasMessageStartingWith("take is there beside fields");
    assertThatThrownBy(() -> new ResultMapping(Optional.empty(), Map.of(), 99))
        .hasMessageStartingWith("max-characters is 99");
  }
}
