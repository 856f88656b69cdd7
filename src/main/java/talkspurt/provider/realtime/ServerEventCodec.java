package talkspurt.provider.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import talkspurt.provider.realtime.ServerEvent.Status;
import talkspurt.provider.realtime.ServerEvent.Unreadable;
import talkspurt.provider.realtime.ToolPart.Told;
import talkspurt.provider.transport.Base64Sound;
import talkspurt.provider.transport.TranscriptionUsage;
import talkspurt.text.OutsideText;
import talkspurt.text.RecognisedWords;
import talkspurt.websocket.SocketMessage;

/** Text of a Realtime server to events, by the names of today and of the beta. Total: nothing throws. */
final class ServerEventCodec {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int LONGEST_TYPE = 100;
  private static final int LONGEST_ID = 200;
  private static final double MAX_WAIT_S = 3600;

  private ServerEventCodec() {}

  /** Some servers send their JSON in binary messages. */
  static ServerEvent decode(SocketMessage message) {
    if (message instanceof SocketMessage.Text text) {
      return decode(text.text());
    }
    if (message instanceof SocketMessage.Binary binary) {
      ServerEvent event = decode(binary.bytes().utf8String());
      return event.equals(new Unreadable("no_json")) ? new Unreadable("no_text") : event;
    }
    return new Unreadable("oversized");
  }

  static ServerEvent decode(String text) {
    Optional<ServerEvent.Audio> sound = AudioDelta.read(text);
    return sound.isPresent() ? sound.get() : decodeTree(text);
  }

  /** Reads any event; sound that comes as it should is read more cheaply by {@link AudioDelta}. */
  static ServerEvent decodeTree(String text) {
    try {
      return event(MAPPER.readTree(text));
    } catch (JsonProcessingException | IllegalArgumentException unreadable) {
      return new Unreadable("no_json");
    }
  }

  private static ServerEvent event(JsonNode tree) {
    String type = text(tree, "type");
    if (type.isEmpty() && tree.path("error").isObject()) {
      return fault(tree);
    }
    if (type.isEmpty() || type.length() > LONGEST_TYPE) {
      return new Unreadable("no_event");
    }
    return switch (type) {
      case "session.created" -> new ServerEvent.SessionCreated();
      case "session.updated" -> new ServerEvent.SessionUpdated();
      case "input_audio_buffer.speech_started" ->
        new ServerEvent.SpeechStarted(text(tree, "item_id"));
      case "input_audio_buffer.committed" -> named(tree, ServerEvent.Committed::new);
      case "conversation.item.input_audio_transcription.completed" ->
        named(
            tree,
            item -> new ServerEvent.CallerWords(
                item,
                RecognisedWords.of(text(tree, "transcript").strip()).words(),
                TranscriptionUsage.of(tree.path("usage"))));
      case "conversation.item.input_audio_transcription.failed" ->
        named(tree, item -> new ServerEvent.CallerWords(item, ""));
      case "response.created" -> {
        String id = response(tree);
        yield id.length() <= LONGEST_ID
            ? new ServerEvent.ResponseCreated(id)
            : new Unreadable("no_id");
      }
      case "response.done" -> done(tree);
      case "response.output_audio.delta", "response.audio.delta" -> audio(tree);
      case "response.output_audio_transcript.delta", "response.audio_transcript.delta" ->
        named(
            tree,
            item -> new ServerEvent.Words(text(tree, "response_id"), item, raw(tree, "delta")));
      case "response.output_audio_transcript.done", "response.audio_transcript.done" ->
        named(
            tree,
            item -> new ServerEvent.AllWords(
                text(tree, "response_id"), item, text(tree, "transcript")));
      case "response.output_item.added" -> item(tree, type, Told.BEGUN);
      case "response.output_item.done" -> item(tree, type, Told.WHOLE);
      case "response.function_call_arguments.delta" -> arguments(tree, "delta", Told.MORE);
      case "response.function_call_arguments.done" -> arguments(tree, "arguments", Told.ARGUMENTS);
      case "rate_limits.updated" -> limits(tree.path("rate_limits"));
      case "error" -> fault(tree);
      default -> new ServerEvent.Other(type);
    };
  }

  private static ServerEvent named(JsonNode tree, Function<String, ServerEvent> event) {
    String item = text(tree, "item_id");
    return isId(item) ? event.apply(item) : new Unreadable("no_id");
  }

  private static ServerEvent audio(JsonNode tree) {
    JsonNode delta = tree.path("delta");
    Optional<byte[]> sound =
        delta.isTextual() ? Base64Sound.decode(delta.textValue()) : Optional.empty();
    if (sound.isEmpty()) {
      return new Unreadable("no_sound");
    }
    return sound.get().length == 0
        ? new ServerEvent.Other(text(tree, "type"))
        : named(tree, item -> new ServerEvent.Audio(text(tree, "response_id"), item, sound.get()));
  }

  private static ServerEvent item(JsonNode tree, String type, Told told) {
    JsonNode item = tree.path("item");
    if (!isCall(item)) {
      return new ServerEvent.Other(type);
    }
    return told(tree, call(item, told));
  }

