package talkspurt.provider.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import talkspurt.fake.Requests;
import talkspurt.provider.Responder;
import talkspurt.provider.Responder.Request;

class TurnBodyTest {

  @Test
  void anAgentIsToldHowMuchTimeIsLeftOnceThatIsLittle() throws JsonProcessingException {
    assertThat(body(Optional.empty()).has("secondsLeft")).isFalse();
    assertThat(body(Optional.of(Duration.ofMillis(18_700))).path("secondsLeft").asInt())
        .isEqualTo(18);
  }

  @Test
  void anAgentIsToldWhatOperatorsWant() throws JsonProcessingException {
    assertThat(body(Optional.empty()).has("notes")).isFalse();
    assertThat(body(Optional.empty()).has("instructions")).isFalse();
    Responder.Cue hint = new Responder.Cue.Hint("desk", "VIP");
    JsonNode told = body(Requests.of(hint, Optional.empty())
        .with(new Responder.Guidance(
            Optional.of("Be brief."),
            List.of(new Responder.Note("desk", "", 1), new Responder.Note("", "VIP", 3)))));
    assertThat(told.path("instructions").asText()).isEqualTo("Be brief.");
    assertThat(told.path("notes"))
        .isEqualTo(new ObjectMapper()
            .readTree("[{\"type\":\"said\",\"by\":\"desk\",\"afterLine\":1},"
                + "{\"type\":\"hint\",\"by\":\"\",\"afterLine\":3,\"words\":\"VIP\"}]"));
    assertThat(told.path("cue"))
        .isEqualTo(
            new ObjectMapper().readTree("{\"type\":\"hint\",\"by\":\"desk\",\"words\":\"VIP\"}"));
  }

  private static JsonNode body(Optional<Duration> timeLeft) throws JsonProcessingException {
    return body(Requests.of(new Responder.Cue.Words("hours"), timeLeft));
  }

  private static JsonNode body(Request request) throws JsonProcessingException {
    return new ObjectMapper().readTree(TurnBody.of(request, List.of(), 1, List.of()));
  }
}
