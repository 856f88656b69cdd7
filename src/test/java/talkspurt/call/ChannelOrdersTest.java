package talkspurt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static talkspurt.call.CallSamples.AT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelOrdersTest {

  private CallState call = CallSamples.states().get("listening");

  private static ChannelOrder keys(String id, String keys, String run) {
    return new ChannelOrder(id, new ChannelCommand.SendDigits(keys), "desk", run, AT);
  }

  private Verdict ask(CallRequest request, Instant now) {
    Verdict verdict = request.askOf(call, now);
    if (verdict instanceof Verdict.Accept accept) {
      accept.events().forEach(event -> call = call.after(event));
    }
    return verdict;
  }

  private Verdict order(ChannelOrder wanted) {
    return ask(new CallRequest.OrderCommand(wanted), wanted.at());
  }

  private List<ChannelOrder> orders() {
    return call.file().plan().session().orders();
  }

  @Test
  void aCommandIsSentByTheOneWhoAskedForItFirstAndByNobodyElse() {
    assertThat(order(keys("o1", "1", "run-1"))).isInstanceOf(Verdict.Accept.class);
    assertThat(order(keys("o1", "1", "run-1"))).isEqualTo(Verdict.known());
    assertThat(order(keys("o1", "1", "run-2"))).isEqualTo(Verdict.refuse(Refusal.COMMAND_KNOWN));
    assertThat(order(keys("o1", "2", "run-2"))).isEqualTo(Verdict.refuse(Refusal.KEY_IN_USE));
    assertThat(orders()).containsExactly(keys("o1", "1", "run-1"));
  }

  @Test
  void whatCameOfItIsToldOnce() {
    order(keys("o1", "1", "run-1"));
    CommandOutcome busy = new CommandOutcome.Refused("Channel specified not found");
    assertThat(ask(new CallRequest.TellCommand("o1", busy), AT)).isInstanceOf(Verdict.Accept.class);
    assertThat(ask(new CallRequest.TellCommand("o1", new CommandOutcome.Done()), AT))
        .isEqualTo(Verdict.known());
    assertThat(orders()).hasSize(1);
    assertThat(orders().get(0).status(false, AT)).isEqualTo("refused");
  }

  @Test
  void oneWhoseNodeIsGoneIsUnknownInTheEnd() {
    order(keys("o1", "1", "run-1"));
    assertThat(orders().get(0).status(false, AT.plus(ChannelOrder.LONGEST))).isEqualTo("running");
    assertThat(orders().get(0).status(false, AT.plus(ChannelOrder.LONGEST).plusMillis(1)))
        .isEqualTo("unknown");
    assertThat(orders().get(0).status(true, AT)).isEqualTo("unknown");
  }

  @Test
  void twentyAreTakenWithinAMinute() {
    for (int i = 0; i < ChannelOrders.MAX_RATE; i++) {
      order(keys("o" + i, "1", "run"));
    }
    assertThat(order(keys("more", "1", "run")))
        .isEqualTo(Verdict.refuse(Refusal.TOO_MANY_COMMANDS));
    ChannelOrder later = new ChannelOrder(
        "later",
        new ChannelCommand.SendDigits("1"),
        "desk",
        "run",
        AT.plus(Duration.ofSeconds(61)));
    assertThat(order(later)).isInstanceOf(Verdict.Accept.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1\r\nAction: Logoff",
        "x",
        " ",
        "12345678901234567890123456789012345678901234567890123456789012345"
      })
  void keysThatAreNoneAreRefused(String keys) {
    assertThatThrownBy(() -> new ChannelCommand.SendDigits(keys))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
