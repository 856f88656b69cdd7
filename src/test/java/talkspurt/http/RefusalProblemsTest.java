package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import talkspurt.call.Refusal;

class RefusalProblemsTest {

  @Test
  void everyRefusalHasAStatusThatClientsMayRelyOn() {
    Map<Refusal, Integer> statuses = Stream.of(Refusal.values())
        .collect(Collectors.toMap(why -> why, why -> RefusalProblems.of(why).status()));
    assertThat(statuses)
        .isEqualTo(Map.ofEntries(
            Map.entry(Refusal.UNKNOWN_CALL, 404),
            Map.entry(Refusal.NOT_ANNOUNCED, 404),
            Map.entry(Refusal.ALREADY_REGISTERED, 409),
            Map.entry(Refusal.NOT_YOUR_LINE, 409),
            Map.entry(Refusal.LINE_IN_USE, 409),
            Map.entry(Refusal.CALL_ENDED, 409),
            Map.entry(Refusal.UNKNOWN_TOOL, 400),
            Map.entry(Refusal.TOOL_HAS_RUN, 409),
            Map.entry(Refusal.TOOL_FORSAKEN, 409),
            Map.entry(Refusal.TOO_MANY_TOOLS, 409),
            Map.entry(Refusal.VOICE_STAYS, 409),
            Map.entry(Refusal.KEY_IN_USE, 422),
            Map.entry(Refusal.TOO_MANY_WORDS, 429),
            Map.entry(Refusal.COMMAND_KNOWN, 409),
            Map.entry(Refusal.TOO_MANY_COMMANDS, 429),
            Map.entry(Refusal.NOT_NOW, 409)));
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void aRefusalKeepsItsNameAndItsWords(Refusal why) {
    assertThat(RefusalProblems.of(why).slug()).isEqualTo(WireName.of(why));
    assertThat(Problem.of(why).detail()).isEqualTo(why.text());
  }
}
