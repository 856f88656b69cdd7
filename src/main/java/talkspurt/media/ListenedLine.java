package talkspurt.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import talkspurt.audio.AudioFrame;
import talkspurt.control.LiveSound;

/**
 * Shows the sound of one line to who listens in, 100 ms at a time, as long as somebody does; else it costs a look into a set
 * in each frame. Lives on the line's thread.
 */
final class ListenedLine {

  private static final int FRAMES = 5;
  private static final int TRACKS = 2;

  private final Listeners listeners;
  private UUID callId;
  private ByteBuffer piece = ByteBuffer.allocate(0);
  private int rateHz;

  ListenedLine(Listeners listeners) {
    this.listeners = listeners;
  }

  /** The line brings this call. */
  void brings(UUID call) {
    callId = call;
  }

  /**
   * 20 ms of the line. Copied, not kept.
   *
   * @param secret whether silence is to stand in place of it
   */
  void hear(AudioFrame line, AudioFrame bot, boolean secret) {
    if (callId == null || !listeners.followed(callId)) {
      piece.clear();
      return;
    }
    use(line);
    short[] caller = line.samples();
    short[] sent = bot.samples();
    for (int i = 0; i < caller.length; i++) {
      piece.putShort(secret ? 0 : caller[i]);
      piece.putShort(secret || i >= sent.length ? 0 : sent[i]);
    }
    if (!piece.hasRemaining()) {
      listeners.heard(callId, new LiveSound(rateHz, piece.array().clone()));
      piece.clear();
    }
  }

  private void use(AudioFrame line) {
    int bytes = FRAMES * TRACKS * Short.BYTES * line.samples().length;
    if (rateHz != line.rateHz() || piece.capacity() != bytes) {
      rateHz = line.rateHz();
      piece = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
