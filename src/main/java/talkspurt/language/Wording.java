package talkspurt.language;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import talkspurt.text.Placeholders;

/**
 * What a model is told by the engine, in one language.
 *
 * @param language which one that is, a BCP 47 tag: English where a language has not all of it
 * @param texts all of them, with names in braces of what stands in them
 */
public record Wording(String language, Map<Text, String> texts) {

  /** What there is to tell; in the files of languages by its {@link #key}. */
  public enum Text {
    LANGUAGE,
    KEYS("keys"),
    NOT_UNDERSTOOD,
    SILENCE("times"),
    TRANSFER_FAILED,
    LINE_LOST,
    REPLY_FAILED,
    TIME_LEFT("seconds"),
    GOODBYE,
    GOODBYE_EXACTLY("words"),
    NOW("now", "weekday", "zone"),
    HOURS_OPEN,
    HOURS_CLOSED,
    HOURS_OPENS("opens"),
    CALL_DATA("name", "block"),
    TOO_LONG,
    NOT_KNOWN,
    TOOL_FAILED("why"),
    TOOL_PENDING,
    TOOL_UNKNOWN,
    TOOL_AT_THE_END,
    END_CALL,
    TRANSFER_CALL,
    TOOL_MISSING("name"),
    TOOL_CHOICE("name", "names"),
    TOOL_NOT_HERE,
    TOOL_BROKE_DOWN,
    TOOL_NEEDS("names"),
    TOOL_REFUSED("detail", "said"),
    TOOL_OUT_OF_ORDER,
    TOOL_UNANSWERED,
    TOOL_DONE,
    TOOL_TOO_MANY,
    TOOL_WRONG,
    TOOL_NOT_NOW,
    ARGUMENTS_NO_OBJECT("tool"),
    ARGUMENTS_WRONG("tool", "faults"),
    OUTCOME_SUMMARY,
    OUTCOME_REASON,
    OUTCOME_DISPOSITION,
    DOCUMENTS_SILENT,
    DOCUMENTS("block"),
    DOCUMENTS_AWAY,
    OPERATOR,
    OPERATOR_NAMED("name"),
    OPERATOR_HINT("operator", "words"),
    OPERATOR_SPEAK,
    OPERATOR_SAID_NEXT("operator"),
    OPERATOR_SAID("operator", "words"),
    TAKEN_OVER,
    TAKEN_OVER_FROM("name"),
    TAKEN_OVER_NOTE,
    TAKE_OVER,
    WITHHELD,
    WITHHELD_SENTENCE("rule", "turn", "words"),
    HANDOFF,
    HANDOFF_SUMMARY,
    HANDOFF_NOT_NOW,
    HANDOFF_UNKNOWN("name", "argument", "names"),
    TOOL_ASKS,
    TOOL_UNREADABLE,
    TOOL_NOTHING_AT("pointers"),
    ARGUMENT_ALLOWED("name", "value", "allowed"),
    ARGUMENT_LENGTH("name", "length", "most"),
    ARGUMENT_MUST("name", "allowed"),
    ARGUMENT_ADDRESS("name"),
    ARGUMENT_IS("value"),
    ARGUMENT_DROPPED,
    COLLECT,
    COLLECT_VALUE("name"),
    COLLECT_REFERENCE("name", "reference", "tool", "argument"),
    COLLECT_LOST("tool"),
    COLLECT_LEFT,
    COLLECT_NOTHING,
    COLLECT_SHORT,
    COLLECT_LONG,
    COLLECT_WRONG,
    COLLECT_NO_DATE,
    COLLECT_OUT_OF_BOUNDS,
    COLLECT_NOT_CONFIRMED,
    COLLECT_PERSON,
    SECRET_GONE("reference", "tool", "name"),
    SECRET_ELSEWHERE("argument", "tool", "name", "reference"),
    SECRET_MISPLACED("reference", "tool", "argument"),
    OUTCOME_ASKED("schema", "language", "ending"),
    OUTCOME_AGAIN("faults"),
    OUTCOME_LEFT_OUT("lines"),
    EARLIER_COMPLETED,
    EARLIER_HUNG_UP,
    EARLIER_TRANSFERRED,
    EARLIER_TRANSFER_UNCONFIRMED,
    EARLIER_NOT_COME_ABOUT,
    EARLIER_FAULT,
    EARLIER_BY_OPERATOR,
    EARLIER_TO_PERSON,
    EARLIER_NO_PLACE,
    EARLIER_TOO_LONG;

    private final String[] names;

    Text(String... names) {
      this.names = names;
    }

    /** Its name in the files of languages, such as {@code not-understood}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The names in braces that stand for something in it. */
    public String[] names() {
      return names.clone();
    }
  }

  /** A text that is missing is a mistake of whoever makes a wording. */
  public Wording {
    texts = Map.copyOf(new EnumMap<>(texts));
    for (Text text : Text.values()) {
      if (!texts.containsKey(text)) {
        throw new IllegalArgumentException(text.key() + " is missing; allowed: a text");
      }
    }
  }

  /**
   * Why a tool has not done what it was to do, or what became of an earlier call, in this language.
   *
   * @param english as whoever knows it tells it; what is neither stays as it is
   */
  public String reason(String english) {
    return Reasons.in(this, english);
  }

  /** The text with these values in the place of its names, in the order in which {@link Text} has them. */
  public String of(Text text, Object... values) {
    if (values.length != text.names.length) {
      throw new IllegalArgumentException(text + " takes " + text.names.length + " values");
    }
    if (values.length == 0) {
      return texts.get(text);
    }
    return Placeholders.replaced(texts.get(text), one -> {
      for (int at = 0; at < values.length; at++) {
        if (text.names[at].equals(one.name())) {
          return String.valueOf(values[at]);
        }
      }
      return "";
    });
  }
}
