package talkspurt.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names in braces in a text of a profile, such as {@code {callerId}} or <code>{{callerId}}</code>. A text may follow for
 * where nothing is known: {@code {customer|dear caller}}. {@code {var.customer}} is what the dialplan sends as
 * {@code var.customer}.
 */
public final class Placeholders {

  /** All names that mean something in every call; beside them, what the dialplan sends. */
  public static final List<String> KNOWN = Stream.of(
          List.of("callerId", "dnid", "lext"), ClockVariables.NAMES, ClockVariables.OF_HOURS)
      .flatMap(List::stream)
      .toList();

  /** A name: {@code {4}} is none. */
  public static final String WORD = "[A-Za-z_][A-Za-z0-9_.-]*";

  /** Whoever has a longer name has it read out in part. */
  static final int MAX_SPOKEN = 200;

  private static final String SENT = "var.";
  private static final String INSIDE = "(" + WORD + ")(?:\\|([^{}]*))?";
  private static final Pattern NAME =
      Pattern.compile("\\{\\{\\s*" + INSIDE + "\\s*}}|\\{" + INSIDE + "}");

  /**
   * One of them.
   *
   * @param otherwise what stands in its place where nothing is known; empty: nothing was said of that
   */
  public record Placeholder(String name, Optional<String> otherwise) {

    private static Placeholder of(MatchResult found) {
      int at = found.group(1) == null ? 3 : 1;
      return new Placeholder(found.group(at), Optional.ofNullable(found.group(at + 1)));
    }

    /** Whether it can be known in every call, or says what else stands there, or where it comes from. */
    public boolean sure() {
      return KNOWN.contains(name) || otherwise.isPresent() || name.startsWith(SENT);
    }

    /** What is known by it, empty for nothing. */
    public String value(Map<String, String> variables) {
      String known = variables.getOrDefault(
          name,
          name.startsWith(SENT) ? variables.getOrDefault(name.substring(SENT.length()), "") : "");
      return known.isEmpty() ? otherwise.orElse("") : known;
    }
  }

  private Placeholders() {}

  /** The names in a text, in its order. */
  public static List<Placeholder> in(String text) {
    List<Placeholder> all = new ArrayList<>();
    Matcher found = NAME.matcher(text);
    while (found.find()) {
      all.add(Placeholder.of(found));
    }
    return all;
  }

  /** The text with something in the place of each name. */
  public static String replaced(String text, Function<Placeholder, String> by) {
    return text.indexOf('{') < 0
        ? text
        : NAME.matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(by.apply(Placeholder.of(found))));
  }

  /**
   * The text with what is known by each name in its place; nothing stands for what is not known. For programs,
   * which take it as it is: not for models and voices.
   */
  public static String fill(String text, Map<String, String> variables) {
    return replaced(text, name -> name.value(variables));
  }

  /** The same for a voice: without what cannot be spoken, and not at any length. */
  public static String spoken(String text, Map<String, String> variables) {
    return replaced(text, name -> VisibleLine.of(name.value(variables), MAX_SPOKEN));
  }
}
