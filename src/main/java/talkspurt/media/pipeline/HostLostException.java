package talkspurt.media.pipeline;

import java.io.IOException;

/** A line whose peer neither sends nor takes anything any more, though it has not closed it: its host stands still, or is cut off. */
final class HostLostException extends IOException {

  private static final long serialVersionUID = 1;

  HostLostException(String what) {
    super(what);
  }
}
