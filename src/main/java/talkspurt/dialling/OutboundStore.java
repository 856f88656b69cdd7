package talkspurt.dialling;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import talkspurt.control.OutboundCalls;
import talkspurt.outbound.DialOutcome;
import talkspurt.outbound.DialRules;
import talkspurt.outbound.Outbound;
import talkspurt.outbound.OutboundCall;

/** Where outbound calls are kept, as far as the worker needs it: {@link OutboundCalls}. */
public interface OutboundStore {

  /** See {@link OutboundCalls#open}. */
  CompletionStage<List<Outbound>> open();

  /** See {@link OutboundCalls#due}. */
  CompletionStage<List<Outbound>> due(Instant now, Collection<String> trunks, int most);

  /** See {@link OutboundCalls#claim}. */
  CompletionStage<OutboundCalls.Claim> claim(UUID id, DialRules rules, Instant now);

  /** See {@link OutboundCalls#change}. */
  CompletionStage<Optional<Outbound>> change(
      UUID id, Instant now, Function<OutboundCall, Optional<OutboundCall>> how);

  /** See {@link OutboundCalls#notSent}. */
  CompletionStage<Optional<Outbound>> notSent(Outbound one, Instant due, Instant now);

  /**
   * What became of calls that were answered.
   *
   * @return of each that has come to the engine, how it came out, once it is over
   */
  CompletionStage<Map<UUID, Optional<DialOutcome>>> spoken(Collection<UUID> callIds);

  /** See {@link OutboundCalls#forget}. */
  CompletionStage<Boolean> forget(Instant before, Instant dials, int most, Instant now);
}
