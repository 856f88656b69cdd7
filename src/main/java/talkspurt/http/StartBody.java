package talkspurt.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A call start as programs send it: in the JSON body of a POST. */
final class StartBody {

  private static final String VARIABLES = "variables";

  private StartBody() {}

  static StartCall read(JsonNode body) {
    refuseUnknown(body);
    Map<String, String> fields = new HashMap<>();
    for (String name : StartCall.FIELDS) {
      if (body.has(name)) {
        fields.put(name, string(name, body.get(name)));
      }
    }
    return StartCall.of(fields, variables(body), List.of());
  }

  private static void refuseUnknown(JsonNode body) {
    List<String> unknown = new ArrayList<>();
    body.properties().forEach(field -> unknown.add(field.getKey()));
    unknown.removeAll(StartCall.FIELDS);
    unknown.remove(VARIABLES);
    if (!unknown.isEmpty()) {
      throw Checked.bad(
          unknown.get(0),
          String.join(", ", unknown),
          String.join(", ", StartCall.FIELDS) + ", " + VARIABLES);
    }
  }

  static Map<String, String> variables(JsonNode body) {
    JsonNode sent = body.path(VARIABLES);
    if (sent.isMissingNode()) {
      return Map.of();
    }
    if (!sent.isObject()) {
      throw Checked.bad(VARIABLES, sent.toString(), "an object of strings");
    }
    if (sent.size() > Checked.MAX_VARIABLES) {
      throw Problem.badField(
              VARIABLES,
              "has " + sent.size() + " entries; allowed: at most " + Checked.MAX_VARIABLES)
          .found();
    }
    Map<String, String> variables = new HashMap<>();
    for (Map.Entry<String, JsonNode> variable : sent.properties()) {
      String field = VARIABLES + "." + variable.getKey();
      variables.put(
          Checked.variableName(field, variable.getKey()),
          Checked.variable(field, string(field, variable.getValue())));
    }
    return variables;
  }

  static String string(String field, JsonNode value) {
    if (!value.isTextual()) {
      throw Checked.bad(field, value.toString(), "a string");
    }
    return value.textValue();
  }
}
