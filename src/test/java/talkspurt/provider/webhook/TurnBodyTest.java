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

  private static JsonNode body(Optional<Duration> timeLeft) throws JsonProcessingException {
    Request request = Requests.of(new Responder.Cue.Words("hours"), timeLeft);
    return new ObjectMapper().readTree(TurnBody.of(request, List.of(), 1, List.of()));
  }
}
