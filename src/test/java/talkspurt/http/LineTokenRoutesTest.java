package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.access.LineTokenSettings;
import talkspurt.access.LineTokens;
import talkspurt.access.LineTokens.Verdict;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallPlan;

/** Which answers hold a token of the call's line: where tokens are wanted, those that are for a WebSocket. */
class LineTokenRoutesTest {

  private static final UUID ID = UUID.fromString("a1b2c3d4-0000-4000-8000-00000000000f");
  private static final String START = "/api/call-start?callerId=49170&uuid=" + ID;
  private static final LineTokenSettings WANTED = new LineTokenSettings(
      true, Optional.of(LineTokenSettings.key("0123456789abcdefghij")), Duration.ofSeconds(60));

  @AutoClose
  private static final ServedApi api = ServedApi.startFor(ServedApi.access(WANTED));

  @BeforeEach
  void forget() {
    api.calls.reset();
  }

  private static Verdict verdict(String token) {
    return LineTokens.create(WANTED, InstantSource.fixed(FakeCalls.NOW)).use(ID, token);
  }

  private static JsonNode json(ServedApi.Answer answer) throws Exception {
    return new ObjectMapper().readTree(answer.body());
  }

  @Test
  void aCallStartForAWebSocketTellsATokenBehindTheAddress() {
    String[] words = api.get(START + "&format=text&line=websocket").body().split(" ");
    assertThat(words).hasSize(2);
    assertThat(words[0]).isEqualTo("192.0.2.7:9092");
    assertThat(verdict(words[1])).isEqualTo(Verdict.VALID);
  }

  @Test
  void otherCallStartsAreAnsweredAsEver() {
    for (String line : new String[] {"", "&line=", "&line=audiosocket"}) {
      assertThat(api.get(START + "&format=text" + line).body()).isEqualTo("192.0.2.7:9092");
    }
  }

  @Test
  void theObjectHasATokenOfItsOwn() throws Exception {
    JsonNode told = json(api.get(START + "&line=websocket"));
    assertThat(told.path("audio").path("address").asText()).isEqualTo("192.0.2.7:9092");
    assertThat(verdict(told.path("audio").path("token").asText())).isEqualTo(Verdict.VALID);
    assertThat(told.has("ignored")).isFalse();
    assertThat(json(api.get(START)).path("audio").has("token")).isFalse();
    JsonNode posted = json(api.send(
        "POST",
        "/api/calls",
        "{\"callerId\": \"49170\", \"uuid\": \"" + ID + "\", \"line\": \"websocket\"}",
        "Content-Type",
        "application/json"));
    assertThat(verdict(posted.path("audio").path("token").asText())).isEqualTo(Verdict.VALID);
  }

  @Test
  void aLineThatIsToComeAgainIsToldANewOne() throws Exception {
    api.calls.happened(
        ID,
        new CallRegistered(FakeCalls.NOW, CallPlan.unannounced("hotline")),
        new LineAttached(FakeCalls.NOW, "line-1"));
    String next = "/api/calls/" + ID + "/next";
    String[] words = api.get(next + "?format=text&line=websocket").body().split(" ");
    assertThat(words).hasSize(3).startsWith("reconnect", "192.0.2.7:9092");
    assertThat(verdict(words[2])).isEqualTo(Verdict.VALID);
    assertThat(api.get(next + "?format=text").body()).isEqualTo("reconnect 192.0.2.7:9092");
    assertThat(verdict(json(api.get(next + "?line=websocket")).path("token").asText()))
        .isEqualTo(Verdict.VALID);
    assertThat(json(api.get(next)).has("token")).isFalse();
  }

  @Test
  void otherLinesThereAreNone() {
    assertThat(Expect.badField(api.get(START + "&line=sip"), "line"))
        .isEqualTo("line is 'sip'; allowed: audiosocket, websocket");
    api.calls.happened(ID, new CallRegistered(FakeCalls.NOW, CallPlan.unannounced("hotline")));
    Expect.badField(api.get("/api/calls/" + ID + "/next?line=sip"), "line");
  }
}
