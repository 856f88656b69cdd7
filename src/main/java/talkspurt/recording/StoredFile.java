package talkspurt.recording;

import java.util.concurrent.CompletionStage;

/** A file of a recording as it is stored, encrypted or not, wherever that is. */
public interface StoredFile {

  /** How long it was when it was found; one that is being written may have grown. */
  long length();

  /** How much of it is best read at once. */
  default int pieceBytes() {
    return 64 * 1024;
  }

  /** Bytes from a place on; fewer than asked for at its end, or where a piece is not as long. */
  CompletionStage<byte[]> read(long from, int count);
}
