package talkspurt.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import talkspurt.text.OutsideText;

/** Values as they must be; each method answers the value or throws the problem it has. */
final class Checked {

  static final int MAX_CHARACTERS = 256;
  static final int MAX_VARIABLES = 32;
  static final int MAX_VARIABLE_CHARACTERS = 1024;

  private static final int MAX_QUOTED = 64;
  private static final int DAY_CHARACTERS = 10;
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
  private static final Pattern CALL_ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern LANGUAGE =
      Pattern.compile("([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,5})?");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z0-9_]{1,64}");

  private Checked() {}

  static boolean isCallId(String text) {
    return CALL_ID.matcher(text).matches();
  }

  static UUID callId(String field, String text) {
    if (!isCallId(text)) {
      throw bad(field, text, "a UUID of 36 characters");
    }
    return UUID.fromString(text);
  }

  /** A language tag; Asterisk writes {@code pt_BR}, which is {@code pt-BR}. */
  static String language(String field, String text) {
    String tag = text.replace('_', '-');
    if (!LANGUAGE.matcher(tag).matches()) {
      throw bad(field, text, "a language tag such as en-GB");
    }
    return tag;
  }

  /**
   * A value with no control characters: values go into logs of others, and into AMI. What else
   * cannot be kept is replaced: a name that nobody can read does not cost a call.
   */
  static String text(String field, String text) {
    return limited(field, text, MAX_CHARACTERS, Character::isISOControl);
  }

  /** The same for a variable, which is longer and may have lines. */
  static String variable(String field, String text) {
    return lines(field, text, MAX_VARIABLE_CHARACTERS);
  }

  /** Words of a bounded length, which may have lines. */
  static String lines(String field, String text, int most) {
    return limited(
        field,
        text,
        most,
        character -> Character.isISOControl(character) && "\t\n\r".indexOf(character) < 0);
  }

  static String variableName(String field, String name) {
    if (!VARIABLE.matcher(name).matches()) {
      throw bad(field, name, "a name of 1 to 64 letters, digits and _");
    }
    return name;
  }

  static int number(String field, String text, int least, int most) {
    boolean digits = text.matches("[0-9]{1,9}");
    int number = digits ? Integer.parseInt(text) : -1;
    if (!digits || number < least || number > most) {
      throw bad(field, text, least + " to " + most);
    }
    return number;
  }

  static boolean flag(String field, String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw bad(field, text, "true or false");
    };
  }

  /**
   * A time as ISO 8601 has it, with its distance from UTC, or a day for the day's beginning in UTC. A + that
   * was not escaped has been read as a blank.
   */
  static Instant time(String field, String text) {
    try {
      return storable(
          text.length() <= DAY_CHARACTERS
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text.replace(' ', '+')).toInstant());
    } catch (DateTimeException wrong) {
      throw bad(field, text, "a time such as 2026-11-20T10:00:00Z, or a day such as 2026-11-20");
    }
  }

  /**
   * A time that every database can compare.
   *
   * @throws DateTimeException before 1900 or after 9999
   */
  static Instant storable(Instant time) {
    if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
      throw new DateTimeException("out of range");
    }
    return time;
  }

  /** A field with the wrong value, told with what is allowed. */
  static ProblemFound bad(String field, String value, String allowed) {
    return Problem.badField(
            field, "is '" + OutsideText.shortened(value, MAX_QUOTED) + "'; allowed: " + allowed)
        .found();
  }

  private static String limited(String field, String text, int most, IntPredicate forbidden) {
    if (text.length() > most) {
      throw Problem.badField(
              field, "has " + text.length() + " characters; allowed: at most " + most)
          .found();
    }
    if (text.chars().anyMatch(forbidden)) {
      throw Problem.badField(field, "has control characters; allowed: none").found();
    }
    return OutsideText.repaired(text);
  }
}
