package talkspurt.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import talkspurt.call.CommandOutcome;
import talkspurt.exchange.Exchange;
import talkspurt.exchange.ExchangeEvent;

/** An Asterisk that tells events to whoever follows its manager interface. */
public final class HostEventReceiver implements EventReceiver {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Exchange exchange;
  private final String host;

  /** One of the exchange's hosts. */
  public HostEventReceiver(Exchange exchange, String host) {
    this.exchange = exchange;
    this.host = host;
  }

  @Override
  public CompletionStage<Answer> post(String id, Instant at, String body) {
    return exchange.tell(host, event(body)).thenApply(HostEventReceiver::answer);
  }

  private static ExchangeEvent event(String body) {
    try {
      JsonNode event = JSON.readTree(body);
      return new ExchangeEvent(
          event.path("id").asText(),
          event.path("type").asText(),
          event.path("timestamp").asText(),
          text(event.path("callId")),
          text(event.path("profile")),
          event.path("data").toString());
    } catch (JsonProcessingException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }

  private static Optional<String> text(JsonNode field) {
    return field.isTextual() ? Optional.of(field.asText()) : Optional.empty();
  }

  private static Answer answer(CommandOutcome outcome) {
    if (outcome instanceof CommandOutcome.Done) {
      return new Answer.Taken();
    } else if (outcome instanceof CommandOutcome.Refused refused) {
      return new Answer.NotTaken(refused.why(), Duration.ZERO, false);
    } else if (outcome instanceof CommandOutcome.Unreachable unreachable) {
      return new Answer.NotTaken(unreachable.why(), Duration.ZERO, false);
    } else if (outcome instanceof CommandOutcome.Unanswered unanswered) {
      return new Answer.NotTaken(unanswered.why(), Duration.ZERO, false);
    }
    throw new AssertionError(outcome);
  }
}
