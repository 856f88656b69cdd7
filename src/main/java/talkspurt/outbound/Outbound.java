package talkspurt.outbound;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * An outbound call as it is kept: what was asked for, and how far it is.
 *
 * @param id names it
 * @param order what was asked for
 * @param call how far it is
 * @param held why it was put off last, while it waits
 * @param createdAt when it was asked for
 * @param changedAt when it changed last
 */
public record Outbound(
    UUID id,
    OutboundOrder order,
    OutboundCall call,
    Optional<DialVerdict.Hold> held,
    Instant createdAt,
    Instant changedAt) {

  public Outbound {
    Objects.requireNonNull(order);
    Objects.requireNonNull(call);
  }

  /** A new one, to be dialled as soon as it may be. */
  public static Outbound due(UUID id, OutboundOrder order, Instant now) {
    return new Outbound(id, order, OutboundCall.due(now), Optional.empty(), now, now);
  }

  /** The same, further on. */
  public Outbound now(OutboundCall next, Instant at) {
    return new Outbound(id, order, next, Optional.empty(), createdAt, at);
  }

  /** The same, put off for a reason. */
  public Outbound putOff(OutboundCall next, DialVerdict.Hold why, Instant at) {
    return new Outbound(id, order, next, Optional.of(why), createdAt, at);
  }

  /** The id of the call that the attempt under way, or the next one, becomes. */
  public UUID callId() {
    return callId(call.attempt());
  }

  /** The id of the call that an attempt becomes, from 1: always the same, so that no attempt is dialled under two names. */
  public UUID callId(int attempt) {
    return UUID.nameUUIDFromBytes((id + "/" + attempt).getBytes(StandardCharsets.UTF_8));
  }

  /** The order to the exchange for the attempt that is claimed. */
  public DialOrder dial(Trunk trunk) {
    return new DialOrder(
        callId().toString(),
        order.request().number(),
        trunk,
        order.callerId(),
        OutboundOrder.channelVariables(callId()),
        order.ringing());
  }
}
