package talkspurt.provider.agent;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The marks by which models set apart what they think, and what they write to tools, from their words. */
final class Thoughts {

  /**
   * Something that is not to be spoken has begun.
   *
   * @param end what ends it
   * @param thought whether it is a thought, and nothing for a tool
   */
  record Begun(Pattern end, boolean thought) {}

  private static final String OPEN = "(?:<|&lt;|\\\\<|\uFF1C)";
  private static final String CLOSE = "(?:>|&gt;|\\\\>|\uFF1E)";

  /** Names of thoughts, with what models put before and behind them. */
  private static final String THOUGHTS =
      "(?:[a-z]{1,12}[:_])?(?:think|thinking|thoughts?|thought_process|reason"
          + "|reasoning|antthinking|scratchpad|monologue)(?:[:_]\\w{1,20})?";

  /** Also what a model writes to a tool among its words, where its server does not take it out. */
  private static final Pattern THOUGHT = Pattern.compile(
      OPEN + "(" + THOUGHTS
          + "|(?:[a-z]{1,12}:)?(?:chain_of_thought|cot|internal(?:_\\w{1,20})?|reflection|hidden"
          + "|analysis|plan|planning|script|style|tool_(?:calls?|use|code|response|result|outputs?)"
          + "|function_calls?|invoke))(?:\\s[^<>]{0,200})?" + CLOSE,
      Pattern.CASE_INSENSITIVE);

  private static final Pattern SPACED_THOUGHT = Pattern.compile(
      OPEN + "\\s{1,3}(" + THOUGHTS + ")\\s{0,3}" + CLOSE, Pattern.CASE_INSENSITIVE);
  private static final Pattern FUNCTION = Pattern.compile("<function=[^<>]{1,100}>");
  private static final Pattern FOLDED_THOUGHT =
      Pattern.compile("<details\\s[^<>]{0,100}type=\"(?:reasoning|thinking)\"[^<>]{0,200}>");
  private static final Pattern SQUARE_THOUGHT =
      Pattern.compile("\\[(THINK|THINKING|REASONING|think|reasoning)\\]");
  private static final Pattern SQUARE_CALLS = Pattern.compile("\\[TOOL_CALLS\\]");
  private static final String NEVER = "(?!)";
  private static final String MARKED = "(?:think|thinking|thoughts?|reasoning)";
  private static final Pattern MARKED_THOUGHT = Pattern.compile(
      "<[|\uFF5C](?:(?:(?:start|begin)_(?:of_)?)?" + MARKED + "(?:_(?:start|begin))?"
          + "|((?:start|begin)_(?:of_)?(?:action|plan)"
          + "|tool[_\u2581]calls?[_\u2581](?:section_)?begin))[|\uFF5C]>",
      Pattern.CASE_INSENSITIVE);
  private static final Pattern HALF_MARKED_THOUGHT =
      Pattern.compile("<\\|(?:(channel)>thought|(tool_call|tool_response)>)");
  private static final Pattern NUMBERED_THOUGHT = Pattern.compile("<unused94>");
  private static final Pattern POINTED_THOUGHT = Pattern.compile("\u25C1think\u25B7");
  private static final Pattern CHANNEL_THOUGHT =
      Pattern.compile("<\\|channel\\|>(?:analysis|commentary)");
  private static final Pattern MESSAGE_THOUGHT =
      Pattern.compile("<\\|im_start\\|>(?:think|thinking|reasoning|analysis)");
  private static final Pattern PYTHON_CALL = Pattern.compile("<\\|python_tag\\|>");

  /** A channel of which the server has dropped the tokens. */
  private static final Pattern BARE_CHANNEL = Pattern.compile("analysis(?=\\p{Lu})");

  /** Ends of thoughts: a model may begin by another form than it ends by. */
  private static final String THOUGHT_ENDS =
      OPEN + "\\s{0,3}/\\s{0,3}" + THOUGHTS + "\\s{0,9}" + CLOSE
          + "|<[|\uFF5C](?:(?:/|end_(?:of_)?)" + MARKED + "|" + MARKED + "_end)[|\uFF5C]>"
          + "|\\[/(?:THINK|THINKING|REASONING|think|reasoning)\\]|\u25C1/think\u25B7|<unused95>";

  static final Pattern LONE_END = Pattern.compile(THOUGHT_ENDS, Pattern.CASE_INSENSITIVE);

  private final Lookahead text;

  Thoughts(Lookahead text) {
    this.text = text;
  }

  /**
   * What has begun here, if anything has; it is what the text has found last.
   *
   * @param atStart whether nothing was said before
   */
  Optional<Begun> begun(int next, boolean atStart) {
    return switch (next) {
      case '<' -> named().or(this::angled);
      case '\uFF1C', '\\', '&' -> named();
      case '[', '!', '\u3010', '\u25C1' -> bracketed();
      case 'a' -> atStart && text.is(BARE_CHANNEL) ? until("assistantfinal") : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Optional<Begun> named() {
    if (text.is(THOUGHT) && !text.found().group().endsWith("/>")) {
      String name = text.found().group(1).toLowerCase(Locale.ROOT);
      return name.matches(THOUGHTS)
          ? thought()
          : until(OPEN + "/" + Pattern.quote(name) + "\\s{0,9}" + CLOSE);
    }
    return text.is(SPACED_THOUGHT) ? thought() : Optional.empty();
  }

  private Optional<Begun> angled() {
    if (text.is(FUNCTION)) {
      return until("</function\\s{0,9}>");
    }
    if (text.is(FOLDED_THOUGHT)) {
      return until("</details\\s{0,9}>");
    }
    if (text.is(MARKED_THOUGHT)) {
      String name = text.found().group(1);
      return name == null ? thought() : until("<[|\uFF5C]" + ended(name) + "[|\uFF5C]>");
    }
    if (text.is(HALF_MARKED_THOUGHT)) {
      Matcher found = text.found();
      return until("<" + (found.group(1) == null ? found.group(2) : found.group(1)) + "\\|>");
    }
    if (text.is(NUMBERED_THOUGHT)) {
      return thought();
    }
    if (text.is(CHANNEL_THOUGHT)) {
      return until("<\\|(?:end|return|call)\\|>|(?=<\\|channel\\|>final)");
    }
    if (text.is(MESSAGE_THOUGHT)) {
      return until("<\\|im_end\\|>");
    }
    return text.is(PYTHON_CALL) ? until("<\\|(?:eom_id|eot_id)\\|>") : Optional.empty();
  }

  private Optional<Begun> bracketed() {
    if (text.is(SQUARE_THOUGHT) || text.is(POINTED_THOUGHT)) {
      return thought();
    }
    return text.is(SQUARE_CALLS) ? until(NEVER) : Optional.empty();
  }

  private static String ended(String name) {
    return name.toLowerCase(Locale.ROOT).replaceFirst("start|begin", "end");
  }

  private static Optional<Begun> thought() {
    return Optional.of(new Begun(LONE_END, true));
  }

  private static Optional<Begun> until(String end) {
    return Optional.of(new Begun(Pattern.compile(end, Pattern.CASE_INSENSITIVE), false));
  }
}
