package talkspurt.provider.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import talkspurt.fake.PeerSettingsOf;
import talkspurt.fake.Requests;
import talkspurt.provider.Responder;
import talkspurt.provider.Responder.Request;
import talkspurt.provider.agent.ThoughtsFirst;

class ChatDialogueTest {

  @Test
  void aModelIsToldHowMuchTimeIsLeftInItsOneSystemMessage() throws JsonProcessingException {
    assertThat(messages(Optional.empty()).get(0).path("content").asText()).isEqualTo("Be kind.");
    JsonNode told = messages(Optional.of(Duration.ofMillis(18_700)));
    assertThat(told.get(0).path("role").asText()).isEqualTo("system");
    assertThat(told.get(0).path("content").asText())
        .startsWith("Be kind.\n[The call ends in 18 seconds.");
    assertThat(told.get(1).path("content").asText()).isEqualTo("hours");
  }

  @Test
  void whatDocumentsSayStandsBehindThePrompt() throws JsonProcessingException {
    JsonNode told = messages(Optional.empty(), "Our documents say: yes.");
    assertThat(told.get(0).path("content").asText()).isEqualTo("Be kind.\nOur documents say: yes.");
    assertThat(told.get(1).path("content").asText()).isEqualTo("hours");
  }

  private static JsonNode messages(Optional<Duration> timeLeft) throws JsonProcessingException {
    return messages(timeLeft, "");
  }

  private static JsonNode messages(Optional<Duration> timeLeft, String known)
      throws JsonProcessingException {
    ChatSettings settings = new ChatSettings(
        PeerSettingsOf.url("chat", URI.create("http://127.0.0.1:1/v1"), 1, 400),
        Optional.empty(),
        "m",
        "Be kind.",
        100,
        "max_tokens",
        OptionalDouble.empty(),
        1,
        ThoughtsFirst.Setting.AUTO,
        "{}");
    Request request = Requests.of(new Responder.Cue.Words("hours"), timeLeft);
    String body = new ChatDialogue(settings, request, known).body(List.of());
    return new ObjectMapper().readTree(body).path("messages");
  }
}
