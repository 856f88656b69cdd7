package talkspurt.provider.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.realtime.RealtimeSettings.Detection;
import talkspurt.provider.realtime.RealtimeSettings.Transcription;
import talkspurt.provider.transport.Base64Sound;

/**
 * Events to a Realtime server as text, in the shape of today or of the beta. Total.
 *
 * @param beta whether the shape is the beta's
 * @param sound how sound is sent
 */
record ClientEventCodec(boolean beta, SessionAudio sound) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final byte[] APPEND =
      "{\"type\":\"input_audio_buffer.append\",\"audio\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] APPENDED = "\"}".getBytes(StandardCharsets.US_ASCII);

  String encode(ClientEvent event) {
    if (event instanceof ClientEvent.Append append) {
      return text(append);
    }
    return tree(event).toString();
  }

  private ObjectNode tree(ClientEvent event) {
    if (event instanceof ClientEvent.UpdateSession update) {
      ObjectNode all = type("session.update").put("event_id", update.id());
      all.set("session", beta ? betaSession(update) : session(update));
      return all;
    }
    if (event instanceof ClientEvent.Commit) {
      return type("input_audio_buffer.commit");
    }
    if (event instanceof ClientEvent.ClearInput) {
      return type("input_audio_buffer.clear");
    }
    if (event instanceof ClientEvent.Message message) {
      return message(message);
    }
    if (event instanceof ClientEvent.Note note) {
      return message("system", "input_text", note.text());
    }
    if (event instanceof ClientEvent.ToolWish wish) {
      ObjectNode all = type("conversation.item.create");
      all.putObject("item")
          .put("type", "function_call")
          .put("call_id", wish.call())
          .put("name", wish.name())
          .put("arguments", wish.arguments());
      return all;
    }
    if (event instanceof ClientEvent.ToolOutput output) {
      ObjectNode all = type("conversation.item.create");
      all.putObject("item")
          .put("type", "function_call_output")
          .put("call_id", output.call())
          .put("output", output.output());
      return all;
    }
    if (event instanceof ClientEvent.Truncate cut) {
      return type("conversation.item.truncate")
          .put("item_id", cut.item())
          .put("content_index", 0)
          .put("audio_end_ms", cut.audioEndMs());
    }
    if (event instanceof ClientEvent.Respond respond) {
      return respond(respond);
    }
    if (event instanceof ClientEvent.Cancel cancel) {
      ObjectNode all =
          type("response.cancel").put("event_id", ResponseRaces.cancelEvent(cancel.response()));
      return cancel.response().isEmpty() ? all : all.put("response_id", cancel.response());
    }
    throw new AssertionError(event);
  }

  private ObjectNode session(ClientEvent.UpdateSession update) {
    ObjectNode session = MAPPER
        .createObjectNode()
        .put("type", "realtime")
        .put("instructions", update.instructions());
    session.putArray("output_modalities").add("audio");
    ObjectNode audio = session.putObject("audio");
    ObjectNode input = audio.putObject("input");
    ObjectNode format = input.putObject("format").put("type", sound.type());
    if (sound == SessionAudio.PCM) {
      format.put("rate", sound.rateHz());
    }
    detection(input, update.detection());
    transcription(input, "transcription", update.transcription());
    if (!update.noiseReduction().isEmpty()) {
      input.putObject("noise_reduction").put("type", update.noiseReduction());
    }
    ObjectNode output = audio.putObject("output");
    output.putObject("format").put("type", sound.type()); // a rate here was seen to be refused
    if (!update.voice().isEmpty()) {
      output.put("voice", update.voice());
    }
    if (update.speed() != 1) {
      output.put("speed", update.speed());
    }
    tools(session, update.tools());
    if (update.maxOutputTokens() > 0) {
      session.put("max_output_tokens", update.maxOutputTokens());
    }
    return session;
  }

  private ObjectNode betaSession(ClientEvent.UpdateSession update) {
    ObjectNode session = MAPPER.createObjectNode().put("instructions", update.instructions());
    session.putArray("modalities").add("audio").add("text");
    session
        .put("input_audio_format", sound.betaName())
        .put("output_audio_format", sound.betaName());
    if (!update.voice().isEmpty()) {
      session.put("voice", update.voice());
    }
    detection(session, update.detection());
    transcription(session, "input_audio_transcription", update.transcription());
    tools(session, update.tools());
    if (update.maxOutputTokens() > 0) {
      session.put("max_response_output_tokens", update.maxOutputTokens());
    }
    return session;
  }

  private static void detection(ObjectNode to, Detection detection) {
    if (detection.ours()) {
      to.putNull("turn_detection");
    } else if (detection.mode().equals(Detection.SERVER)) {
      to.putObject("turn_detection")
          .put("type", "server_vad")
          .put("threshold", detection.threshold())
          .put("prefix_padding_ms", detection.prefixPadding().toMillis())
          .put("silence_duration_ms", detection.silence().toMillis())
          .put("create_response", true)
          .put("interrupt_response", true);
    } else {
      to.putObject("turn_detection")
          .put("type", "semantic_vad")
          .put("eagerness", detection.eagerness())
          .put("create_response", true)
          .put("interrupt_response", true);
    }
  }

  private static void transcription(ObjectNode to, String field, Transcription wanted) {
    if (wanted.model().isEmpty()) {
      return;
    }
    ObjectNode told = to.putObject(field).put("model", wanted.model());
    if (!wanted.language().isEmpty()) {
      told.put("language", wanted.language());
    }
    if (!wanted.prompt().isEmpty()) {
      told.put("prompt", wanted.prompt());
    }
  }

  private static void tools(ObjectNode session, List<ToolSpec> tools) {
    ArrayNode all = session.putArray("tools");
    for (ToolSpec tool : tools) {
      ObjectNode told = all.addObject()
          .put("type", "function")
          .put("name", tool.name())
          .put("description", tool.description());
      try {
        told.set("parameters", MAPPER.readTree(tool.parameters()));
      } catch (JsonProcessingException noSchema) {
        told.putObject("parameters").put("type", "object");
      }
    }
    session.put("tool_choice", "auto");
  }

  private ObjectNode message(ClientEvent.Message message) {
    return message.byCaller()
        ? message("user", "input_text", message.text())
        : message("assistant", beta ? "text" : "output_text", message.text());
  }

  private static ObjectNode message(String role, String kind, String text) {
    ObjectNode all = type("conversation.item.create");
    ObjectNode item = all.putObject("item").put("type", "message").put("role", role);
    item.putArray("content").addObject().put("type", kind).put("text", text);
    return all;
  }

  private ObjectNode respond(ClientEvent.Respond respond) {
    ObjectNode all = type("response.create").put("event_id", respond.id());
    if (!respond.instructions().isEmpty() || !respond.tools()) {
      ObjectNode response = all.putObject("response");
      if (!respond.instructions().isEmpty()) {
        response.put("instructions", respond.instructions());
      }
      if (!respond.tools()) {
        response.put("tool_choice", "none");
      }
    }
    return all;
  }

  private static ObjectNode type(String type) {
    return MAPPER.createObjectNode().put("type", type);
  }

  /** Ten a second, and long: written into one array. */
  private String text(ClientEvent.Append append) {
    int base64 = Base64Sound.length(sound.bytes(append.samples().length));
    byte[] text = Arrays.copyOf(APPEND, APPEND.length + base64 + APPENDED.length);
    sound.encode(append.samples(), text, APPEND.length);
    System.arraycopy(APPENDED, 0, text, APPEND.length + base64, APPENDED.length);
    return new String(text, StandardCharsets.ISO_8859_1);
  }
}
