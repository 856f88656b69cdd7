package talkspurt.exchange.ami;

import java.util.Map;
import java.util.TreeMap;
import org.asteriskjava.manager.action.AbstractManagerAction;
import talkspurt.outbound.DialOrder;

/**
 * Originate, answered as soon as Asterisk has begun to dial. The library's own waits for what becomes of it, for longer than an
 * answer may take. Its fields are read from the getters.
 */
public final class DialAction extends AbstractManagerAction {

  private static final long serialVersionUID = 1;

  /** Where Asterisk's dialplan, and ours, keep which call a channel is of. */
  static final String CALL = "TALKSPURT_ID";

  private static final String OTHER_HALF = "-2";

  private final transient DialOrder order;

  DialAction(DialOrder order) {
    this.order = order;
    setActionId(order.attempt()); // what comes of it is told by this
  }

  @Override
  public String getAction() {
    return "Originate";
  }

  /** What is dialled. */
  public String getChannel() {
    return order.channel();
  }

  /** The unique id that the channel gets: it can be found by it. */
  public String getChannelId() {
    return order.attempt();
  }

  /** The same of the other half of a Local channel. */
  public String getOtherChannelId() {
    return order.attempt() + OTHER_HALF;
  }

  /** Where it goes once it is answered. */
  public String getContext() {
    return order.trunk().context();
  }

  /** The extension there. */
  public String getExten() {
    return order.number().e164();
  }

  /** The priority there. */
  public Integer getPriority() {
    return 1;
  }

  /** Which number is shown; null leaves it to the trunk. */
  public String getCallerId() {
    return order.callerId().orElse(null);
  }

  /** For how long it rings, in ms. */
  public Long getTimeout() {
    return order.ringing().toMillis();
  }

  /** Asterisk answers at once. */
  public Boolean getAsync() {
    return true;
  }

  /** Of the channel, and of the other half. */
  public Map<String, String> getVariable() {
    Map<String, String> all = new TreeMap<>(order.allVariables());
    all.put(CALL, order.attempt());
    return all;
  }
}
