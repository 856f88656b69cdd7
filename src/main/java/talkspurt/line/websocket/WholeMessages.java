package talkspurt.line.websocket;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import talkspurt.line.websocket.MediaMessage.Control;
import talkspurt.line.websocket.MediaMessage.Media;
import talkspurt.line.websocket.MediaMessage.Oversized;

/**
 * Messages as Akka HTTP brings them, in parts where the socket brought them in parts, to whole ones
 * of bounded length.
 */
final class WholeMessages {

  private static final Duration WHOLE_WITHIN = Duration.ofSeconds(2);

  private WholeMessages() {}

  static Flow<Message, MediaMessage, NotUsed> flow() {
    return Flow.<Message>create().flatMapConcat(WholeMessages::whole);
  }

  private static Source<MediaMessage, ?> whole(Message message) {
    return message.isText() ? control(message.asTextMessage()) : media(message.asBinaryMessage());
  }

  private static Source<MediaMessage, ?> control(TextMessage text) {
    if (!text.isStrict()) {
      return joined(
          text.getStreamedText().map(ByteString::fromString),
          bytes -> new Control(bytes.utf8String()));
    }
    String whole = text.getStrictText();
    return Source.single(bounded(whole.length(), new Control(whole)));
  }

  private static Source<MediaMessage, ?> media(BinaryMessage binary) {
    if (!binary.isStrict()) {
      return joined(binary.getStreamedData(), Media::new);
    }
    ByteString whole = binary.getStrictData();
    return Source.single(bounded(whole.size(), new Media(whole)));
  }

  private static MediaMessage bounded(int length, MediaMessage message) {
    return length > MediaMessage.LONGEST_BYTES ? new Oversized() : message;
  }

  private static Source<MediaMessage, ?> joined(
      Source<ByteString, ?> parts, Function<ByteString, MediaMessage> message) {
    List<ByteString> none = new ArrayList<>();
    return parts
        .limitWeighted(MediaMessage.LONGEST_BYTES, part -> (long) part.size())
        .completionTimeout(WHOLE_WITHIN)
        .fold(none, WholeMessages::with)
        .map(all -> message.apply(joined(all)))
        .recover(new PFBuilder<Throwable, MediaMessage>()
            .match(StreamLimitReachedException.class, tooLong -> new Oversized())
            .match(TimeoutException.class, tooSlow -> new Oversized())
            .build());
  }

  private static List<ByteString> with(List<ByteString> all, ByteString part) {
    all.add(part);
    return all;
  }

  private static ByteString joined(List<ByteString> parts) {
    return parts.stream()
        .reduce(ByteString.emptyByteString(), ByteString::concat)
        .compact();
  }
}
