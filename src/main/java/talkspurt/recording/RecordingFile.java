package talkspurt.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file of sound that is being written. What is complete is handed to the operating system at once: should this
 * process be killed, all but the last block is there. Not thread-safe.
 */
final class RecordingFile {

  private final OwnedFile file;
  private final SoundEncoder encoder;
  private final short[][] block;
  private int filled;
  private long samples;

  private RecordingFile(OwnedFile file, SoundEncoder encoder, int tracks) throws IOException {
    this.file = file;
    this.encoder = encoder;
    this.block = new short[tracks][SoundEncoder.BLOCK_SAMPLES];
    file.append(encoder.openHead());
  }

  /**
   * Makes a file, which nobody but this process's user may read.
   *
   * @throws java.nio.file.FileAlreadyExistsException where there is one of that name
   */
  static RecordingFile create(Path path, RecordingKeys keys, SoundEncoder encoder, int tracks)
      throws IOException {
    OwnedFile file = OwnedFile.create(path, keys, encoder.openHead().remaining());
    try {
      return new RecordingFile(file, encoder, tracks);
    } catch (IOException noHead) {
      file.delete();
      throw noHead;
    }
  }

  /** How many samples of each track there are. */
  long samples() {
    return samples;
  }

  /** How long the file is, but for the block that is being filled. */
  long bytes() {
    return file.length();
  }

  /**
   * Lays samples down.
   *
   * @param tracks one array each
   * @param from the first sample of each
   * @param count how many
   */
  void add(short[][] tracks, int from, int count) throws IOException {
    for (int done = 0; done < count; ) {
      int some = Math.min(count - done, SoundEncoder.BLOCK_SAMPLES - filled);
      for (int track = 0; track < block.length; track++) {
        System.arraycopy(tracks[track], from + done, block[track], filled, some);
      }
      done += some;
      filled(some);
    }
  }

  /** Lays silence of that length down. */
  void silence(long count) throws IOException {
    for (long left = count; left > 0; ) {
      int some = (int) Math.min(left, SoundEncoder.BLOCK_SAMPLES - filled);
      for (short[] track : block) {
        Arrays.fill(track, filled, filled + some, (short) 0);
      }
      left -= some;
      filled(some);
    }
  }

  private void filled(int some) throws IOException {
    filled += some;
    samples += some;
    if (filled == SoundEncoder.BLOCK_SAMPLES) {
      writeBlock();
    }
  }

  private void writeBlock() throws IOException {
    int count = filled;
    filled = 0; // what could not be written is not tried again
    file.append(encoder.block(block, count));
    if (encoder.headGrows()) {
      file.rewrite(encoder.head());
    }
  }

  /** Writes what is left, and the length into the head. */
  void close() throws IOException {
    try (file) {
      if (filled > 0) {
        writeBlock();
      }
      file.rewrite(encoder.head());
    }
  }

  /** Gives up what is not written yet. */
  void abandon() {
    file.abandon();
  }
}
