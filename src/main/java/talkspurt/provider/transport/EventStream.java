package talkspurt.provider.transport;

import akka.util.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Reads {@code text/event-stream}: the data of each event. Comments, and fields that nobody needs,
 * are skipped. Not thread-safe.
 */
public final class EventStream {

  private final LineSplitter lines;
  private final List<String> data = new ArrayList<>();
  private boolean first = true;

  public EventStream(int longestBytes) {
    lines = new LineSplitter(longestBytes);
  }

  /** More bytes; the data of the events that are whole by now. */
  public List<String> add(ByteString bytes) {
    return events(lines.add(bytes));
  }

  /** No more will come: an event that was not closed by an empty line is taken all the same. */
  public List<String> rest() {
    return events(List.of(lines.rest(), ""));
  }

  /** Whether a line was longer than is allowed. */
  public boolean tooLong() {
    return lines.tooLong();
  }

  private List<String> events(List<String> more) {
    List<String> events = new ArrayList<>();
    for (String line : more) {
      take(first ? withoutMark(line) : line, events);
      first = false;
    }
    return events;
  }

  private static String withoutMark(String line) {
    return line.startsWith("\uFEFF") ? line.substring(1) : line;
  }

  private void take(String line, List<String> events) {
    if (line.isEmpty()) {
      if (!data.isEmpty()) {
        StringJoiner whole = new StringJoiner("\n");
        data.forEach(whole::add);
        events.add(whole.toString());
        data.clear();
      }
    } else if (line.startsWith("data:")) {
      data.add(line.substring(line.startsWith("data: ") ? 6 : 5));
    }
  }
}
