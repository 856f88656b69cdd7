package talkspurt.outbound;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import talkspurt.settings.Bounds;

/**
 * What was asked for: whom to call, by which profile and trunk. Prints no number, no variable.
 *
 * @param request whose phone rings, and when
 * @param profile who speaks
 * @param variables of the call, as a dialplan would send them
 * @param callerId number that is shown; empty leaves it to the trunk
 * @param trunk name of the trunk
 * @param ringing for how long it rings at most
 * @param attempts how often it is dialled at most, 1 to 50
 * @param campaign of which it is; empty for none
 */
public record OutboundOrder(
    DialRequest request,
    String profile,
    Map<String, String> variables,
    Optional<String> callerId,
    String trunk,
    Duration ringing,
    int attempts,
    Optional<String> campaign) {

  private static final int MAX_ATTEMPTS = 50;

  /** Tells the call start which dialplan brings it: what the dialplan's contexts append to it. */
  private static final String TOLD = "&direction=outbound";

  /** Checks the bounds that are written above. */
  public OutboundOrder {
    Objects.requireNonNull(request);
    Bounds.within("attempts", attempts, 1, MAX_ATTEMPTS);
    Bounds.within("ring-timeout", ringing, 1_000, DialOrder.MAX_RINGING.toMillis());
    variables = Map.copyOf(variables);
  }

  /** What the channel of an attempt has, so that the dialplan brings the call by its id. */
  static Map<String, String> channelVariables(UUID callId) {
    return Map.of("TALKSPURT_ID", callId.toString(), "TALKSPURT_VARS", TOLD);
  }

  @Override
  public String toString() {
    return "OutboundOrder[profile=" + profile + ", trunk=" + trunk + ", " + request.number() + ", "
        + variables.size() + " variables, attempts=" + attempts + "]";
  }
}
