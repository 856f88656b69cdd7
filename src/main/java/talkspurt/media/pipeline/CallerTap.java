package talkspurt.media.pipeline;

import talkspurt.audio.AudioFrame;

/**
 * Where the caller's sound goes beside our own hearing: to a bot that hears for itself. The line's
 * stream tells each frame; whoever opens a bot listens, perhaps on another thread.
 */
public final class CallerTap {

  /** Is told each frame; must not block. */
  public interface Listener {

    /** The caller without the bot's echo, {@code atMs} after the listener came. */
    void hear(long atMs, HeardFrame heard);
  }

  private volatile Listening now = new Listening((atMs, unheard) -> {});
  private volatile boolean asked;

  /** Whether the caller is asked for a value from now on, be there a bot or not. */
  public void asked(boolean forValue) {
    asked = forValue;
  }

  /** Whether the caller is asked for a value now. */
  public boolean asked() {
    return asked;
  }

  /** From now on this one listens, and no other. */
  public void listen(Listener listener) {
    now = new Listening(listener);
  }

  /** Nobody listens any more. */
  public void close() {
    listen((atMs, unheard) -> {});
  }

  /** The caller's next 20 ms; told by one thread alone. */
  public void hear(HeardFrame heard) {
    now.hear(heard);
  }

  private static final class Listening {

    private final Listener listener;
    private long atMs;

    Listening(Listener listener) {
      this.listener = listener;
    }

    void hear(HeardFrame heard) {
      listener.hear(atMs, heard);
      atMs += AudioFrame.FRAME_MS;
    }
  }
}
