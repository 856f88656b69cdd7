package talkspurt.provider.transport;

import java.util.LinkedHashMap;
import java.util.Map;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;
import talkspurt.language.Wording.Text;
import talkspurt.text.ClockVariables;
import talkspurt.text.Placeholders;
import talkspurt.text.VisibleLine;

/**
 * What a model is told, where values of a call belong in it. Callers and dialplans choose these, so that they may
 * read like orders: the text has the name in brackets, and the value stands in a block behind it that the model
 * is told to take as data. There each value is one line in quotes, in which nothing can end the quotes, the line or the block.
 */
public final class PromptData {

  /** How long one value is; more is cut. */
  static final int MAX_VALUE = 512;

  /** How long all are; those that come later are left out. */
  static final int MAX_ALL = 4096;

  private static final String BEGIN = "<call-data>";
  private static final String END = "</call-data>";

  private PromptData() {}

  /**
   * The text with {@code [name]} for <code>{name}</code>, and the block behind it. What the clock says stands in the text
   * itself, and where {@code variables} tell the time, so does the text.
   */
  public static String of(String text, Map<String, String> variables) {
    return of(text, variables, LanguagePack.shipped("en").wording());
  }

  /** The same, told in these words. */
  public static String of(String text, Map<String, String> variables, Wording words) {
    Map<String, String> values = new LinkedHashMap<>();
    String told = Placeholders.replaced(text, one -> {
      if (ClockVariables.NAMES.contains(one.name())
          || ClockVariables.OF_HOURS.contains(one.name())) {
        return one.value(variables);
      }
      values.putIfAbsent(one.name(), one.value(variables));
      return "[" + one.name() + "]";
    });
    String timed = variables.containsKey(ClockVariables.NOW) ? told + time(variables, words) : told;
    return values.isEmpty()
        ? timed
        : timed.stripTrailing() + "\n\n"
            + words.of(Text.CALL_DATA, values.keySet().iterator().next(), BEGIN) + "\n"
            + block(values, words);
  }

  /** A model knows no clock. */
  private static String time(Map<String, String> variables, Wording words) {
    String now = words.of(
        Text.NOW,
        variables.get(ClockVariables.NOW),
        variables.getOrDefault(ClockVariables.WEEKDAY, ""),
        variables.getOrDefault(ClockVariables.TIME_ZONE, ""));
    return "\n\n" + now + hours(variables, words);
  }

  private static String hours(Map<String, String> variables, Wording words) {
    String open = variables.getOrDefault(ClockVariables.IS_OPEN, "");
    String opens = variables.getOrDefault(ClockVariables.OPENS, "");
    if (open.isEmpty()) {
      return "";
    }
    if (Boolean.parseBoolean(open)) {
      return " " + words.of(Text.HOURS_OPEN);
    }
    return " "
        + (opens.isEmpty() ? words.of(Text.HOURS_CLOSED) : words.of(Text.HOURS_OPENS, opens));
  }

  private static String block(Map<String, String> values, Wording words) {
    StringBuilder block = new StringBuilder(BEGIN).append('\n');
    int left = MAX_ALL;
    for (Map.Entry<String, String> one : values.entrySet()) {
      String value = quoted(one.getValue(), words);
      if (value.length() > left) {
        value = words.of(Text.TOO_LONG);
      } else {
        left -= value.length();
      }
      block.append(one.getKey()).append(": ").append(value).append('\n');
    }
    return block.append(END).toString();
  }

  /** Brackets and fences of any kind could be taken for ours, or for marks of a model's own. */
  private static String quoted(String value, Wording words) {
    String line = VisibleLine.of(value, MAX_VALUE)
        .replace('"', '\'')
        .replace('`', '\'')
        .replace('<', '‹')
        .replace('>', '›')
        .replace('[', '(')
        .replace(']', ')');
    return line.isEmpty() ? words.of(Text.NOT_KNOWN) : '"' + line + '"';
  }
}
