package talkspurt.provider.chat;

import akka.util.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import talkspurt.provider.transport.EventStream;
import talkspurt.provider.transport.LineSplitter;

/**
 * The body of an answer as messages, while it comes: server-sent events; or, since not every server
 * streams that is asked to, one JSON object, or one a line. What it is its first character tells,
 * whatever its header says. Not thread-safe.
 */
final class ChatBody {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final String BYTE_ORDER_MARK_BYTES = "\u00EF\u00BB\u00BF";

  private final EventStream events;
  private final LineSplitter lines;
  private final StringJoiner begun = new StringJoiner("\n");
  private Optional<Boolean> json = Optional.empty();
  private ByteString head = ByteString.emptyByteString();
  private int objects;

  ChatBody(int longestLine) {
    events = new EventStream(longestLine);
    lines = new LineSplitter(longestLine);
  }

  /** More bytes; what is whole by now. */
  List<ChatMessage> add(ByteString bytes) {
    ByteString all = bytes;
    if (json.isEmpty()) {
      head = head.concat(bytes);
      json = first(head).map(first -> first == '{' || first == '[');
      if (json.isEmpty()) {
        return List.of();
      }
      all = head;
    }
    return json.get() ? objects(lines.add(all)) : events(events.add(all));
  }

  /** The first character that tells something; behind a byte order mark and blanks. */
  private static Optional<Byte> first(ByteString head) {
    for (byte each : head.toArray()) {
      if ((each < 0 || each > ' ') && BYTE_ORDER_MARK_BYTES.indexOf(each & 0xFF) < 0) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** No more will come: what is left. */
  List<ChatMessage> rest() {
    if (!json.orElse(false)) {
      return events(events.rest());
    }
    List<ChatMessage> messages = new ArrayList<>(objects(List.of(lines.rest())));
    if (begun.length() > 0) {
      messages.addAll(ChatCodec.decode(begun.toString()));
    }
    if (objects <= 1 && !lines.tooLong()) {
      messages.add(new ChatMessage.Done());
    }
    return messages;
  }

  private List<ChatMessage> events(List<String> data) {
    List<ChatMessage> messages = new ArrayList<>();
    data.forEach(each -> messages.addAll(ChatCodec.decode(each)));
    return checked(messages, events.tooLong());
  }

  /** Lines that are objects are read at once; of those of a larger one the end is awaited. */
  private List<ChatMessage> objects(List<String> more) {
    List<ChatMessage> messages = new ArrayList<>();
    for (String each : more) {
      String line = each.replace(BYTE_ORDER_MARK, "");
      if (begun.length() == 0 && ChatCodec.whole(line)) {
        messages.addAll(ChatCodec.decode(line));
        objects++;
      } else if (!line.isBlank()) {
        begun.add(line);
      }
    }
    return checked(messages, lines.tooLong());
  }

  private static List<ChatMessage> checked(List<ChatMessage> messages, boolean tooLong) {
    if (tooLong) {
      messages.add(new ChatMessage.Trouble("line_too_long"));
    }
    return messages;
  }
}
