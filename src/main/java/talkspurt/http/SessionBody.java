package talkspurt.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import talkspurt.call.SessionChange;

/** What a bot's session is to be, in the JSON body of a PATCH. */
final class SessionBody {

  private static final String INSTRUCTIONS = "instructions";
  private static final String VOICE = "voice";
  private static final String TOOLS = "tools";
  private static final String TURN_DETECTION = "turnDetection";
  private static final List<String> FIELDS = List.of(INSTRUCTIONS, VOICE, TOOLS, TURN_DETECTION);
  private static final List<String> DETECTIONS = List.of("ours", "server-vad", "semantic-vad");
  private static final int MAX_INSTRUCTIONS = 32_768;
  private static final int MAX_TOOLS = 64;

  private SessionBody() {}

  static SessionChange read(JsonNode body) {
    body.properties().forEach(field -> {
      if (!FIELDS.contains(field.getKey())) {
        throw Checked.bad(field.getKey(), field.getKey(), String.join(", ", FIELDS));
      }
    });
    if (body.isEmpty()) {
      throw Problem.of(
              ProblemKind.BAD_REQUEST,
              "the body says nothing; allowed: at least one of " + String.join(", ", FIELDS))
          .found();
    }
    return new SessionChange(
        string(body, INSTRUCTIONS).map(SessionBody::instructions),
        string(body, VOICE).map(voice -> matching(VOICE, voice, "a voice's name")),
        tools(body),
        string(body, TURN_DETECTION).map(SessionBody::detection));
  }

  private static Optional<String> string(JsonNode body, String field) {
    return body.has(field)
        ? Optional.of(StartBody.string(field, body.get(field)))
        : Optional.empty();
  }

  private static String instructions(String text) {
    if (text.isBlank() || text.length() > MAX_INSTRUCTIONS) {
      throw Problem.badField(
              INSTRUCTIONS,
              "has " + text.length() + " characters; allowed: 1 to " + MAX_INSTRUCTIONS)
          .found();
    }
    return text;
  }

  private static Optional<List<String>> tools(JsonNode body) {
    if (!body.has(TOOLS)) {
      return Optional.empty();
    }
    JsonNode sent = body.get(TOOLS);
    if (!sent.isArray() || sent.size() > MAX_TOOLS) {
      throw Checked.bad(TOOLS, sent.toString(), "up to " + MAX_TOOLS + " names of tools");
    }
    List<String> names = new ArrayList<>();
    sent.forEach(
        name -> names.add(matching(TOOLS, StartBody.string(TOOLS, name), "names of tools")));
    return Optional.of(names);
  }

  private static String matching(String field, String text, String allowed) {
    if (!text.matches("[A-Za-z0-9_-]{1,64}")) {
      throw Checked.bad(field, text, allowed);
    }
    return text;
  }

  private static String detection(String mode) {
    if (!DETECTIONS.contains(mode)) {
      throw Checked.bad(TURN_DETECTION, mode, String.join(", ", DETECTIONS));
    }
    return mode;
  }
}
