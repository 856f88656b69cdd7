package talkspurt.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import talkspurt.text.OutsideText;

/** A call start as dialplans send it: in the query of a GET. */
final class StartQuery {

  private static final String VARIABLE = "var.";
  private static final Set<String> NUMBERS = Set.of("callerId", "dnid");

  private final Map<String, String> fields = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  private final List<String> ignored = new ArrayList<>();

  private StartQuery() {}

  /** The query as it came, still encoded. */
  static StartCall read(String query) {
    StartQuery reading = new StartQuery();
    for (FormFields.Field field : FormFields.of(query)) {
      reading.take(field.name(), field.value());
    }
    return StartCall.of(reading.fields, reading.variables, reading.ignored);
  }

  private void take(String name, String value) {
    if (name.startsWith(VARIABLE)) {
      takeVariable(name, value);
    } else if (StartCall.FIELDS.contains(name)) {
      once(name, fields.put(name, NUMBERS.contains(name) ? plusKept(value) : value));
    } else if (!name.equals("format")) {
      ignored.add(OutsideText.repaired(name));
    }
  }

  private void takeVariable(String field, String value) {
    String name = Checked.variableName(field, field.substring(VARIABLE.length()));
    once(field, variables.put(name, Checked.variable(field, value)));
    if (variables.size() > Checked.MAX_VARIABLES) {
      throw Problem.badField(
              field, "is one variable too many; allowed: at most " + Checked.MAX_VARIABLES)
          .found();
    }
  }

  private static void once(String field, String before) {
    if (before != null) {
      throw Problem.badField(field, "is given more than once").found();
    }
  }

  /** A + that was not escaped has been read as a blank, and no number begins with one. */
  static String plusKept(String number) {
    return number.matches(" [0-9].*") ? "+" + number.substring(1) : number;
  }
}