  private static ServerEvent arguments(JsonNode tree, String field, Told told) {
    return told(
        tree,
        new ToolPart(
            text(tree, "item_id"),
            text(tree, "call_id"),
            text(tree, "name"),
            told == Told.MORE
                ? jsonText(tree.path(field))
                : OutsideText.repaired(jsonText(tree.path(field))),
            told));
  }

  private static ServerEvent told(JsonNode tree, ToolPart part) {
    return proper(part)
        ? new ServerEvent.ToolTold(text(tree, "response_id"), part)
        : new Unreadable("no_tool");
  }

  private static boolean isCall(JsonNode item) {
    return text(item, "type").equals("function_call");
  }

  private static ToolPart call(JsonNode item, Told told) {
    String status = text(item, "status");
    boolean cut =
        told == Told.WHOLE && (status.equals("incomplete") || status.equals("in_progress"));
    return new ToolPart(
        text(item, "id"),
        text(item, "call_id"),
        text(item, "name"),
        OutsideText.repaired(jsonText(item.path("arguments"))),
        cut ? Told.CUT : told);
  }

  private static boolean proper(ToolPart part) {
    boolean named =
        !part.item().isEmpty() || !part.call().isEmpty() || !part.name().isEmpty();
    return named
        && part.item().length() <= LONGEST_ID
        && part.call().length() <= LONGEST_ID
        && part.name().length() <= LONGEST_ID;
  }

  /** JSON as text, which some servers write as the JSON itself. */
  private static String jsonText(JsonNode value) {
    return value.isContainerNode() ? value.toString() : value.isTextual() ? value.textValue() : "";
  }

  private static String response(JsonNode tree) {
    String id = text(tree.path("response"), "id");
    return id.isEmpty() ? text(tree, "response_id") : id;
  }

  private static ServerEvent done(JsonNode tree) {
    JsonNode response = tree.path("response");
    String id = response(tree);
    if (!response.isObject() && id.isEmpty() || id.length() > LONGEST_ID) {
      return new Unreadable("no_id");
    }
    List<ToolPart> tools = new ArrayList<>();
    for (JsonNode item : response.path("output")) {
      ToolPart part = call(item, Told.WHOLE);
      if (isCall(item) && proper(part)) {
        tools.add(part);
      }
    }
    Status status = switch (text(response, "status").toLowerCase(Locale.ROOT)) {
      case "cancelled", "canceled" -> Status.CANCELLED;
      case "failed", "error" -> Status.FAILED;
      case "incomplete" -> Status.INCOMPLETE;
      default -> Status.COMPLETED;
    };
    return new ServerEvent.ResponseDone(
        id,
        status,
        status == Status.COMPLETED ? "" : why(response),
        tools,
        ResponseUsage.of(response.path("usage")));
  }

  private static ServerEvent limits(JsonNode limits) {
    double wait = 0;
    for (JsonNode limit : limits) {
      if (limit.path("remaining").asDouble(1) <= 0) {
        wait = Math.max(wait, Math.min(limit.path("reset_seconds").asDouble(0), MAX_WAIT_S));
      }
    }
    return new ServerEvent.RateLimit(Math.round(wait * 1000));
  }

  private static String why(JsonNode response) {
    JsonNode details = response.path("status_details");
    return first(
        details.path("error").path("code"),
        details.path("error").path("type"),
        details.path("error"),
        details.path("code"),
        details.path("reason"),
        details,
        response.path("error").path("code"),
        response.path("error").path("type"));
  }

  private static ServerEvent fault(JsonNode tree) {
    JsonNode error = tree.path("error");
    return new ServerEvent.Fault(
        first(error.path("code"), error.path("type"), error, tree.path("code")),
        text(error, "event_id"));
  }

  private static String first(JsonNode... places) {
    return Stream.of(places)
        .map(ServerEventCodec::code)
        .filter(code -> !code.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** Goes into the log: nothing that could be what somebody said. */
  private static String code(JsonNode value) {
    boolean told = value.isTextual() || value.isIntegralNumber();
    String code = told ? value.asText().toLowerCase(Locale.ROOT) : "";
    return switch (code) {
      case "401", "403" -> "authentication_error";
      case "429", "rate_limit_error", "too_many_requests" -> "rate_limit_exceeded";
      case "500", "502", "503", "internal_error", "internal_server_error" -> "server_error";
      default -> code.matches("[a-z0-9_.-]{1,64}") ? code : "";
    };
  }

  static boolean isId(String text) {
    return !text.isEmpty() && text.length() <= LONGEST_ID;
  }

  /** Empty where there is none, or it is no text. */
  private static String text(JsonNode tree, String field) {
    return OutsideText.repaired(raw(tree, field));
  }

  /** A piece of a text that comes in pieces, which may end in half a character. */
  private static String raw(JsonNode tree, String field) {
    JsonNode value = tree == null ? null : tree.get(field);
    return value != null && value.isTextual() ? value.textValue() : "";
  }
}
