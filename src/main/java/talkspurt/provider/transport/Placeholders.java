package talkspurt.provider.transport;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import talkspurt.text.VisibleLine;

/** Names in braces in a text of a profile, such as {@code {callerId}}. */
public final class Placeholders {

  static final Pattern NAME = Pattern.compile("\\{([A-Za-z0-9_.]+)}");

  /** Whoever has a longer name has it read out in part. */
  static final int MAX_SPOKEN = 200;

  private Placeholders() {}

  /**
   * The text with what is known by each name in its place; nothing stands for what is not known. For programs,
   * which take it as it is: not for models ({@link PromptData}) and voices.
   */
  public static String fill(String text, Map<String, String> variables) {
    return filled(text, name -> variables.getOrDefault(name, ""));
  }

  /** The same for a voice: without what cannot be spoken, and not at any length. */
  public static String spoken(String text, Map<String, String> variables) {
    return filled(text, name -> VisibleLine.of(variables.getOrDefault(name, ""), MAX_SPOKEN));
  }

  private static String filled(String text, UnaryOperator<String> values) {
    return NAME.matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(values.apply(found.group(1))));
  }
}
