package talkspurt.provider.mediastream;

import akka.NotUsed;
import akka.http.javadsl.model.ws.BinaryMessage;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.stream.StreamLimitReachedException;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import talkspurt.text.OutsideText;

/**
 * Messages as Akka HTTP brings them, in parts where the socket brought them in parts, to whole texts
 * of bounded length. Some WebSocket libraries send text as binary messages: those are read as UTF-8.
 */
final class WholeTexts {

  private static final Duration WHOLE_WITHIN = Duration.ofSeconds(10);

  private WholeTexts() {}

  static Flow<Message, BotText, NotUsed> flow(int maxBytes) {
    return Flow.<Message>create().flatMapConcat(message -> whole(message, maxBytes));
  }

  private static Source<BotText, ?> whole(Message message, int maxBytes) {
    return message.isText()
        ? text(message.asTextMessage(), maxBytes)
        : binary(message.asBinaryMessage(), maxBytes);
  }

  private static Source<BotText, ?> text(TextMessage message, int maxBytes) {
    if (message.isStrict()) {
      String text = message.getStrictText();
      return text.length() > maxBytes
          ? Source.failed(tooLong(maxBytes))
          : Source.single(new BotText(text, false));
    }
    return bounded(
            message
                .getStreamedText()
                .limitWeighted(maxBytes, part -> (long) part.length())
                .completionTimeout(WHOLE_WITHIN)
                .fold(new StringBuilder(), StringBuilder::append),
            maxBytes)
        .map(all -> new BotText(all.toString(), false));
  }

  private static Source<BotText, ?> binary(BinaryMessage message, int maxBytes) {
    if (message.isStrict()) {
      ByteString bytes = message.getStrictData();
      return bytes.size() > maxBytes
          ? Source.failed(tooLong(maxBytes))
          : Source.single(ofBytes(bytes));
    }
    return bounded(
            message
                .getStreamedData()
                .limitWeighted(maxBytes, part -> (long) part.size())
                .completionTimeout(WHOLE_WITHIN)
                .fold(ByteString.emptyByteString(), ByteString::concat),
            maxBytes)
        .map(WholeTexts::ofBytes);
  }

  private static BotText ofBytes(ByteString bytes) {
    return new BotText(OutsideText.decoded(bytes.toArray()), true);
  }

  private static <T> Source<T, ?> bounded(Source<T, ?> whole, int maxBytes) {
    return whole
        .mapError(StreamLimitReachedException.class, limit -> tooLong(maxBytes))
        .mapError(
            TimeoutException.class,
            slow -> new OversizedText("sent a message that did not come to its end"));
  }

  private static OversizedText tooLong(int maxBytes) {
    return new OversizedText("sent a message longer than " + maxBytes + " bytes");
  }
}
