package talkspurt.media.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;
import talkspurt.media.bot.RuleKeeper.Outcome;
import talkspurt.media.profile.Guardrails.Forbidden;
import talkspurt.media.profile.Phrases;
import talkspurt.provider.SpeechToSpeech.Input;

class RuleKeeperTest {

  private static final Wording WORDING = LanguagePack.shipped("en").wording();

  private final RuleKeeper keeper = new RuleKeeper();

  private Outcome withheld(String rule, boolean skips) {
    Forbidden forbidden =
        new Forbidden(rule, Phrases.of(List.of("never")), Optional.empty(), "No {name}.", skips);
    return keeper.withheld(3, "reply-1", 700, forbidden, "I never.", "No Ann.", WORDING);
  }

  private static Input.Withheld first(Outcome outcome) {
    return (Input.Withheld) outcome.told().get(0);
  }

  @Test
  void theBotIsToldWhatWasWithheldAndWhatWasSaidInItsPlace() {
    Outcome outcome = withheld("vows", false);
    assertThat(outcome.say()).contains("No Ann.");
    assertThat(outcome.told()).hasSize(2);
    assertThat(first(outcome).reply()).isEqualTo("reply-1");
    assertThat(first(outcome).heardMs()).isEqualTo(700);
    assertThat(first(outcome).goesOn()).isFalse();
    assertThat(first(outcome).note()).contains("rule 'vows', answer 3: \"I never.\"");
    assertThat(((Input.Hint) outcome.told().get(1)).text()).contains("No Ann.");
  }

  @Test
  void aRulesWordsAreSaidOnceInAnAnswer() {
    withheld("vows", false);
    Outcome again = withheld("vows", false);
    assertThat(again.say()).isEmpty();
    assertThat(again.told()).hasSize(1);
    assertThat(withheld("oaths", false).say()).isPresent();
    keeper.newTurn();
    assertThat(withheld("vows", false).say()).isPresent();
  }

  @Test
  void aBotThatMayGoOnDoesSoTwiceInAnAnswer() {
    assertThat(first(withheld("vows", true)).goesOn()).isTrue();
    assertThat(first(withheld("vows", true)).goesOn()).isTrue();
    assertThat(first(withheld("vows", true)).goesOn()).isFalse();
    keeper.newTurn();
    assertThat(first(withheld("vows", true)).goesOn()).isTrue();
  }

  @Test
  void aToolOfWhatIsWithheldHasNotRun() {
    Input.ToolReturned told = (Input.ToolReturned) RuleKeeper.refused("call-1", WORDING);
    assertThat(told.call()).isEqualTo("call-1");
    assertThat(told.status()).isEqualTo("failed");
    assertThat(told.told()).contains("does not allow it");
  }
}
