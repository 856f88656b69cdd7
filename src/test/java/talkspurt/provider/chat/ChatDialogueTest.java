package talkspurt.provider.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import talkspurt.fake.PeerSettingsOf;
import talkspurt.fake.Requests;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;
import talkspurt.language.Wording.Text;
import talkspurt.provider.Responder;
import talkspurt.provider.Responder.Request;
import talkspurt.provider.agent.OperatorNote;
import talkspurt.provider.agent.ThoughtsFirst;

class ChatDialogueTest {

  private static final Wording ENGLISH = LanguagePack.shipped("en").wording();

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

  @Test
  void whatAnOperatorTellsStandsWhereItWasToldAndIsTheirs() throws JsonProcessingException {
    Request plain = new Request(
        "call",
        2,
        "en",
        List.of(
            new Responder.Line(Responder.Speaker.BOT, "Hello."),
            new Responder.Line(Responder.Speaker.BOT, "One moment."),
            new Responder.Line(Responder.Speaker.CALLER, "hours")),
        new Responder.Cue.Words("hours"),
        Map.of("callerId", "17"),
        List.of(),
        "",
        Optional.empty());
    Request guided = plain.with(new Responder.Guidance(
        Optional.of("Be brief, {callerId}."),
        List.of(new Responder.Note("desk", "", 1), new Responder.Note("desk", "VIP", 3))));
    JsonNode told = messages(guided, "");
    assertThat(told.get(0).path("content").asText()).startsWith("Be brief, [callerId].");
    assertThat(told.findValuesAsText("role"))
        .containsExactly("system", "assistant", "system", "assistant", "system", "user");
    assertThat(told.get(2).path("content").asText())
        .isEqualTo(OperatorNote.saidNext("desk", ENGLISH));
    assertThat(told.get(4).path("content").asText())
        .isEqualTo(OperatorNote.hint("desk", "VIP", ENGLISH));
    assertThat(told.get(5).path("content").asText()).isEqualTo("hours");
    Request asked = Requests.of(new Responder.Cue.Hint("desk", "VIP"), Optional.empty());
    assertThat(messages(asked, "").get(1).path("content").asText())
        .isEqualTo(ENGLISH.of(Text.OPERATOR_SPEAK));
  }

  private static JsonNode messages(Optional<Duration> timeLeft) throws JsonProcessingException {
    return messages(timeLeft, "");
  }

  private static JsonNode messages(Optional<Duration> timeLeft, String known)
      throws JsonProcessingException {
    return messages(Requests.of(new Responder.Cue.Words("hours"), timeLeft), known);
  }

  private static JsonNode messages(Request request, String known) throws JsonProcessingException {
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
    String body = new ChatDialogue(settings, request, known).body(List.of());
    return new ObjectMapper().readTree(body).path("messages");
  }
}
