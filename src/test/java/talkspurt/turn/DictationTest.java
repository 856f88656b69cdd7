package talkspurt.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.OutsideTexts;

class DictationTest {

  private final Dictation dictation = new Dictation(
      PhraseList.of(List.of(
          "zero", "oh", "one", "two", "three", "four", "five", "six", "nine", "twenty", "thirty",
          "double", "ein", "eins", "zwei", "drei", "zwanzig", "dreißig", "hundert", "null", "cinco",
          "seis")),
      PhraseList.of(List.of("bravo", "charlie", "alfa", "anton")),
      PhraseList.of(List.of("as in", "wie", "for")),
      PhraseList.of(List.of("number is", "nummer ist", "it's", "code is", "me at")),
      PhraseList.of(List.of("dot", "underscore", "punkt")),
      PhraseList.of(List.of("email", "e-mail")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 3 0",
        "4 5",
        "555",
        "555-12",
        "030",
        "0 30",
        "five five five",
        "five five",
        "twenty five thirty two",
        "4 5 six",
        "my number is 5",
        "my number is 555",
        "my number is five",
        "it's 0 1 7 1",
        "double five",
        "einundzwanzig zweiunddreißig",
        "null drei null",
        "cinco seis",
        "meine nummer ist drei",
        "my code is 22 30",
        "I live at 10115",
        "oh three oh",
        "555 one two",
        "+49 30",
        "call 030",
        "A B C",
        "a-b",
        "bravo charlie",
        "B as in Bravo",
        "my name is A as in Alfa",
        "B wie Berta",
        "K 9",
        "it is a b",
        "jane dot",
        "jane dot doe at",
        "jane.doe@",
        "jane@example",
        "my email is jane dot doe",
        "jane dot doe at example",
        "jane at gmail",
        "my e-mail is jane at example",
        "jane punkt",
        "AB12",
        "A1 B2",
        "SW1A 2",
        "john.smith at",
        "john.smith at gmail",
        "j o h n at",
        "my email is jane",
        "my email address is jane doe",
        "jane arroba gmail",
        "jane klammeraffe",
        "five dash four",
        "call me at 555 123",
        "meine kundennummer lautet 5",
        "P M X",
        "it's 3 a 5"
      })
  void whatIsGivenInGroupsGoesOn(String said) {
    assertThat(dictation.goesOn(said)).as(said).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yes",
        "at 5",
        "for 3 people",
        "at five",
        "a table for four",
        "at five thirty",
        "at 5 30",
        "5",
        "three",
        "twenty five",
        "in 2024",
        "on the 3",
        "for twenty five",
        "it costs 300",
        "plan b",
        "vitamin c",
        "I",
        "B",
        "thank you bravo",
        "I am at home",
        "look at that",
        "jane@example.org",
        "jane dot doe at example dot com",
        "the point is",
        "one moment please",
        "I am at work",
        "einundzwanzig",
        "A4",
        "a las cinco y seis",
        "at 9am",
        "the 2nd",
        "I sent an email yesterday",
        "my email is broken and I cannot write",
        "my email is jane@example.org",
        "hundert",
        "at 5 p.m.",
        "in the U.S.",
        "I have a 5",
        "de 3 a 5",
        "cinco y seis",
        "at five six",
        "vers 8 h 30",
        "à 8h30",
        "hausnummer 5",
        "auf den punkt",
        "this is the dot",
        "我 三"
      })
  void ordinarySentencesDoNot(String said) {
    assertThat(dictation.goesOn(said)).as(said).isFalse();
  }

  @Test
  void nothingThatIsRecognisedBreaksIt() {
    OutsideTexts texts = new OutsideTexts(18);
    for (int i = 0; i < 100_000; i++) {
      dictation.goesOn(texts.next());
    }
  }
}
