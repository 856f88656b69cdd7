package talkspurt.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import talkspurt.call.ChannelCommand;
import talkspurt.call.CommandOutcome;
import talkspurt.events.EventReceiver.Answer;
import talkspurt.exchange.CallChannel;
import talkspurt.exchange.Exchange;
import talkspurt.exchange.ExchangeEvent;

class HostEventReceiverTest {

  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

  private final List<String> hosts = new ArrayList<>();
  private final List<ExchangeEvent> told = new ArrayList<>();

  private Answer post(CommandOutcome outcome, String body) {
    Exchange exchange = new Exchange() {
      @Override
      public List<HostState> hosts() {
        return List.of();
      }

      @Override
      public List<String> phones() {
        return List.of();
      }

      @Override
      public CompletionStage<Optional<CallChannel>> find(UUID callId, String name) {
        throw new AssertionError(callId);
      }

      @Override
      public CompletionStage<CommandOutcome> run(CallChannel channel, ChannelCommand command) {
        throw new AssertionError(command);
      }

      @Override
      public CompletionStage<CommandOutcome> tell(String host, ExchangeEvent event) {
        hosts.add(host);
        told.add(event);
        return CompletableFuture.completedFuture(outcome);
      }
    };
    return new HostEventReceiver(exchange, "main")
        .post("evt_1", AT, body)
        .toCompletableFuture()
        .join();
  }

  @Test
  void theHostIsToldWhatTheEventIs() {
    Answer answer = post(new CommandOutcome.Done(), """
        {"id":"evt_1","type":"call.ended","version":1,"timestamp":"2026-11-20T10:00:31Z","sequence":4,
         "callId":"c-1","profile":"sales","data":{"reason":"a\\nb","goals":{"booked":true}}}""");
    assertThat(answer).isEqualTo(new Answer.Taken());
    assertThat(hosts).containsExactly("main");
    assertThat(told)
        .containsExactly(new ExchangeEvent(
            "evt_1",
            "call.ended",
            "2026-11-20T10:00:31Z",
            Optional.of("c-1"),
            Optional.of("sales"),
            "{\"reason\":\"a\\nb\",\"goals\":{\"booked\":true}}"));
  }

  @Test
  void anEventMayBeOfNoCall() {
    post(
        new CommandOutcome.Done(),
        "{\"id\":\"e\",\"type\":\"budget.reached\",\"timestamp\":\"t\",\"data\":{}}");
    assertThat(told).singleElement().satisfies(event -> {
      assertThat(event.callId()).isEmpty();
      assertThat(event.profile()).isEmpty();
    });
  }

  static Stream<Arguments> others() {
    return Stream.of(
        Arguments.of(new CommandOutcome.Refused("Permission denied"), "Permission denied"),
        Arguments.of(new CommandOutcome.Unreachable("no connection"), "no connection"),
        Arguments.of(new CommandOutcome.Unanswered("no answer"), "no answer"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatItDoesNotTakeIsSentAgain(CommandOutcome outcome, String why) {
    assertThat(post(outcome, "{}")).isInstanceOfSatisfying(Answer.NotTaken.class, not -> {
      assertThat(not.why()).isEqualTo(why);
      assertThat(not.ofEvent()).as("the host's fault").isFalse();
    });
  }
}
