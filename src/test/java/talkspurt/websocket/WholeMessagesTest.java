package talkspurt.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.ws.BinaryMessage;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import talkspurt.fake.CountedWorld;
import talkspurt.websocket.SocketMessage.Binary;
import talkspurt.websocket.SocketMessage.Oversized;
import talkspurt.websocket.SocketMessage.Text;

class WholeMessagesTest {

  private static final int MAX = 12;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Oversized TOO_LONG = new Oversized("longer than 12 bytes");

  /** Texts and what they are in UTF-8: one, two, three and four bytes a character. */
  @TestFactory
  Stream<DynamicTest> aTextIsTakenUpToItsBytes() {
    return Stream.of(
            "",
            "twelve bytes",
            "thirteen byte",
            "éééééé",
            "ééééééa",
            "京京京京",
            "京京京京a",
            "😀😀😀",
            "😀😀😀a")
        .map(text -> DynamicTest.dynamicTest("\"" + text + "\"", () -> {
          SocketMessage whole = text.getBytes(UTF_8).length <= MAX ? new Text(text) : TOO_LONG;
          assertThat(read(TextMessage.create(text))).containsExactly(whole);
          assertThat(read(TextMessage.create(parts(text)))).containsExactly(whole);
        }));
  }

  @Test
  void soundIsTakenUpToItsBytes() {
    for (int size = 0; size <= MAX + 2; size++) {
      ByteString bytes = ByteString.fromArray(new byte[size]);
      SocketMessage whole = size <= MAX ? new Binary(bytes) : TOO_LONG;
      assertThat(read(BinaryMessage.create(bytes))).containsExactly(whole);
      assertThat(
              read(BinaryMessage.create(Source.range(1, size).map(one -> ByteString.fromInts(0)))))
          .containsExactly(whole);
    }
  }

  @Test
  void aMessageThatDoesNotComeToItsEndIsToldAndTheNextRead() {
    Source<String, ?> endless = Source.single("a").concat(Source.never());
    assertThat(read(TextMessage.create(endless), TextMessage.create("b")))
        .containsExactly(new Oversized("not complete after 5000 ms"), new Text("b"));
  }

  @Test
  void oneThatIsTooLongDoesNotHideTheNext() {
    assertThat(read(TextMessage.create("thirteen byte"), TextMessage.create("b")))
        .containsExactly(TOO_LONG, new Text("b"));
  }

  private static Source<String, ?> parts(String text) {
    int[] points = text.codePoints().toArray();
    return Source.from(IntStream.of(points).mapToObj(Character::toString).toList());
  }

  private List<SocketMessage> read(Message... messages) {
    List<SocketMessage> whole = new ArrayList<>();
    try (CountedWorld world = new CountedWorld()) {
      world.run(Source.from(List.of(messages))
          .via(WholeMessages.flow(MAX, TIMEOUT))
          .to(Sink.foreach(whole::add)));
      world.pass(TIMEOUT.plusSeconds(1));
    }
    return whole;
  }
}
