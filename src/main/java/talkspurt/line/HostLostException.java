package talkspurt.line;

import java.io.IOException;

/** A line whose peer neither sends nor takes anything any more, though it has not closed it: its host stands still, or is cut off. */
public final class HostLostException extends IOException {

  private static final long serialVersionUID = 1;

  /** @param what has shown it */
  public HostLostException(String what) {
    super(what);
  }
}
