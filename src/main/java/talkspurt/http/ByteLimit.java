package talkspurt.http;

import akka.util.ByteString;
import java.util.List;

/** Lets so many bytes through, and none of what comes behind them. Not thread-safe. */
final class ByteLimit {

  private long left;

  ByteLimit(long most) {
    left = most;
  }

  /** What of these bytes may pass. */
  List<ByteString> take(ByteString bytes) {
    int some = (int) Math.min(left, bytes.size());
    left -= some;
    return some == 0 ? List.of() : List.of(bytes.take(some));
  }
}
