package talkspurt.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A trace that was read.
 *
 * @param head what it is of
 * @param events in the order of their frames; those before the same frame in the order in which they happened
 */
public record Trace(TraceHead head, List<Event> events) {

  /** Something that happened before a frame was heard, counted from the first of the part. */
  public record Event(long frame, TraceEvent what) {}

  private static final String FRAME = "frame";

  public Trace {
    events = events.stream().sorted(Comparator.comparingLong(Event::frame)).toList();
  }

  /**
   * Reads a trace as it is on the disk, as far as it goes; kinds of events that are not known are left out.
   *
   * @throws IOException when it cannot be read or is not a trace; says which line is wrong
   */
  public static Trace read(InputStream file) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(TraceText.of(file), StandardCharsets.UTF_8));
    String first = lines.readLine();
    if (first == null) {
      throw new IOException("an empty trace");
    }
    TraceHead head = parsed(first, 1, TraceHead.class);
    if (head == null || head.version() != TraceHead.VERSION) {
      throw new IOException("not a trace of version " + TraceHead.VERSION);
    }
    List<Event> events = new ArrayList<>();
    int number = 1;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      event(line, ++number).ifPresent(events::add);
    }
    return new Trace(head, events);
  }

  private static Optional<Event> event(String line, int number) throws IOException {
    JsonNode tree = parsed(line, number, JsonNode.class);
    if (!(tree instanceof ObjectNode object) || !object.path(FRAME).canConvertToLong()) {
      throw new IOException("line " + number + " of the trace is no event of a frame");
    }
    long frame = object.remove(FRAME).asLong();
    try {
      return Optional.ofNullable(TraceJson.MAPPER.treeToValue(object, TraceEvent.class))
          .map(event -> new Event(frame, event));
    } catch (JsonProcessingException wrong) {
      throw wrong(number, wrong);
    }
  }

  private static <T> T parsed(String line, int number, Class<T> type) throws IOException {
    try {
      return TraceJson.MAPPER.readValue(line, type);
    } catch (JsonProcessingException wrong) {
      throw wrong(number, wrong);
    }
  }

  private static IOException wrong(int number, JsonProcessingException wrong) {
    return new IOException(
        "line " + number + " of the trace: " + wrong.getOriginalMessage(), wrong);
  }
}
