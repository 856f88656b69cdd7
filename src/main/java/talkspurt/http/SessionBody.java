package talkspurt.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import talkspurt.call.SessionChange;

/** What a call is to be from now on, in the JSON body of a PATCH. */
final class SessionBody {

  static final String INSTRUCTIONS = "instructions";
  static final String VOICE = "voice";
  static final String TOOLS = "tools";
  static final String TURN_DETECTION = "turnDetection";
  static final String TURN = "turn";
  static final String LANGUAGE = "language";
  static final String HOLD = "hold";
  private static final List<String> FIELDS =
      List.of(INSTRUCTIONS, VOICE, TOOLS, TURN_DETECTION, TURN, LANGUAGE, HOLD);

  /** What holds at once; the rest does from the bot's next turn on. */
  static final List<String> AT_ONCE = List.of(TURN_DETECTION, TURN, HOLD);

  private static final List<String> DETECTIONS = List.of("ours", "server-vad", "semantic-vad");
  private static final int MAX_INSTRUCTIONS = 32_768;
  private static final int MAX_TOOLS = 64;
  private static final int MAX_TURN = 8192;

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
        string(body, TURN_DETECTION).map(SessionBody::detection),
        turn(body),
        string(body, LANGUAGE).map(SessionBody::language),
        flag(body, HOLD),
        List.of());
  }

  /** Which of its fields a change has. */
  static List<String> fields(SessionChange change) {
    List<String> fields = new ArrayList<>();
    change.instructions().ifPresent(any -> fields.add(INSTRUCTIONS));
    change.voice().ifPresent(any -> fields.add(VOICE));
    change.tools().ifPresent(any -> fields.add(TOOLS));
    change.turnDetection().ifPresent(any -> fields.add(TURN_DETECTION));
    if (!change.turn().isEmpty()) {
      fields.add(TURN);
    }
    change.language().ifPresent(any -> fields.add(LANGUAGE));
    change.hold().ifPresent(any -> fields.add(HOLD));
    return fields;
  }

  private static Optional<String> string(JsonNode body, String field) {
    return body.has(field)
        ? Optional.of(StartBody.string(field, body.get(field)))
        : Optional.empty();
  }

  private static Optional<Boolean> flag(JsonNode body, String field) {
    if (body.has(field) && !body.get(field).isBoolean()) {
      throw Checked.bad(field, body.get(field).toString(), "true or false");
    }
    return body.has(field) ? Optional.of(body.get(field).booleanValue()) : Optional.empty();
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

  /** Whether the settings are such is told by whoever reads those of profiles. */
  private static Map<String, String> turn(JsonNode body) {
    if (!body.has(TURN)) {
      return Map.of();
    }
    JsonNode sent = body.get(TURN);
    if (!sent.isObject() || sent.isEmpty()) {
      throw Checked.bad(TURN, sent.toString(), "an object of settings of a profile's turn block");
    }
    String text = sent.toString();
    if (text.length() > MAX_TURN) {
      throw Problem.badField(
              TURN, "has " + text.length() + " characters; allowed: at most " + MAX_TURN)
          .found();
    }
    Map<String, String> settings = new TreeMap<>();
    sent.properties()
        .forEach(each -> settings.put(
            matching(TURN, each.getKey(), "names of settings"), each.getValue().toString()));
    return settings;
  }

  private static String language(String tag) {
    String known = Checked.language(LANGUAGE, tag);
    if (known.isEmpty()) {
      throw Checked.bad(LANGUAGE, tag, "a language tag such as en-GB");
    }
    return known;
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
