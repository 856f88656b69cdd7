package talkspurt.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {

  private static final Map<String, String> KNOWN =
      Map.of("name", "Anna\n<b>$1\u202e\u200bLee</b>", "long", "x".repeat(1024), "empty", "");

  @Test
  void programsGetValuesAsTheyAre() {
    assertThat(Placeholders.fill("{name}|{nobody}|{long}", KNOWN))
        .isEqualTo(KNOWN.get("name") + "||" + KNOWN.get("long"));
  }

  @Test
  void voicesGetWhatCanBeSpoken() {
    assertThat(Placeholders.spoken("Hello, {name}!{nobody}", KNOWN))
        .isEqualTo("Hello, Anna <b>$1Lee</b>!");
    assertThat(Placeholders.spoken("{long}", KNOWN)).isEqualTo("x".repeat(199) + "…");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '^',
      value = {
        "{who}; Bo",
        "{{who}}; Bo",
        "{{ who }}; Bo",
        "{ who }; { who }",
        "{{who}; {Bo",
        "{who}}; Bo}",
        "{{{who}}}; {Bo}",
        "{var.who}; Bo",
        "{who|you}; Bo",
        "{nobody|you}; you",
        "{{nobody|dear caller}}; dear caller",
        "{nobody|}; ^^",
        "{empty|you}; you",
        "{var.nobody|you}; you",
        "{part-of-day}{a.b}; ^^",
        "[0-9]{4}; [0-9]{4}",
        "{\"who\": 1}; {\"who\": 1}",
        "{}{|}; {}{|}",
        "no names; no names"
      })
  void aNameIsWrittenLikeThat(String text, String filled) {
    assertThat(Placeholders.fill(text, Map.of("who", "Bo", "empty", ""))).isEqualTo(filled);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "{callerId}, true",
    "{{now}}, true",
    "{part-of-day}, true",
    "{var.customer}, true",
    "{customer|}, true",
    "{customer}, false",
    "{callerid}, false"
  })
  void someNamesAreSureToMeanSomething(String text, boolean sure) {
    assertThat(Placeholders.in(text)).hasSize(1).allMatch(one -> one.sure() == sure);
  }

  @Test
  void namesAreFoundInTheirOrder() {
    assertThat(Placeholders.in("{b} {{a|x}} {b}"))
        .extracting(Placeholders.Placeholder::name)
        .containsExactly("b", "a", "b");
  }
}
