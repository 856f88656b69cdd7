package talkspurt.media.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import talkspurt.media.profile.Guardrails;
import talkspurt.media.profile.Guardrails.By;
import talkspurt.media.profile.Guardrails.Required;
import talkspurt.media.profile.Phrases;

class RequiredWordsTest {

  private static final Required RULE = new Required(
      "recorded", Phrases.of(List.of("is recorded")), By.FIRST_TURN, "This is recorded.");
  private static final Guardrails RULES = new Guardrails(List.of(), List.of(RULE));

  private final RequiredWords words = new RequiredWords();

  private List<Required> replies(String text) {
    words.said("r", text);
    return words.missing(RULES);
  }

  @Test
  void itIsSaidBehindTheFirstAnswerAndOnceInThat() {
    assertThat(replies("Welcome.")).isEmpty();
    words.callerHadATurn();
    assertThat(replies("From nine.")).containsExactly(RULE);
    assertThat(replies("To five.")).isEmpty();
    words.callerHadATurn();
    assertThat(replies("Again.")).containsExactly(RULE);
  }

  @Test
  void whatWasHeardOrIsBeingSaidIsNotSaidAgain() {
    words.callerHadATurn();
    assertThat(replies("This call is  Recorded, by the way.")).isEmpty();
    words.said("s", "This call is ");
    words.said("s", "recorded.");
    assertThat(words.missing(RULES)).isEmpty();
    words.heard("This is recorded.");
    assertThat(replies("From nine.")).isEmpty();
  }

  @Test
  void allThatWasNotHeardIsSaidBeforeTheEndOnce() {
    Required terms =
        new Required("terms", Phrases.of(List.of("our terms")), By.END_OF_CALL, "Our terms hold.");
    Guardrails both = new Guardrails(List.of(), List.of(RULE, terms));
    words.callerHadATurn();
    words.said("r", "Goodbye.");
    assertThat(words.missing(both)).containsExactly(RULE);
    assertThat(words.missingAtEnd(both)).containsExactly(terms);
    assertThat(words.missingAtEnd(both)).isEmpty();
    words.brokenInto();
    words.callerHadATurn();
    words.heard("This is recorded.");
    words.said("s", "For our terms see the letter.");
    assertThat(words.missingAtEnd(both)).isEmpty();
  }

  @Test
  void nothingIsAddedToSilenceOrWhereTheCallerBrokeIn() {
    words.callerHadATurn();
    assertThat(words.missing(RULES)).isEmpty();
    words.brokenInto();
    assertThat(replies("From nine.")).isEmpty();
    words.callerHadATurn();
    assertThat(replies("To five.")).containsExactly(RULE);
  }
}
