package talkspurt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.words;

import org.junit.jupiter.api.Test;

class PersonalDataTest {

  @Test
  void wordsDigitsAndNumbersPrintTheirLengthOnly() {
    assertThat(words("my name is Alice")).hasToString("SpokenText[16 characters]");
    assertThat(new Digits("1234#")).hasToString("Digits[5]");
    assertThat(new PhoneNumber("+491701234567")).hasToString("PhoneNumber[13 characters]");
  }

  @Test
  void partsOfWhatWasSaidPrintTheirLengthOnly() {
    assertThat(new SpokenPart(SpokenPart.Kind.FILLER, "One moment, Alice."))
        .hasToString("FILLER[18 characters]");
  }

  @Test
  void noStatePrintsWhatWasSaidOrWhoCalled() {
    assertThat(CallSamples.states().values())
        .allSatisfy(state -> assertThat(state.toString())
            .doesNotContain("Sales, please", "How can I help", "+4917", "4930123"));
  }
}
