package talkspurt.provider;

import java.util.List;
import java.util.Optional;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;
import talkspurt.language.Wording.Text;
import talkspurt.text.OutsideText;

/** What came of the wish to use a tool. */
public sealed interface ToolResult {

  /** What a model reads of it. */
  String told(Wording words);

  /** The same in English. */
  default String told() {
    return told(LanguagePack.shipped("en").wording());
  }

  /** A word for what came of it, for programs. */
  String status();

  /** Whether it has run. */
  default boolean hasRun() {
    return false;
  }

  /** It has run, and told this, or nothing. */
  record Returned(String content) implements ToolResult {

    public Returned {
      content = OutsideText.repaired(content);
    }

    @Override
    public String told(Wording words) {
      return content.isEmpty() ? words.of(Text.TOOL_DONE) : content;
    }

    @Override
    public String status() {
      return "returned";
    }

    @Override
    public boolean hasRun() {
      return true;
    }
  }

  /** It has run, and what it told is nothing that the settings look for: a model is told so. */
  record Unusable(Text text, List<String> values) implements ToolResult {

    public Unusable {
      values = List.copyOf(values);
    }

    @Override
    public String told(Wording words) {
      return words.of(text, values.toArray());
    }

    @Override
    public String status() {
      return "returned";
    }

    @Override
    public boolean hasRun() {
      return true;
    }
  }

  /**
   * It has not run, or failed; {@code why} is for the model, {@code cause} for the operator. What {@link Wording#reason}
   * knows of it is told in the language of the call.
   */
  record Failed(String why, Optional<ProviderFailure> cause) implements ToolResult {

    public Failed {
      why = OutsideText.repaired(why);
    }

    /** Nobody outside has failed. */
    public Failed(String why) {
      this(why, Optional.empty());
    }

    @Override
    public String told(Wording words) {
      return words.of(Text.TOOL_FAILED, words.reason(why));
    }

    @Override
    public String status() {
      return "failed";
    }
  }

  /** It takes long and goes on; what comes of it is in a later request. */
  record Pending() implements ToolResult {
    @Override
    public String told(Wording words) {
      return words.of(Text.TOOL_PENDING);
    }

    @Override
    public String status() {
      return "pending";
    }
  }

  /** It was begun by somebody who is gone; it is not run again. */
  record Unknown() implements ToolResult {
    @Override
    public String told(Wording words) {
      return words.of(Text.TOOL_UNKNOWN);
    }

    @Override
    public String status() {
      return "unknown";
    }
  }

  /**
   * It is done once the caller has heard the words of this reply; the reply ends with it.
   *
   * @param text what a model reads of it
   * @param words whether the reply is to have words before that
   */
  record AtTheEnd(Text text, boolean words) implements ToolResult {

    /** The call goes elsewhere, or ends. */
    public AtTheEnd() {
      this(Text.TOOL_AT_THE_END, true);
    }

    /** The engine asks the caller something. */
    public static AtTheEnd asks() {
      return new AtTheEnd(Text.TOOL_ASKS, false);
    }

    @Override
    public String told(Wording wording) {
      return wording.of(text);
    }

    @Override
    public String status() {
      return "at-the-end";
    }
  }
}
