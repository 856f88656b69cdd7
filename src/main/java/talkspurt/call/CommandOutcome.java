package talkspurt.call;

import java.util.List;
import talkspurt.text.OutsideText;

/** What came of a command to the Asterisk that has a call's channel. */
public sealed interface CommandOutcome {

  /** The names of all. */
  List<String> LABELS = List.of("done", "refused", "unreachable", "unknown");

  /** Its name in the API, in the log and in metrics. */
  String label();

  /** Why it was not done, or is not known to be; empty where it was. */
  default String why() {
    return "";
  }

  /** Asterisk has done it. */
  record Done() implements CommandOutcome {
    @Override
    public String label() {
      return "done";
    }
  }

  /**
   * Asterisk has not done it.
   *
   * @param why in Asterisk's words
   */
  record Refused(String why) implements CommandOutcome {

    public Refused {
      why = OutsideText.repaired(why);
    }

    @Override
    public String label() {
      return "refused";
    }
  }

  /** It was surely not sent: no connection to the host. */
  record Unreachable(String why) implements CommandOutcome {

    public Unreachable {
      why = OutsideText.repaired(why);
    }

    @Override
    public String label() {
      return "unreachable";
    }
  }

  /** It was sent, and no answer came: Asterisk may have done it. */
  record Unanswered(String why) implements CommandOutcome {

    public Unanswered {
      why = OutsideText.repaired(why);
    }

    @Override
    public String label() {
      return "unknown";
    }
  }
}
