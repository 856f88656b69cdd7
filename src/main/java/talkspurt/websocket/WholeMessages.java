package talkspurt.websocket;

import akka.NotUsed;
import akka.http.javadsl.model.ws.BinaryMessage;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.japi.pf.PFBuilder;
import akka.stream.StreamLimitReachedException;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import talkspurt.websocket.SocketMessage.Binary;
import talkspurt.websocket.SocketMessage.Oversized;
import talkspurt.websocket.SocketMessage.Text;

/**
 * Messages as Akka HTTP brings them, in parts where the socket brought them in parts, to whole ones
 * of bounded length. Which broke a bound is {@link Oversized}; the rest of it is not read.
 */
public final class WholeMessages {

  private final long maxBytes;
  private final Duration timeout;

  private WholeMessages(long maxBytes, Duration timeout) {
    this.maxBytes = maxBytes;
    this.timeout = timeout;
  }

  /**
   * @param maxBytes the longest message that is taken, in bytes of UTF-8 for a text
   * @param timeout from a message's first part to its last
   */
  public static Flow<Message, SocketMessage, NotUsed> flow(long maxBytes, Duration timeout) {
    WholeMessages whole = new WholeMessages(maxBytes, timeout);
    return Flow.<Message>create().flatMapConcat(whole::of);
  }

  private Source<SocketMessage, ?> of(Message message) {
    return message.isText() ? text(message.asTextMessage()) : binary(message.asBinaryMessage());
  }

  private Source<SocketMessage, ?> text(TextMessage text) {
    if (!text.isStrict()) {
      return joined(
          text.getStreamedText().map(ByteString::fromString),
          bytes -> new Text(bytes.utf8String()));
    }
    String whole = text.getStrictText();
    return Source.single(isTooLong(whole) ? tooLong() : new Text(whole));
  }

  private Source<SocketMessage, ?> binary(BinaryMessage binary) {
    if (!binary.isStrict()) {
      return joined(binary.getStreamedData(), Binary::new);
    }
    ByteString whole = binary.getStrictData();
    return Source.single(whole.size() > maxBytes ? tooLong() : new Binary(whole));
  }

  /** A char is one to three bytes of UTF-8, so that most texts need no counting. */
  private boolean isTooLong(String text) {
    return text.length() > maxBytes || 3L * text.length() > maxBytes && utf8Length(text) > maxBytes;
  }

  private static long utf8Length(String text) {
    return text.codePoints().mapToLong(WholeMessages::utf8Length).sum();
  }

  private static int utf8Length(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }

  private Source<SocketMessage, ?> joined(
      Source<ByteString, ?> parts, Function<ByteString, SocketMessage> message) {
    return parts
        .limitWeighted(maxBytes, part -> (long) part.size())
        .completionTimeout(timeout)
        .fold(ByteString.emptyByteString(), ByteString::concat)
        .map(bytes -> message.apply(bytes.compact()))
        .recover(new PFBuilder<Throwable, SocketMessage>()
            .match(StreamLimitReachedException.class, longer -> tooLong())
            .match(TimeoutException.class, late -> tooSlow())
            .build());
  }

  private Oversized tooLong() {
    return new Oversized("longer than " + maxBytes + " bytes");
  }

  private Oversized tooSlow() {
    return new Oversized("not complete after " + timeout.toMillis() + " ms");
  }
}
