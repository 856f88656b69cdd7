package talkspurt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.words;

import java.util.List;
import org.junit.jupiter.api.Test;
import talkspurt.call.SpokenPart.Kind;

class SpokenTextTest {

  @Test
  void joinsWithOneSpaceAndLeavesNothingOut() {
    assertThat(words("Hello. ").then(words(" How are you?")))
        .isEqualTo(words("Hello. How are you?"));
    assertThat(SpokenText.NOTHING.then(words("Hello."))).isEqualTo(words("Hello."));
    assertThat(words("Hello.").then(words("  "))).isEqualTo(words("Hello."));
  }

  private static SpokenText part(Kind kind, String words) {
    return SpokenText.of(kind, words);
  }

  @Test
  void wordsThatAreTheAnswerHaveNoParts() {
    SpokenText answer = part(Kind.ANSWER, "From nine.").then(part(Kind.ANSWER, "To five."));
    assertThat(answer).isEqualTo(words("From nine. To five."));
    assertThat(answer.parts()).isEmpty();
    assertThat(answer.answer()).isEqualTo(answer);
    assertThat(answer.apologised()).isFalse();
  }

  @Test
  void fillersAndApologiesStayToldApart() {
    SpokenText heard = part(Kind.FILLER, "One moment.")
        .then(part(Kind.FILLER, "Still at it."))
        .then(words("One moment. From nine."))
        .then(words("To five."))
        .then(part(Kind.APOLOGY, "Sorry."));
    assertThat(heard.text())
        .isEqualTo("One moment. Still at it. One moment. From nine. To five. Sorry.");
    assertThat(heard.parts())
        .containsExactly(
            new SpokenPart(Kind.FILLER, "One moment. Still at it."),
            new SpokenPart(Kind.ANSWER, "One moment. From nine. To five."),
            new SpokenPart(Kind.APOLOGY, "Sorry."));
    assertThat(heard.answer()).isEqualTo(words("One moment. From nine. To five."));
    assertThat(heard.apologised()).isTrue();
    assertThat(heard.endsWith(part(Kind.APOLOGY, "Sorry."))).isTrue();
  }

  @Test
  void whatIsNoAnswerAtAllHasNone() {
    SpokenText filler = part(Kind.FILLER, "One moment.");
    assertThat(filler.answer()).isEqualTo(SpokenText.NOTHING);
    assertThat(filler.empty()).isFalse();
    assertThat(filler.apologised()).isFalse();
    assertThat(part(Kind.APOLOGY, "Sorry.").answer().empty()).isTrue();
    assertThat(part(Kind.FILLER, " ")).isEqualTo(SpokenText.NOTHING);
    assertThat(SpokenText.NOTHING.then(filler)).isEqualTo(filler);
    assertThat(filler.then(SpokenText.NOTHING)).isEqualTo(filler);
  }

  @Test
  void theOrderOfJoiningDoesNotMatter() {
    List<SpokenText> some = List.of(
        part(Kind.FILLER, "请稍等。"),
        words("九点。"),
        part(Kind.APOLOGY, "Sorry."),
        SpokenText.NOTHING,
        words("From nine."));
    for (SpokenText a : some) {
      for (SpokenText b : some) {
        for (SpokenText c : some) {
          assertThat(a.then(b).then(c)).isEqualTo(a.then(b.then(c)));
        }
      }
    }
  }

  @Test
  void partsMakeTheText() {
    SpokenPart part = new SpokenPart(Kind.FILLER, "One\ud83d moment.");
    assertThat(new SpokenText("other", List.of(part)).text()).isEqualTo("One\ufffd moment.");
    assertThat(new SpokenText("Hello.", null)).isEqualTo(words("Hello."));
  }

  @Test
  void knowsItsLastWords() {
    SpokenText heard = words("Hello. How are you?");
    assertThat(heard.endsWith(words("How are you?"))).isTrue();
    assertThat(heard.endsWith(words(" How are you? "))).isTrue();
    assertThat(heard.endsWith(words("Hello."))).isFalse();
    assertThat(heard.endsWith(SpokenText.NOTHING)).isFalse();
    assertThat(SpokenText.NOTHING.endsWith(heard)).isFalse();
  }
}
