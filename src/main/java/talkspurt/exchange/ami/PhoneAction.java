package talkspurt.exchange.ami;

import org.asteriskjava.manager.action.AbstractManagerAction;

/**
 * Originate of a telephone that is to hear a channel, answered as soon as it begins to ring. Its fields are read from the getters.
 */
public final class PhoneAction extends AbstractManagerAction {

  private static final long serialVersionUID = 1;

  private static final String SHOWN = "Talkspurt";
  private static final long RINGING_MS = 30_000;

  private final String phone;
  private final String data;

  /**
   * A call to a telephone.
   *
   * @param phone what Asterisk dials
   * @param channel what it is to hear
   * @param options of ChanSpy
   */
  PhoneAction(String phone, String channel, String options) {
    this.phone = phone;
    this.data = channel + "," + options;
  }

  @Override
  public String getAction() {
    return "Originate";
  }

  /** What is dialled. */
  public String getChannel() {
    return phone;
  }

  /** What it hears once it is answered. */
  public String getApplication() {
    return "ChanSpy";
  }

  /** Which channel, and how. */
  public String getData() {
    return data;
  }

  /** Who is shown to call. */
  public String getCallerId() {
    return SHOWN;
  }

  /** For how long it rings, in ms. */
  public Long getTimeout() {
    return RINGING_MS;
  }

  /** Asterisk answers at once. */
  public Boolean getAsync() {
    return true;
  }
}
