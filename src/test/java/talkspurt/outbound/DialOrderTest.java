package talkspurt.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialOrderTest {

  private static final DialNumber NUMBER = new DialNumber("+493012345678", Set.of());

  private static DialOrder order(String callerId, Map<String, String> variables) {
    return new DialOrder(
        "0e4bd1c2-7c55-4a3e-9d33-0f4e5a0b6c01",
        NUMBER,
        trunk("Local/{number}@talkspurt-dial/n"),
        Optional.of(callerId),
        variables,
        Duration.ofSeconds(30));
  }

  private static Trunk trunk(String channel) {
    return new Trunk(
        "carrier",
        channel,
        "talkspurt-outbound",
        Optional.empty(),
        Map.of("TALKSPURT_TRUNK", "carrier"),
        Pace.perSecond(10, 2));
  }

  /** A line break in an action of AMI would be another action. */
  @Test
  void nothingEndsALineOfTheProtocol() {
    assertThatThrownBy(() -> order("030\r\nAction: Command", Map.of()))
        .hasMessage("callerId has a line break or control character");
    assertThatThrownBy(() -> order("030", Map.of("lead", "1\nAction: Logoff")))
        .hasMessage("variable lead has a line break or control character");
    assertThatThrownBy(() -> order("030", Map.of("a=b,SHELL", "1")))
        .hasMessageContaining("a variable's name");
    assertThat(order("030", Map.of("lead_id", "17, 18")).variables()).containsKey("lead_id");
  }

  @Test
  void theNumberStandsInTheChannel() {
    assertThat(order("030", Map.of()).channel()).isEqualTo("Local/+493012345678@talkspurt-dial/n");
    assertThat(trunk("PJSIP/{digits}@carrier").channel(NUMBER))
        .isEqualTo("PJSIP/493012345678@carrier");
  }

  @Test
  void variablesOfTheOrderWinOverThoseOfTheTrunk() {
    assertThat(order("030", Map.of("lead", "17")).allVariables())
        .containsOnly(Map.entry("TALKSPURT_TRUNK", "carrier"), Map.entry("lead", "17"));
    assertThat(order("030", Map.of("TALKSPURT_TRUNK", "other")).allVariables())
        .containsOnly(Map.entry("TALKSPURT_TRUNK", "other"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "PJSIP/100@carrier", "{number}@carrier", "PJSIP/{number}@a,b", "Local/{x}"})
  void aChannelHasATechnologyAndTheNumber(String channel) {
    assertThatThrownBy(() -> trunk(channel)).hasMessageStartingWith("channel is '");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"493012345678", "+0301234", "+49", "+49 30", "+1234567890123456", "+49a0", ""})
  void aNumberIsInternational(String written) {
    assertThatThrownBy(() -> new DialNumber(written, Set.of())).hasMessageContaining("E.164");
  }

  @Test
  void theNumberIsNotPrinted() {
    assertThat(order("030", Map.of()).number()).hasToString("DialNumber[13 characters]");
  }
}
