package talkspurt.provider.mediastream;

import akka.NotUsed;
import akka.http.javadsl.model.ws.BinaryMessage;
import akka.http.javadsl.model.ws.Message;
import akka.stream.StreamLimitReachedException;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Messages as Akka HTTP brings them, in parts where the socket brought them in parts, to whole texts
 * of bounded length; nothing stands for a message that is no text.
 */
final class WholeTexts {

  private static final Duration WHOLE_WITHIN = Duration.ofSeconds(10);

  private WholeTexts() {}

  static Flow<Message, Optional<String>, NotUsed> flow(int mostBytes) {
    return Flow.<Message>create().flatMapConcat(message -> whole(message, mostBytes));
  }

  private static Source<Optional<String>, ?> whole(Message message, int mostBytes) {
    if (!message.isText()) {
      return unread(message.asBinaryMessage());
    }
    if (message.asTextMessage().isStrict()) {
      String text = message.asTextMessage().getStrictText();
      return text.length() > mostBytes
          ? Source.failed(tooLong(mostBytes))
          : Source.single(Optional.of(text));
    }
    return message
        .asTextMessage()
        .getStreamedText()
        .limitWeighted(mostBytes, part -> (long) part.length())
        .completionTimeout(WHOLE_WITHIN)
        .fold(new StringBuilder(), StringBuilder::append)
        .map(all -> Optional.of(all.toString()))
        .mapError(StreamLimitReachedException.class, limit -> tooLong(mostBytes))
        .mapError(
            TimeoutException.class,
            slow -> new OversizedText("sent a message that did not come to its end"));
  }

  private static Source<Optional<String>, ?> unread(BinaryMessage binary) {
    return binary.isStrict()
        ? Source.single(Optional.empty())
        : binary
            .getStreamedData()
            .fold(0, (count, part) -> count + 1)
            .map(read -> Optional.empty());
  }

  private static OversizedText tooLong(int mostBytes) {
    return new OversizedText("sent a message longer than " + mostBytes + " bytes");
  }
}
