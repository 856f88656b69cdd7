package talkspurt.recording.bucket;

import java.io.IOException;

/** The bucket cannot be reached, or refuses what it is asked. */
public final class BucketException extends IOException {

  private static final long serialVersionUID = 1;

  BucketException(String why) {
    super(why);
  }
}
