package talkspurt.recording.bucket;

import java.io.IOException;

/** The bucket cannot be reached, or refuses what it is asked. */
public final class BucketException extends IOException {

  private static final long serialVersionUID = 1;

  private final int status;

  /** It cannot be reached, or what it answers cannot be used. */
  BucketException(String why) {
    this(0, why);
  }

  /**
   * It refuses.
   *
   * @param status of HTTP
   */
  BucketException(int status, String why) {
    super(why);
    this.status = status;
  }

  /** The status of HTTP that it refuses with; 0 where there is none. */
  int status() {
    return status;
  }

  /** Whether it refuses for good: the same request would be refused again. */
  boolean forGood() {
    return status >= 400 && status < 500;
  }
}
