package talkspurt.exchange.ami;

import java.util.List;
import org.asteriskjava.manager.event.ResponseEvent;
import org.asteriskjava.manager.response.ManagerError;
import org.asteriskjava.manager.response.ManagerResponse;
import talkspurt.call.CommandOutcome;
import talkspurt.text.OutsideText;

/** What came back on an action. */
sealed interface AmiReply {

  /** More of Asterisk's words would be no reason. */
  int MAX_REASON = 200;

  /** What that is of a command. */
  CommandOutcome outcome();

  /**
   * Asterisk has answered.
   *
   * @param events that belong to the answer
   */
  record Answered(ManagerResponse response, List<ResponseEvent> events) implements AmiReply {

    public Answered {
      events = List.copyOf(events);
    }

    /** Whether it is no error. */
    boolean success() {
      return !(response instanceof ManagerError);
    }

    @Override
    public CommandOutcome outcome() {
      String words = response.getMessage() == null ? "no reason was given" : response.getMessage();
      return success()
          ? new CommandOutcome.Done()
          : new CommandOutcome.Refused(OutsideText.shortened(words, MAX_REASON));
    }
  }

  /** The action was surely not sent. */
  record NotSent(String why) implements AmiReply {
    @Override
    public CommandOutcome outcome() {
      return new CommandOutcome.Unreachable(why);
    }
  }

  /** The action was sent, or perhaps; no answer came. */
  record NoAnswer(String why) implements AmiReply {
    @Override
    public CommandOutcome outcome() {
      return new CommandOutcome.Unanswered(why);
    }
  }
}
