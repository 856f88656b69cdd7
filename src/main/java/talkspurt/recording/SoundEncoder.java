package talkspurt.recording;

import java.nio.ByteBuffer;

/** Encodes sound for a file: a head, and blocks behind it. Not thread-safe. */
interface SoundEncoder {

  /** How many samples a block has but the last: what a file may lack whose writer was killed. */
  int BLOCK_SAMPLES = 4096;

  /** The head for what was laid down so far; as long each time. */
  ByteBuffer head();

  /** The head of a file of which it is not known how long it will be; as long as any other. */
  default ByteBuffer openHead() {
    return head();
  }

  /** Whether the head is to be written anew behind each block, or else it tells of none. */
  boolean headGrows();

  /**
   * The next block.
   *
   * @param tracks one array each
   * @param count samples of each; fewer than {@link #BLOCK_SAMPLES} in the last block alone
   * @return valid until the next call
   */
  ByteBuffer block(short[][] tracks, int count);
}
