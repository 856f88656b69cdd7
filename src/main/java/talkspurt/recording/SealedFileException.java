package talkspurt.recording;

import java.io.IOException;

/** An encrypted file of a recording that is not as it was written. */
public final class SealedFileException extends IOException {

  private static final long serialVersionUID = 1;

  SealedFileException(String what) {
    super(what);
  }
}
