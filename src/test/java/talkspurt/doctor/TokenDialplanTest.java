package talkspurt.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenDialplanTest {

  @ParameterizedTest(name = "websocket {0}, place {1}: warns {2}")
  @CsvSource({"1, 1, false", "1, 0, true", "0, 0, false", "0, 1, false", "'', '', false"})
  void aDialplanThatKnowsNoTokensIsToldWhereItNeedsThem(
      String webSocket, String place, boolean warns) throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer(
        "Asterisk Call Manager/9.0.0\r\n".getBytes(StandardCharsets.UTF_8),
        question -> "Response: Success\r\nActionID: " + question.get("ActionID") + "\r\nValue: "
            + (question.get("Variable").contains("talkspurt-place,s,1") ? place : webSocket)
            + "\r\n\r\n")) {
      try (AmiSession session = AmiSession.open("127.0.0.1", peer.port())) {
        assertThat(TokenDialplan.ask(session).findings()).hasSize(warns ? 1 : 0);
      }
    }
  }
}
