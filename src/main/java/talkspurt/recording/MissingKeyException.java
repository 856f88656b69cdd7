package talkspurt.recording;

import java.io.IOException;

/** A file of a recording is encrypted with a key that is not in the settings. */
public final class MissingKeyException extends IOException {

  private static final long serialVersionUID = 1;

  MissingKeyException(String id) {
    super("it is encrypted with key '" + id
        + "', which is not in talkspurt.recording.encryption.keys");
  }
}
