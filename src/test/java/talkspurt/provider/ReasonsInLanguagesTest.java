package talkspurt.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.call.EndReason;
import talkspurt.collect.Collect;
import talkspurt.fake.Collects;
import talkspurt.fake.EnglishWords;
import talkspurt.fake.FakeToolRunner;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;

/** Why tools do not run, as models are told in the language of the call. */
class ReasonsInLanguagesTest {

  private static final String FIELDS = """
      {"type":"object","required":["day"],"additionalProperties":false,"properties":{
        "day":{"type":"string"},"guests":{"type":"integer","minimum":1,"maximum":12},
        "table":{"enum":["a","b"]},"name":{"type":"string","minLength":2,"maxLength":4,"pattern":"^[A-Z]+$"},
        "wishes":{"type":"array","maxItems":1,"uniqueItems":true},"kind":{"const":"x"}}}""";

  private static final Toolbox BOX = new Toolbox(
      true,
      Map.of("sales", "a,b,1"),
      CollectTools.of(new FakeToolRunner(), List.of(Collects.order(Collect.Confirm.NONE))),
      OutcomeForm.of(List.of(), Optional.of(FIELDS), true),
      new Handoff("a", Map.of("b", "B")));

  /** Each is refused, by the tool that is named first. */
  private static final List<String> REFUSED = List.of(
      "end_call []",
      "end_call {\"summary\":5}",
      "end_call {\"summary\":\"%s\"}".formatted("x".repeat(2001)),
      "end_call {\"disposition\":\"!\"}",
      "end_call {\"fields\":7}",
      "end_call {\"fields\":{}}",
      "transfer_call {\"destination\":\"mars\"}",
      "transfer_call {}",
      "handoff {\"to\":\"c\"}",
      "handoff {\"to\":\"b\",\"summary\":\"%s\"}".formatted("x".repeat(2001)),
      "collect {\"name\":\"x\"}",
      "nosuch {}",
      "book []",
      "book {}",
      "book {\"day\":\"2026-11-30\",\"guests\":\"x\"}",
      "book {\"day\":\"2026-11-30\",\"guests\":0}",
      "book {\"day\":\"2026-11-30\",\"guests\":13}",
      "book {\"day\":\"2026-11-30\",\"table\":\"c\"}",
      "book {\"day\":\"2026-11-30\",\"name\":\"x\"}",
      "book {\"day\":\"2026-11-30\",\"name\":\"XXXXX\"}",
      "book {\"day\":\"2026-11-30\",\"wishes\":[1,1]}",
      "book {\"day\":\"2026-11-30\",\"kind\":\"y\"}",
      "book {\"day\":\"2026-11-30\",\"more\":\"y\"}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "de", "fr", "es", "tr", "ja", "it", "pt", "nl", "pl", "sv", "ru", "uk", "ar", "he", "hi",
        "zh", "ko"
      })
  void eachReasonIsToldInTheLanguageOfTheCall(String tag) {
    Wording words = LanguagePack.shipped(tag).wording();
    for (String refused : REFUSED) {
      String english = objection(refused);
      String told = new ToolResult.Failed(english).told(words);
      assertThat(told).as(english).doesNotContain(english);
      assertThat(told)
          .doesNotContain(" found", " must ", "required property", "does not", "allowed", " has ");
      if (List.of("de", "fr", "es", "tr", "ja").contains(tag)) {
        EnglishWords.noneIn(tag, told);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatBecameOfAnEarlierCallIsToldInTheLanguageOfTheCall(EndReason reason) {
    for (String tag : List.of("de", "fr", "es", "tr", "ja")) {
      EnglishWords.noneIn(tag, LanguagePack.shipped(tag).wording().reason(reason.words()));
    }
  }

  @Test
  void whatDoesNotFitIsToldWithItsNamesAndValues() {
    Wording german = LanguagePack.shipped("de").wording();
    assertThat(
            german.reason(objection("book {\"day\":\"2026-11-30\",\"guests\":13,\"table\":\"c\"}")))
        .startsWith("falsche Argumente (book): ")
        .contains(
            "$.guests: ", "12", " (der Wert ist 13)", "[\"a\", \"b\"]", "(der Wert ist \"c\")")
        .contains("; $.");
    assertThat(german.reason("fields: $.guests: must have a maximum value of 12 (it is 13)"))
        .startsWith("fields: $.guests: ")
        .endsWith(" (der Wert ist 13)");
    assertThat(german.reason("fields: a word that nobody knows"))
        .isEqualTo("fields: a word that nobody knows");
  }

  @Test
  void operatorsReadEnglishWhateverTheMachineIsSetTo() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(objection("book {}"))
          .isEqualTo("wrong arguments for book: $: required property 'day' not found");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static String objection(String refused) {
    String[] parts = refused.split(" ", 2);
    if (BOX.builtIn(parts[0])) {
      return BOX.objection(parts[0], parts[1]).orElseThrow();
    }
    return (parts[0].equals("book")
            ? Schema.of(FIELDS).objection(parts[0], parts[1])
            : BOX.runner().objection(parts[0], parts[1]))
        .orElseThrow();
  }
}
