package talkspurt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.words;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  void whatADialplanOrAToolBroughtIsCountedAndNotPrinted() {
    Map<String, String> told = Map.of("name", "zebra");
    CallPlan plan =
        new CallPlan(new PhoneNumber(""), new PhoneNumber(""), "", "", "sales", "en", told, true);
    assertThat(List.<Object>of(
            plan,
            new CallEvent.CallRegistered(CallSamples.AT, plan),
            new CallEvent.ToolRequested(CallSamples.AT, 1, "key", "book", told),
            new CallEvent.ToolReturned(CallSamples.AT, "key", "zebra"),
            new CallRequest.ReturnTool("key", "zebra"),
            new CallRequest.Fact.ToolWanted(1, "key", "book", told),
            new CallRequest.Fact.ToolBegins(1, "key", "book", told),
            new DeferredTool("key", "end_call", told),
            new ToolUse(CallSamples.AT, 1, "key", "book", told, Optional.of("zebra"), false)))
        .allSatisfy(one -> assertThat(one.toString()).doesNotContain("zebra"));
    assertThat(plan.toString()).contains("profile=sales", "1 variables");
  }

  @Test
  void noStatePrintsWhatWasSaidOrWhoCalled() {
    assertThat(CallSamples.states().values())
        .allSatisfy(state -> assertThat(state.toString())
            .doesNotContain("Sales, please", "How can I help", "+4917", "4930123"));
  }
}
