package talkspurt.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndOfTurnTest {

  private static final PhraseList COMPLETE = PhraseList.of(Set.of("yes", "no thanks"));
  private static final PhraseList UNFINISHED = PhraseList.of(Set.of("and", "my number is"));

  private final EndOfTurn endOfTurn = of(300, 700, 1200, 200);

  @ParameterizedTest(name = "{0}, {1}, {2}, likely {3}")
  @CsvSource({
    "200, 200, 200, 40",
    "5000, 5000, 5000, 5000",
    "300, 300, 1200, 200",
    "300, 1200, 1200, 200",
    "200, 700, 5000, 5000"
  })
  void whatIsAllowedIsTaken(int least, int usual, int most, int likely) {
    assertThatCode(() -> of(least, usual, most, likely)).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{0}, {1}, {2}, likely {3}: {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        "199 | 700 | 1200 | 200 | end-of-turn-least is 199 ms; allowed: 200 to 5000 ms",
        "5001 | 700 | 1200 | 200 | end-of-turn-least is 5001 ms; allowed: 200 to 5000 ms",
        "300 | 199 | 1200 | 200 | end-of-turn is 199 ms; allowed: 200 to 5000 ms",
        "300 | 5001 | 1200 | 200 | end-of-turn is 5001 ms; allowed: 200 to 5000 ms",
        "300 | 700 | 199 | 200 | end-of-turn-max is 199 ms; allowed: 200 to 5000 ms",
        "300 | 700 | 5001 | 200 | end-of-turn-max is 5001 ms; allowed: 200 to 5000 ms",
        "300 | 700 | 1200 | 39 | end-of-turn-likely is 39 ms; allowed: 40 to 5000 ms",
        "300 | 700 | 1200 | 5001 | end-of-turn-likely is 5001 ms; allowed: 40 to 5000 ms",
        "300 | 299 | 1200 | 200 | end-of-turn is 299 ms; allowed: 300 (end-of-turn-least) to 1200"
            + " ms (end-of-turn-max)",
        "300 | 1201 | 1200 | 200 | end-of-turn is 1201 ms; allowed: 300 (end-of-turn-least) to 1200"
            + " ms (end-of-turn-max)"
      })
  void whatIsNotIsNamed(int least, int usual, int most, int likely, String message) {
    assertThatThrownBy(() -> of(least, usual, most, likely)).hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "Yes.", "no thanks", "Yes, no thanks!", "yes yes"})
  void anAnswerOfSuchPhrasesAloneIsComplete(String said) {
    assertThat(endOfTurn.complete(said)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", "...", "¿?", "no", "yes but", "but yes", "thanks"})
  void anythingElseIsNotAndNothingIsNotEither(String said) {
    assertThat(endOfTurn.complete(said)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"and", "I would and,", "My number is", "yes my number is", "020", "A B"})
  void aLastWordOrADictationThatWantsMoreIsUnfinished(String said) {
    assertThat(endOfTurn.unfinished(said)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", "and yes", "band", "number is", "my number is Bob", "five"})
  void whatWantsNoMoreIsNot(String said) {
    assertThat(endOfTurn.unfinished(said)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "sales, REQUEST",
    "I want sales, REQUEST",
    "'Sales, please.', REQUEST",
    "sales thank you, REQUEST",
    "yes sales, REQUEST",
    "please, OPEN",
    "thank you, OPEN",
    "sales you, OPEN",
    "sales on sunday, OPEN",
    "sales please thank, OPEN",
    "wholesales, OPEN",
    "'', OPEN",
    "yes, ANSWER",
    "sales and, UNFINISHED",
    "my number is sales and, UNFINISHED",
    "no thanks, ANSWER"
  })
  void whatWordsAre(String said, EndOfTurn.Words kind) {
    assertThat(answering(300, 400, 700).kind(said)).isEqualTo(kind);
  }

  @ParameterizedTest(name = "{0} of {1}, {2}, {3} ms by who pauses for {4}")
  @CsvSource({
    "ANSWER, 300, 400, 700, 0, 300", "ANSWER, 300, 400, 700, 350, 350",
        "ANSWER, 300, 400, 700, 2000, 1200",
    "REQUEST, 300, 400, 700, 0, 400", "REQUEST, 300, 400, 700, 390, 400",
        "REQUEST, 300, 400, 700, 500, 500",
    "REQUEST, 300, 400, 700, 2000, 1200", "REQUEST, 300, 400, 350, 0, 350",
        "REQUEST, 500, 400, 700, 0, 500",
    "OPEN, 300, 400, 700, 0, 700", "OPEN, 300, 400, 700, 800, 800",
        "UNFINISHED, 300, 400, 700, 0, 1200"
  })
  void howMuchSilenceEndsATurn(
      EndOfTurn.Words words, int least, int request, int usual, int pauseMs, int silenceMs) {
    assertThat(answering(least, request, usual).silenceMs(words, pauseMs)).isEqualTo(silenceMs);
  }

  private static EndOfTurn answering(int least, int request, int usual) {
    return new EndOfTurn(
            false,
            Duration.ofMillis(least),
            Duration.ofMillis(request),
            Duration.ofMillis(usual),
            Duration.ofMillis(1200),
            Duration.ofMillis(200),
            COMPLETE,
            UNFINISHED,
            Dictation.NONE,
            new Requests(PhraseList.of(Set.of()), PhraseList.of(Set.of("please", "thank you"))))
        .answering(Set.of("sales"));
  }

  private static EndOfTurn of(int least, int usual, int most, int likely) {
    return new EndOfTurn(
        Duration.ofMillis(least),
        Duration.ofMillis(usual),
        Duration.ofMillis(most),
        Duration.ofMillis(likely),
        COMPLETE,
        UNFINISHED);
  }
}
