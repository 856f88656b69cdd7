package talkspurt.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a query, or a body of a form, as dialplans send it: a percent sign that begins no escape
 * stands for itself, bytes that are no UTF-8 become U+FFFD. Nothing throws.
 */
final class FormFields {

  private static final int HEX = 16;

  /** One field; what has no equals sign has an empty value. */
  record Field(String name, String value) {}

  private FormFields() {}

  /** All fields in their order. */
  static List<Field> of(String encoded) {
    List<Field> fields = new ArrayList<>();
    for (String pair : encoded.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        fields.add(
            equals < 0
                ? new Field(decoded(pair), "")
                : new Field(
                    decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1))));
      }
    }
    return fields;
  }

  /** The value of the first field of this name. */
  static Optional<String> first(String encoded, String name) {
    return of(encoded).stream()
        .filter(field -> field.name().equals(name))
        .map(Field::value)
        .findFirst();
  }

  private static String decoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int at = 0; at < text.length(); ) {
      char each = text.charAt(at);
      int escaped = each == '%' ? escaped(text, at) : -1;
      if (escaped >= 0) {
        bytes.write(escaped);
        at += 3;
      } else if (each == '+') {
        bytes.write(' ');
        at++;
      } else {
        int codePoint = text.codePointAt(at);
        bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        at += Character.charCount(codePoint);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The byte of the escape at this place; -1 if there is none. */
  private static int escaped(String text, int at) {
    if (at + 2 >= text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(at + 1), HEX);
    int low = Character.digit(text.charAt(at + 2), HEX);
    boolean ascii = text.charAt(at + 1) < 128 && text.charAt(at + 2) < 128;
    return high < 0 || low < 0 || !ascii ? -1 : high * HEX + low;
  }
}
