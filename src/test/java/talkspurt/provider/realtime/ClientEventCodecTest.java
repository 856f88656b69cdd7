package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.realtime.RealtimeSettings.Detection;
import talkspurt.provider.realtime.RealtimeSettings.Transcription;

class ClientEventCodecTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ToolSpec TOOL =
      new ToolSpec("look_up", "looks up", "{\"type\":\"object\",\"properties\":{}}");
  private static final String TOOLS = "'tools':[{'type':'function','name':'look_up',"
      + "'description':'looks up','parameters':{'type':'object','properties':{}}}],"
      + "'tool_choice':'auto'";

  private final ClientEventCodec today = new ClientEventCodec(false, SessionAudio.PCM);
  private final ClientEventCodec beta = new ClientEventCodec(true, SessionAudio.PCM);

  @Test
  void aSessionIsToldInTodaysShape() {
    assertThat(tree(today.encode(session("marin", Detection.OURS))))
        .isEqualTo(tree("{'type':'session.update','event_id':'session','session':{"
            + "'type':'realtime','instructions':'Be kind.','output_modalities':['audio'],"
            + "'audio':{'input':{'format':{'type':'audio/pcm','rate':24000},"
            + "'turn_detection':null,'transcription':{'model':'w','language':'en'},"
            + "'noise_reduction':{'type':'far_field'}},"
            + "'output':{'format':{'type':'audio/pcm'},'voice':'marin','speed':1.25}}," + TOOLS
            + ",'max_output_tokens':500}}"));
  }

  @Test
  void aSessionIsToldInTheShapeOfTheBeta() {
    assertThat(tree(beta.encode(session("", Detection.SERVER))))
        .isEqualTo(tree("{'type':'session.update','event_id':'session','session':{"
            + "'instructions':'Be kind.','modalities':['audio','text'],"
            + "'input_audio_format':'pcm16','output_audio_format':'pcm16',"
            + "'turn_detection':{'type':'server_vad','threshold':0.6,'prefix_padding_ms':200,"
            + "'silence_duration_ms':400,'create_response':true,'interrupt_response':true},"
            + "'input_audio_transcription':{'model':'w','language':'en'}," + TOOLS
            + ",'max_response_output_tokens':500}}"));
  }

  @ParameterizedTest
  @CsvSource({"PCMU, audio/pcmu, g711_ulaw", "PCMA, audio/pcma, g711_alaw"})
  void aSessionOfATelephonesSoundSaysSoInBothShapes(
      SessionAudio audio, String type, String betaName) {
    JsonNode told = tree(new ClientEventCodec(false, audio).encode(session("", Detection.OURS)));
    JsonNode format = tree("{'type':'" + type + "'}");
    assertThat(told.at("/session/audio/input/format")).isEqualTo(format);
    assertThat(told.at("/session/audio/output/format")).isEqualTo(format);
    JsonNode toldInBeta =
        tree(new ClientEventCodec(true, audio).encode(session("", Detection.OURS)));
    assertThat(toldInBeta.at("/session/input_audio_format").asText()).isEqualTo(betaName);
    assertThat(toldInBeta.at("/session/output_audio_format").asText()).isEqualTo(betaName);
  }

  /** The codes of ITU-T G.711 for nothing, the loudest, and the same below zero. */
  @ParameterizedTest
  @CsvSource({"PCMU, /4B/AA==", "PCMA, 1apVKg=="})
  void aTelephonesSoundIsOneByteASample(SessionAudio audio, String base64) {
    short[] samples = {0, Short.MAX_VALUE, -1, Short.MIN_VALUE};
    assertThat(tree(new ClientEventCodec(false, audio).encode(new ClientEvent.Append(samples))))
        .isEqualTo(tree("{'type':'input_audio_buffer.append','audio':'" + base64 + "'}"));
  }

  @Test
  void theServersOwnDetectorsAreToldApart() {
    assertThat(tree(today.encode(session("", Detection.SEMANTIC)))
            .at("/session/audio/input/turn_detection"))
        .isEqualTo(tree("{'type':'semantic_vad','eagerness':'high','create_response':true,"
            + "'interrupt_response':true}"));
  }

  @Test
  void everyOtherEventHasItsForm() {
    golden(
        new ClientEvent.Append(new short[] {1, -2}),
        "{'type':'input_audio_buffer.append','audio':'AQD+/w=='}");
    golden(new ClientEvent.Commit(), "{'type':'input_audio_buffer.commit'}");
    golden(new ClientEvent.ClearInput(), "{'type':'input_audio_buffer.clear'}");
    golden(
        new ClientEvent.Message(true, "Hi"),
        "{'type':'conversation.item.create','item':{'type':'message','role':'user',"
            + "'content':[{'type':'input_text','text':'Hi'}]}}");
    golden(
        new ClientEvent.Message(false, "Hi"),
        "{'type':'conversation.item.create','item':{'type':'message','role':'assistant',"
            + "'content':[{'type':'output_text','text':'Hi'}]}}");
    golden(
        new ClientEvent.Note("Hurry."),
        "{'type':'conversation.item.create','item':{'type':'message','role':'system',"
            + "'content':[{'type':'input_text','text':'Hurry.'}]}}");
    golden(
        new ClientEvent.ToolWish("c", "f", "{}"),
        "{'type':'conversation.item.create','item':{'type':'function_call','call_id':'c',"
            + "'name':'f','arguments':'{}'}}");
    golden(
        new ClientEvent.ToolOutput("c", "done"),
        "{'type':'conversation.item.create','item':{'type':'function_call_output','call_id':'c',"
            + "'output':'done'}}");
    golden(
        new ClientEvent.Truncate("i", 840),
        "{'type':'conversation.item.truncate','item_id':'i','content_index':0,'audio_end_ms':840}");
    golden(
        new ClientEvent.Respond("respond-1", "", true),
        "{'type':'response.create','event_id':'respond-1'}");
    golden(
        new ClientEvent.Respond("respond-2", "Say hello.", false),
        "{'type':'response.create','event_id':'respond-2',"
            + "'response':{'instructions':'Say hello.','tool_choice':'none'}}");
    golden(
        new ClientEvent.Cancel("r"),
        "{'type':'response.cancel','event_id':'cancel-r','response_id':'r'}");
    golden(new ClientEvent.Cancel(""), "{'type':'response.cancel','event_id':'cancel-'}");
  }

  @Test
  void theBotsWordsHaveAnotherNameInTheBeta() {
    assertThat(tree(beta.encode(new ClientEvent.Message(false, "Hi"))).at("/item/content/0/type"))
        .isEqualTo(tree("'text'"));
  }

  private void golden(ClientEvent event, String text) {
    assertThat(tree(today.encode(event))).isEqualTo(tree(text));
  }

  private static ClientEvent session(String voice, String detection) {
    return new ClientEvent.UpdateSession(
        "session",
        "Be kind.",
        voice,
        1.25,
        List.of(TOOL),
        new Detection(detection, 0.6, Duration.ofMillis(200), Duration.ofMillis(400), "high"),
        new Transcription("w", "en", ""),
        "far_field",
        500);
  }

  private static com.fasterxml.jackson.databind.JsonNode tree(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException wrong) {
      throw new AssertionError(wrong);
    }
  }
}
