package talkspurt.exchange.ami;

import org.asteriskjava.manager.action.AbstractManagerAction;
import talkspurt.exchange.ExchangeEvent;

/**
 * An event for whoever follows the host's manager interface. The library's own wants a class for each kind of event. Its fields
 * are read from the getters, and sent in small letters.
 */
public final class UserEventAction extends AbstractManagerAction {

  private static final long serialVersionUID = 1;

  private static final String NAME = "Talkspurt";

  private final transient ExchangeEvent event;

  UserEventAction(ExchangeEvent event) {
    this.event = event;
  }

  @Override
  public String getAction() {
    return "UserEvent";
  }

  /** By which followers know ours. */
  public String getUserEvent() {
    return NAME;
  }

  /** The same whenever it is told. */
  public String getId() {
    return event.id();
  }

  /** What kind of event. */
  public String getType() {
    return event.type();
  }

  /** When it happened. */
  public String getTimestamp() {
    return event.timestamp();
  }

  /** Of which call; null of none. */
  public String getCallId() {
    return event.callId().orElse(null);
  }

  /** Of the call; null of none. */
  public String getProfile() {
    return event.profile().orElse(null);
  }

  /** JSON; null where it is too long for a line. */
  public String getData() {
    return event.line().orElse(null);
  }
}
