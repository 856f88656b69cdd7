package talkspurt.provider.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplySentencesTest {

  private final ReplySentences sentences = new ReplySentences("en");

  @Test
  void aSentenceIsGivenOnceTheNextBegins() {
    assertThat(sentences.add("Your table is booked.")).isEmpty();
    assertThat(sentences.add(" See")).containsExactly("Your table is booked.");
    assertThat(sentences.rest()).containsExactly("See");
  }

  @Test
  void whereNothingCameNothingIsLeft() {
    assertThat(sentences.add("")).isEmpty();
    assertThat(sentences.rest()).isEmpty();
  }

  @Test
  void thoughtsAndMarksAreNeverSpoken() {
    List<String> spoken = new ArrayList<>(sentences.add("<think>They want a table."));
    assertThat(spoken).isEmpty();
    spoken.addAll(sentences.add(" Let me book one.</think>Your table is **booked**. See you"));
    spoken.addAll(sentences.rest());
    assertThat(spoken).containsExactly("Your table is booked.", "See you");
  }

  @Test
  void whatMightHaveBecomeAMarkIsSpokenInTheEnd() {
    List<String> spoken = new ArrayList<>(sentences.add("That is 3 <"));
    spoken.addAll(sentences.rest());
    assertThat(String.join(" ", spoken)).startsWith("That is 3").contains("<");
  }

  @Test
  void theLastSentencesComeInTheirOrder() {
    List<String> spoken = new ArrayList<>(sentences.add("Your table is booked. It is for two. *"));
    spoken.addAll(sentences.rest());
    assertThat(spoken).startsWith("Your table is booked.", "It is for two.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Your table is **booked**. It is for two. See you!",
        "<think>Hm. No.</think>Yes, of course we are open. Come at eight.",
        "# Menu\n\n- Soup of the day\n- Bread and butter\n\nEnjoy your meal. \uD83D\uDE00 Bye.",
        "See [our page](https://example.org/a.b). It tells all."
      })
  void theSentencesAreTheSameWhereverTheTextWasCut(String written) {
    List<String> whole = spoken(written);
    assertThat(whole).isNotEmpty();
    for (int cut = 0; cut <= written.length(); cut++) {
      assertThat(spoken(written.substring(0, cut), written.substring(cut)))
          .as("cut at " + cut)
          .isEqualTo(whole);
    }
    assertThat(spoken(written.split(""))).isEqualTo(whole);
  }

  private static List<String> spoken(String... pieces) {
    ReplySentences sentences = new ReplySentences("en");
    List<String> spoken = new ArrayList<>();
    for (String piece : pieces) {
      spoken.addAll(sentences.add(piece));
    }
    spoken.addAll(sentences.rest());
    return spoken;
  }
}
