package talkspurt.exchange;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import talkspurt.call.ChannelCommand;
import talkspurt.call.CommandOutcome;

/**
 * The Asterisk hosts that have the callers' channels. Nothing is kept of channels: each is looked for when it is
 * needed, so that lost connections and restarts change nothing. Never blocks; thread-safe.
 */
public interface Exchange {

  /** The hosts of the settings, in their order. */
  List<HostState> hosts();

  /** Names of the telephones that may hear calls, in the order of the settings. */
  List<String> phones();

  /**
   * Looks for the caller's channel on every connected host. Never fails: a host that does not answer in time has none.
   *
   * @param told what the dialplan told of its name when the call was announced, or empty
   * @return empty where no connected host has it
   */
  CompletionStage<Optional<CallChannel>> find(UUID callId, String told);

  /** Sends a command, once. Never fails: what comes of it is told. */
  CompletionStage<CommandOutcome> run(CallChannel channel, ChannelCommand command);

  /** Has a host of the settings tell an event to its followers. Never fails: what comes of it is told. */
  CompletionStage<CommandOutcome> tell(String host, ExchangeEvent event);

  /**
   * A host, and whether it can be asked now.
   *
   * @param name by which the settings know it
   * @param connected whether the login was granted, and it has answered since
   */
  record HostState(String name, boolean connected) {}
}
