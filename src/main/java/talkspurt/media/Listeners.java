package talkspurt.media;

import java.util.UUID;
import talkspurt.control.LiveSound;

/** Who listens in to calls. Asked and told on the threads of lines; does not block. */
public interface Listeners {

  /** Nobody. */
  Listeners NONE = new Listeners() {
    @Override
    public boolean followed(UUID callId) {
      return false;
    }

    @Override
    public void heard(UUID callId, LiveSound piece) {}
  };

  /** Whether somebody listens in to that call. */
  boolean followed(UUID callId);

  /** The next piece of its sound. */
  void heard(UUID callId, LiveSound piece);
}
