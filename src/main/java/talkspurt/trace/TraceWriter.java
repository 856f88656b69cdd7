package talkspurt.trace;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Writes a trace: JSON Lines, compressed second by second, so that whatever is handed on can be read whatever comes
 * behind it. The first line is the {@link TraceHead}, each other one an event and the frame before which it happened.
 * Not thread-safe.
 */
public final class TraceWriter {

  private static final int SECOND = 50;
  private static final int STALL_MS = 100;

  private final GzipMembers members;
  private final Text text = new Text();
  private final JsonGenerator json;
  private final int[][] values = new int[5][SECOND];
  private long from;
  private int count;
  private boolean bot;
  private int lateMs;
  private long told;
  private long next;

  /** One that begins with this. */
  public TraceWriter(TraceHead head, GzipMembers members) {
    this.members = members;
    try {
      json = TraceJson.MAPPER.createGenerator(text);
      json.setRootValueSeparator(null);
      json.writePOJO(head);
      endLine();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Text in memory, which is not copied to be compressed. */
  private static final class Text extends ByteArrayOutputStream {

    private byte[] bytes() {
      return buf;
    }
  }

  /** What was heard in a frame. */
  public void frame(long frame, long packed) {
    if (count == SECOND || count > 0 && frame != from + count) {
      endFrames();
    }
    FrameMark mark = FrameMark.of(packed);
    if (count == 0) {
      from = frame;
    }
    if (mark.bot() != bot) {
      bot = mark.bot();
      event(frame, new TraceEvent.Floor(bot));
    }
    if (frame > 0 && mark.lateMs() - lateMs >= STALL_MS) {
      event(frame, new TraceEvent.Stall(mark.lateMs() - lateMs));
    }
    lateMs = mark.lateMs();
    values[0][count] = mark.speech();
    values[1][count] = mark.lineDb();
    values[2][count] = mark.botDb();
    values[3][count] = mark.cleanDb();
    values[4][count] = mark.lateMs();
    count++;
    next = frame + 1;
  }

  /** Something happened before a frame was heard. */
  public void event(long frame, TraceEvent event) {
    ObjectNode line = TraceJson.MAPPER.createObjectNode();
    line.put("frame", frame);
    line.setAll((ObjectNode) TraceJson.MAPPER.valueToTree(event));
    try {
      json.writeTree(line);
      endLine();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private void endFrames() {
    if (count > 0) {
      int[][] own =
          Arrays.stream(values).map(all -> Arrays.copyOf(all, count)).toArray(int[][]::new);
      event(from, new TraceEvent.Frames(own[0], own[1], own[2], own[3], own[4]));
      count = 0;
    }
  }

  private void endLine() throws IOException {
    json.flush();
    text.write('\n');
  }

  /** What is to be added to the file now: nothing, or at least a second. */
  public Optional<ByteBuffer> second() {
    return next - told >= SECOND ? Optional.of(rest()) : Optional.empty();
  }

  /** What is left. */
  public ByteBuffer rest() {
    endFrames();
    told = next;
    ByteBuffer member = members.member(text.bytes(), text.size());
    text.reset();
    return member;
  }
}
