package talkspurt.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;

import akka.util.ByteString;
import akka.util.ByteStringBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import talkspurt.fake.OutsideTexts;

class EventStreamTest {

  private static final String STREAM = "\uFEFFdata: one\r\n\r\n: a comment\n\ndata:two\n\n"
      + "event: x\nid: 7\ndata: three\ndata: more\r\rdata: größer\n\ndata: [DONE]";

  private static final List<String> EVENTS =
      List.of("one", "two", "three\nmore", "größer", "[DONE]");

  @Test
  void anyBytesAreReadInAnyPieces() {
    OutsideTexts.through(43, 2_000, texts -> {
      ByteStringBuilder sent = new ByteStringBuilder();
      for (int line = 0; line < 50; line++) {
        sent.putBytes(("data: " + texts.next()).getBytes(StandardCharsets.UTF_8));
        sent.putBytes(texts.bytes()).putBytes(new byte[] {'\n', '\n'});
      }
      sent.putBytes("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
      ByteString all = sent.result();
      int cut = texts.cut(all.size());
      EventStream pieces = new EventStream(100_000);
      List<String> read = new ArrayList<>(pieces.add(all.take(cut)));
      read.addAll(pieces.add(all.drop(cut)));
      read.addAll(pieces.rest());
      assertThat(read).isEqualTo(whole(all)).endsWith("[DONE]");
    });
  }

  private static List<String> whole(ByteString all) {
    EventStream whole = new EventStream(100_000);
    List<String> read = new ArrayList<>(whole.add(all));
    read.addAll(whole.rest());
    return read;
  }

  @Test
  void eventsAreReadWhereverTheirBytesAreCut() {
    byte[] bytes = ByteString.fromString(STREAM).toArray();
    for (int first = 0; first <= bytes.length; first++) {
      assertThat(read(bytes, first, bytes.length)).isEqualTo(EVENTS);
    }
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      int first = random.nextInt(bytes.length);
      assertThat(read(bytes, first, first + random.nextInt(bytes.length - first) + 1))
          .isEqualTo(EVENTS);
    }
    List<String> single = new ArrayList<>();
    EventStream stream = new EventStream(100);
    for (byte each : bytes) {
      single.addAll(stream.add(ByteString.fromArray(new byte[] {each})));
    }
    single.addAll(stream.rest());
    assertThat(single).isEqualTo(EVENTS);
  }

  @Test
  void aLineThatIsTooLongIsTold() {
    EventStream stream = new EventStream(100);
    assertThat(stream.add(ByteString.fromString("data: " + "x".repeat(94) + "\n\n")))
        .hasSize(1);
    assertThat(stream.tooLong()).isFalse();
    assertThat(stream.add(ByteString.fromString("data: " + "x".repeat(95) + "\n\n")))
        .isEmpty();
    assertThat(stream.tooLong()).isTrue();
    assertThat(stream.rest()).isEmpty();
  }

  private static List<String> read(byte[] bytes, int first, int second) {
    EventStream stream = new EventStream(100);
    ByteString all = ByteString.fromArray(bytes);
    List<String> events = new ArrayList<>(stream.add(all.slice(0, first)));
    events.addAll(stream.add(all.slice(first, second)));
    events.addAll(stream.add(all.slice(second, bytes.length)));
    events.addAll(stream.rest());
    return events;
  }
}
