package talkspurt.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One message of Asterisk's manager interface: fields in order, names without regard to case. */
record AmiMessage(List<Field> fields) {

  /** A line of it. */
  record Field(String name, String value) {}

  AmiMessage {
    fields = List.copyOf(fields);
  }

  /** A message from its lines; a line that is no field is left out. */
  static AmiMessage of(List<String> lines) {
    List<Field> fields = new ArrayList<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.add(new Field(
            line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
      }
    }
    return new AmiMessage(fields);
  }

  Optional<String> value(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .findFirst();
  }

  boolean success() {
    return value("Response").filter("Success"::equalsIgnoreCase).isPresent();
  }

  /** Why it was none. */
  String complaint() {
    return value("Message").orElse("no reason was given");
  }
}
