package talkspurt.provider.transport;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names in braces in a text of a profile, such as {@code {callerId}}. */
public final class Placeholders {

  private static final Pattern NAME = Pattern.compile("\\{([A-Za-z0-9_.]+)}");

  private Placeholders() {}

  /** The text with what is known by each name in its place; nothing stands for what is not known. */
  public static String fill(String text, Map<String, String> variables) {
    return NAME.matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(variables.getOrDefault(found.group(1), "")));
  }
}
