package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallPlan;
import talkspurt.call.ChannelCommand;
import talkspurt.call.ChannelCommand.Direction;
import talkspurt.call.CommandOutcome;
import talkspurt.call.EndReason;
import talkspurt.call.SpokenText;
import talkspurt.exchange.CallChannel;
import talkspurt.http.ServedApi.Answer;

class ChannelRoutesTest {

  private static final UUID ID = UUID.fromString("a1b2c3d4-0000-4000-8000-00000000000f");
  private static final String CALL = "/api/calls/" + ID;

  @AutoClose
  private static final ServedApi api = ServedApi.start();

  @BeforeEach
  void conversing() {
    api.calls.reset();
    api.exchange.run.clear();
    api.exchange.channel = Optional.of(new CallChannel("main", "PJSIP/1"));
    api.exchange.outcome = new CommandOutcome.Done();
    api.calls.happened(
        ID,
        new CallRegistered(FakeCalls.NOW, CallPlan.unannounced("hotline")),
        new LineAttached(FakeCalls.NOW, "line-1"),
        new GreetingPlayed(FakeCalls.NOW, new SpokenText("Good day.")));
  }

  private static Answer post(String path, String body, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Content-Type";
    all[1] = "application/json";
    return api.send("POST", CALL + path, body, all);
  }

  @Test
  void aCommandIsWrittenDownSentAndAnsweredWithItsOutcome() {
    Expect.json(
        post("/digits", "{\"digits\":\"1w#\"}", "Idempotency-Key", "k1"),
        200,
        "{\"id\":\"k1\",\"outcome\":\"done\"}");
    post("/mute", "{\"direction\":\"in\"}");
    post("/unmute", "{}");
    assertThat(api.exchange.run)
        .containsExactly(
            new ChannelCommand.SendDigits("1w#"),
            new ChannelCommand.Mute(Direction.IN),
            new ChannelCommand.Unmute(Direction.BOTH));
    String story = api.get(CALL).body();
    assertThat(story)
        .contains("\"type\":\"command-asked\"", "\"command\":\"send-digits\"")
        .contains("\"type\":\"command-done\"", "\"outcome\":\"done\"");
  }

  @Test
  void aTelephoneOfTheSettingsMayHearTheCall() {
    Expect.json(
        post("/monitor", "{\"phone\":\"desk\"}", "Idempotency-Key", "k1"),
        200,
        "{\"id\":\"k1\",\"outcome\":\"done\"}");
    post("/join", "{\"phone\":\"desk\"}");
    assertThat(api.exchange.run)
        .containsExactly(new ChannelCommand.Monitor("desk"), new ChannelCommand.Join("desk"));
    assertThat(api.get(CALL).body()).contains("\"command\":\"monitor\"", "\"command\":\"join\"");
  }

  @Test
  void whatIsAskedForTwiceUnderOneKeyIsSentOnce() {
    post("/digits", "{\"digits\":\"1\"}", "Idempotency-Key", "k1");
    Expect.problem(
        post("/digits", "{\"digits\":\"1\"}", "Idempotency-Key", "k1"), 409, "command-known");
    Expect.problem(
        post("/digits", "{\"digits\":\"2\"}", "Idempotency-Key", "k1"), 422, "key-in-use");
    assertThat(api.exchange.run).hasSize(1);
  }

  @Test
  void whatDoesNotComeAboutIsToldAsWhatItIs() {
    for (var one : List.of(
        new Expected(new CommandOutcome.Refused("No such channel"), 409, "exchange-refused"),
        new Expected(new CommandOutcome.Unreachable("lost"), 503, "exchange-unreachable"),
        new Expected(new CommandOutcome.Unanswered("no answer"), 504, "exchange-silent"))) {
      api.exchange.outcome = one.outcome();
      Answer answer = post("/mute", "{}");
      Expect.problem(answer, one.status(), one.problem());
      assertThat(answer.body()).contains(one.outcome().why());
    }
    api.exchange.channel = Optional.empty();
    Answer nowhere = post("/mute", "{}");
    Expect.problem(nowhere, 409, "no-channel");
    assertThat(nowhere.body()).contains("no host is set in talkspurt.exchange.hosts");
  }

  private record Expected(CommandOutcome outcome, int status, String problem) {}

  @Test
  void aCallThatIsOverHasNoChannel() {
    api.calls.happened(ID, new CallEnded(FakeCalls.NOW, EndReason.CALLER_HUNG_UP));
    Expect.problem(post("/mute", "{}"), 409, "call-ended");
    assertThat(api.exchange.run).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/digits, {}, digits",
    "/digits, '{\"digits\":\"x\"}', digits",
    "/digits, '{\"keys\":\"1\"}', keys",
    "/mute, '{\"direction\":\"up\"}', direction",
    "/monitor, {}, phone",
    "/join, '{\"phone\":\"PJSIP/100\"}', phone",
    "/join, '{\"phone\":\"desk\",\"mode\":\"x\"}', mode",
  })
  void whatCannotBeSentIsRefused(String path, String body, String field) {
    Expect.badField(post(path, body), field);
    assertThat(api.exchange.run).isEmpty();
  }
}
