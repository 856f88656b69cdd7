package talkspurt.control;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.CallRequest;
import talkspurt.call.ChannelCommand;
import talkspurt.call.ChannelOrder;
import talkspurt.call.CommandOutcome;
import talkspurt.call.Refusal;
import talkspurt.exchange.CallChannel;
import talkspurt.exchange.Exchange;

/**
 * Has commands to calls' channels carried out: looks for the channel, has the call write the command down, sends it
 * once, and has the call write down what came of it. A command whose node dies in between is not sent again, and told
 * as unknown.
 */
public final class ChannelDesk {

  private static final Logger LOG = LoggerFactory.getLogger(ChannelDesk.class);

  private final Exchange exchange;
  private final BiFunction<UUID, CallRequest, CompletionStage<CallReply>> calls;
  private final Supplier<UUID> runs;
  private final InstantSource clock;

  /**
   * A desk.
   *
   * @param calls puts a request to a call
   * @param runs a fresh id each time
   */
  public ChannelDesk(
      Exchange exchange,
      BiFunction<UUID, CallRequest, CompletionStage<CallReply>> calls,
      Supplier<UUID> runs,
      InstantSource clock) {
    this.exchange = exchange;
    this.calls = calls;
    this.runs = runs;
    this.clock = clock;
  }

  /** Names of the telephones that may hear calls. */
  public List<String> phones() {
    return exchange.phones();
  }

  /** How far a command has come when it is in the journal, or will not get there. */
  public sealed interface Begun {

    /**
     * It is written down, and being sent.
     *
     * @param outcome what comes of it; never fails
     */
    record Sending(CompletionStage<CommandOutcome> outcome) implements Begun {}

    /** No connected host has the call's channel; nothing was written. */
    record NoChannel(String why) implements Begun {}

    /** The call has not granted it. */
    record Refused(Refusal why) implements Begun {}
  }

  /**
   * Begins with a command.
   *
   * @param story what is known of the call
   * @param id names the command within its call
   * @param by who wants it
   */
  public CompletionStage<Begun> begin(
      CallStory story, ChannelCommand command, String id, String by) {
    UUID callId = UUID.fromString(story.callId());
    if (story.state().ended()) {
      return CompletableFuture.completedFuture(new Begun.Refused(Refusal.CALL_ENDED));
    }
    return exchange
        .find(callId, story.state().file().plan().channel())
        .thenCompose(found -> found.isEmpty()
            ? CompletableFuture.completedFuture(new Begun.NoChannel(nowhere()))
            : order(
                callId, found.get(), new ChannelOrder(id, command, by, run(), clock.instant())));
  }

  private String run() {
    return runs.get().toString();
  }

  private String nowhere() {
    if (exchange.hosts().isEmpty()) {
      return "no host is set in talkspurt.exchange.hosts";
    }
    String lost = exchange.hosts().stream()
        .filter(host -> !host.connected())
        .map(Exchange.HostState::name)
        .collect(Collectors.joining(", "));
    return lost.isEmpty()
        ? "none of the hosts has a channel with the call's id in TALKSPURT_ID"
        : "not connected: " + lost + "; no other host has a channel of the call";
  }

  private CompletionStage<Begun> order(UUID callId, CallChannel channel, ChannelOrder order) {
    return calls.apply(callId, new CallRequest.OrderCommand(order)).thenApply(reply -> {
      if (reply instanceof CallReply.Refused refused) {
        return new Begun.Refused(refused.why());
      }
      return new Begun.Sending(exchange
          .run(channel, order.command())
          .thenCompose(outcome -> told(callId, order.id(), outcome)));
    });
  }

  /** The outcome is answered as it is, whether or not the call could write it down. */
  private CompletionStage<CommandOutcome> told(UUID callId, String id, CommandOutcome outcome) {
    return calls
        .apply(callId, new CallRequest.TellCommand(id, outcome))
        .handle((reply, failure) -> {
          Optional.ofNullable(failure)
              .ifPresent(why -> LOG.warn(
                  "call {}: the outcome of command {} ({}) could not be written: {}",
                  callId,
                  id,
                  outcome.label(),
                  why.getMessage()));
          return outcome;
        });
  }
}
