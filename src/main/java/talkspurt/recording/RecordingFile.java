package talkspurt.recording;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file of sound that is being written. What is complete is handed to the operating system at once: should this
 * process be killed, all but the last block is there. Not thread-safe.
 */
final class RecordingFile {

  private final OwnedFile file;
  private final SoundEncoder encoder;
  private final TrackBlock block;
  private long samples;

  private RecordingFile(OwnedFile file, SoundEncoder encoder, TrackBlock block) throws IOException {
    this.file = file;
    this.encoder = encoder;
    this.block = block;
    file.append(encoder.openHead());
  }

  /**
   * Makes a file, which nobody but this process's user may read.
   *
   * @param late by how many samples the third of its tracks comes later
   * @throws java.nio.file.FileAlreadyExistsException where there is one of that name
   */
  static RecordingFile create(
      Path path, RecordingKeys keys, SoundEncoder encoder, int tracks, int late)
      throws IOException {
    OwnedFile file = OwnedFile.create(path, keys, encoder.openHead().remaining());
    try {
      return new RecordingFile(file, encoder, new TrackBlock(tracks, late));
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
      int some = Math.min(count - done, block.room());
      block.add(tracks, from + done, some);
      done += some;
      took(some);
    }
  }

  /** Lays silence of that length down. */
  void silence(long count) throws IOException {
    for (long left = count; left > 0; ) {
      int some = (int) Math.min(left, block.room());
      block.silence(some);
      left -= some;
      took(some);
    }
  }

  private void took(int some) throws IOException {
    samples += some;
    if (block.whole()) {
      try {
        write(SoundEncoder.BLOCK_SAMPLES);
      } finally {
        block.taken(); // what could not be written is not tried again
      }
    }
  }

  private void write(int count) throws IOException {
    file.append(encoder.block(block.sound(), count));
    if (encoder.headGrows()) {
      file.rewrite(encoder.head());
    }
  }

  /** Writes what is left, and the length into the head. */
  void close() throws IOException {
    try (file) {
      int rest = block.rest();
      if (rest > SoundEncoder.BLOCK_SAMPLES) {
        write(SoundEncoder.BLOCK_SAMPLES);
        rest = block.restBehind();
      }
      if (rest > 0) {
        write(rest);
      }
      file.rewrite(encoder.head());
    }
  }

  /** Gives up what is not written yet. */
  void abandon() {
    file.abandon();
  }
}
