package talkspurt.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.call.ChannelCommand;
import talkspurt.call.CommandOutcome;
import talkspurt.exchange.CallChannel;
import talkspurt.exchange.Exchange;
import talkspurt.exchange.ExchangeEvent;

/** Hosts that do what they are told to. */
final class FakeExchange implements Exchange {

  volatile Optional<CallChannel> channel = Optional.empty();
  volatile CommandOutcome outcome = new CommandOutcome.Done();
  final List<ChannelCommand> run = new ArrayList<>();

  @Override
  public List<HostState> hosts() {
    return channel.isPresent() ? List.of(new HostState("main", true)) : List.of();
  }

  @Override
  public List<String> phones() {
    return List.of("desk");
  }

  @Override
  public CompletionStage<Optional<CallChannel>> find(UUID callId, String told) {
    return CompletableFuture.completedStage(channel);
  }

  @Override
  public CompletionStage<CommandOutcome> run(CallChannel where, ChannelCommand command) {
    run.add(command);
    return CompletableFuture.completedStage(outcome);
  }

  @Override
  public CompletionStage<CommandOutcome> tell(String host, ExchangeEvent event) {
    return CompletableFuture.completedStage(outcome);
  }
}
