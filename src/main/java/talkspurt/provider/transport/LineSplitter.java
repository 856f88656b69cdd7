package talkspurt.provider.transport;

import akka.util.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts bytes into lines of text, wherever they were cut on the way; a line ends with LF, CR LF or CR.
 * One that is longer than is allowed ends what can be read. Not thread-safe.
 */
public final class LineSplitter {

  private static final int CR = '\r';
  private static final int LF = '\n';

  private final int longest;
  private final java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
  private boolean afterCr;
  private boolean tooLong;

  public LineSplitter(int longestBytes) {
    longest = longestBytes;
  }

  /** More bytes; the lines that are whole by now. */
  public List<String> add(ByteString bytes) {
    List<String> whole = new ArrayList<>();
    for (byte each : bytes.toArray()) {
      boolean end = each == CR || (each == LF && !afterCr);
      if (end) {
        whole.add(take());
      } else if (each != LF) {
        put(each);
      }
      afterCr = each == CR;
    }
    return tooLong ? List.of() : whole;
  }

  private void put(byte each) {
    tooLong |= line.size() >= longest;
    if (!tooLong) {
      line.write(each);
    }
  }

  private String take() {
    String taken = line.toString(StandardCharsets.UTF_8);
    line.reset();
    return taken;
  }

  /** The line that no end came for; empty if there is none. */
  public String rest() {
    return tooLong ? "" : take();
  }

  /** Whether a line was longer than is allowed. */
  public boolean tooLong() {
    return tooLong;
  }
}
