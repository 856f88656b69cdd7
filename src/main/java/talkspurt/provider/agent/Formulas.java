package talkspurt.provider.agent;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Marks of LaTeX among a model's words, as they are to be spoken. */
final class Formulas {

  /** A dollar sign that opens a formula: it shows by what follows; before a price nothing is waited for. */
  static final Pattern OPENING = Pattern.compile(
      "\\$(?=\\\\[a-zA-Z]|[a-zA-Z]{1,3}\\h?[\\^_=+<>$\\\\]|\\d{1,4}[a-z]?\\h?[\\\\^])");

  /** On lines of their own, or in one. */
  static final Pattern DISPLAY = Pattern.compile("\\$\\$(?!\\$)");

  static final Pattern BRACKET = Pattern.compile("\\\\[()\\[\\]]");
  static final Pattern FRACTION =
      Pattern.compile("\\\\[dt]?frac\\{([^{}\\n]{1,60})\\}\\{([^{}\\n]{1,60})\\}");

  /** Commands whose text is spoken wherever they stand. */
  static final Pattern TEXT = Pattern.compile(
      "\\\\(?:boxed|text|textbf|textit|texttt|emph|underline|mathrm|mathbf|mathit|operatorname)\\{");

  static final Pattern COMMAND = Pattern.compile("\\\\([a-zA-Z]{1,20})(?![a-zA-Z])");
  static final Pattern SPACE = Pattern.compile("\\\\[,;:! \\\\]");
  static final Pattern POWER = Pattern.compile("\\^(?:\\{([23])\\}|([23])(?!\\d))");

  private static final Map<String, String> SPOKEN = Map.ofEntries(
      Map.entry("times", "\u00D7"),
      Map.entry("cdot", "\u00D7"),
      Map.entry("div", "\u00F7"),
      Map.entry("pm", "\u00B1"),
      Map.entry("approx", "\u2248"),
      Map.entry("neq", "\u2260"),
      Map.entry("ne", "\u2260"),
      Map.entry("leq", "\u2264"),
      Map.entry("le", "\u2264"),
      Map.entry("geq", "\u2265"),
      Map.entry("ge", "\u2265"),
      Map.entry("sqrt", "\u221A"),
      Map.entry("infty", "\u221E"),
      Map.entry("circ", "\u00B0"),
      Map.entry("degree", "\u00B0"),
      Map.entry("pi", "\u03C0"));

  private static final Set<String> UNSPOKEN = Set.of(
      "left", "right", "quad", "qquad", "displaystyle", "big", "Big", "limits", "begin", "end");

  private Formulas() {}

  /** What a command within a formula stands for; nothing where it only sets type. */
  static Optional<String> spoken(String command) {
    return UNSPOKEN.contains(command)
        ? Optional.empty()
        : Optional.of(SPOKEN.getOrDefault(command, command));
  }
}
