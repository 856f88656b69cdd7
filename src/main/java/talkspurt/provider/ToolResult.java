package talkspurt.provider;

import java.util.Optional;
import talkspurt.text.OutsideText;

/** What came of the wish to use a tool. */
public sealed interface ToolResult {

  /** What a model reads of it. */
  String told();

  /** A word for what came of it, for programs. */
  String status();

  /** It has run, and told this. */
  record Returned(String content) implements ToolResult {

    public Returned {
      content = OutsideText.repaired(content);
    }

    @Override
    public String told() {
      return content;
    }

    @Override
    public String status() {
      return "returned";
    }
  }

  /** It has not run, or failed; {@code why} is for the model, {@code cause} for the operator. */
  record Failed(String why, Optional<ProviderFailure> cause) implements ToolResult {

    public Failed {
      why = OutsideText.repaired(why);
    }

    /** Nobody outside has failed. */
    public Failed(String why) {
      this(why, Optional.empty());
    }

    @Override
    public String told() {
      return "This did not work: " + why + ". Tell the caller so in a friendly way.";
    }

    @Override
    public String status() {
      return "failed";
    }
  }

  /** It takes long and goes on; what comes of it is in a later request. */
  record Pending() implements ToolResult {
    @Override
    public String told() {
      return "This takes longer than usual and goes on. Its outcome will be told to you later. Do not"
          + " ask for it again. Tell the caller that it is being worked on.";
    }

    @Override
    public String status() {
      return "pending";
    }
  }

  /** It was begun by somebody who is gone; it is not run again. */
  record Unknown() implements ToolResult {
    @Override
    public String told() {
      return "Whether this was done is not known, since the connection was lost meanwhile. It must not"
          + " be done again. Tell the caller that somebody will check it.";
    }

    @Override
    public String status() {
      return "unknown";
    }
  }

  /**
   * It is done once the caller has heard the words of this reply; the reply ends with it.
   *
   * @param told what a model reads of it
   * @param words whether the reply is to have words before that
   */
  record AtTheEnd(String told, boolean words) implements ToolResult {

    /** The call goes elsewhere, or ends. */
    public AtTheEnd() {
      this("This is done as soon as the caller has heard your words.", true);
    }

    /** The engine asks the caller something. */
    public static AtTheEnd asks() {
      return new AtTheEnd("The caller is being asked. You are told what came of it.", false);
    }

    @Override
    public String status() {
      return "at-the-end";
    }
  }
}
