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

  static Flow<Message, BotText, NotUsed> flow(int mostBytes) {
    return Flow.<Message>create().flatMapConcat(message -> whole(message, mostBytes));
  }

  private static Source<BotText, ?> whole(Message message, int mostBytes) {
    return message.isText()
        ? text(message.asTextMessage(), mostBytes)
        : binary(message.asBinaryMessage(), mostBytes);
  }

  private static Source<BotText, ?> text(TextMessage message, int mostBytes) {
    if (message.isStrict()) {
      String text = message.getStrictText();
      return text.length() > mostBytes
          ? Source.failed(tooLong(mostBytes))
          : Source.single(new BotText(text, false));
    }
    return bounded(
            message
                .getStreamedText()
                .limitWeighted(mostBytes, part -> (long) part.length())
                .completionTimeout(WHOLE_WITHIN)
                .fold(new StringBuilder(), StringBuilder::append),
            mostBytes)
        .map(all -> new BotText(all.toString(), false));
  }

  private static Source<BotText, ?> binary(BinaryMessage message, int mostBytes) {
    if (message.isStrict()) {
      ByteString bytes = message.getStrictData();
      return bytes.size() > mostBytes
          ? Source.failed(tooLong(mostBytes))
          : Source.single(ofBytes(bytes));
    }
    return bounded(
            message
                .getStreamedData()
                .limitWeighted(mostBytes, part -> (long) part.size())
                .completionTimeout(WHOLE_WITHIN)
                .fold(ByteString.emptyByteString(), ByteString::concat),
            mostBytes)
        .map(WholeTexts::ofBytes);
  }

  private static BotText ofBytes(ByteString bytes) {
    return new BotText(OutsideText.decoded(bytes.toArray()), true);
  }

  private static <T> Source<T, ?> bounded(Source<T, ?> whole, int mostBytes) {
    return whole
        .mapError(StreamLimitReachedException.class, limit -> tooLong(mostBytes))
        .mapError(
            TimeoutException.class,
            slow -> new OversizedText("sent a message that did not come to its end"));
  }

  private static OversizedText tooLong(int mostBytes) {
    return new OversizedText("sent a message longer than " + mostBytes + " bytes");
  }
}
