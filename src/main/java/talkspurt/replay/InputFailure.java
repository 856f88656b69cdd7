package talkspurt.replay;

import java.io.IOException;
import java.nio.file.Path;

/** Why a file given to replay is of no use, in one line for the person who gave it. */
final class InputFailure extends IOException {

  private static final long serialVersionUID = 1L;

  InputFailure(Path file, String why) {
    super(file + ": " + why);
  }
}
