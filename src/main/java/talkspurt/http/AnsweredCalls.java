package talkspurt.http;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import talkspurt.outbound.OutboundOrder;

/** Is told that somebody answered an outbound call, and knows what was asked for. */
@FunctionalInterface
public interface AnsweredCalls {

  /**
   * Somebody answered the attempt that became this call: it is known to be answered from now on.
   *
   * @return what was asked for; empty where nobody asked for it by the API
   */
  CompletionStage<Optional<OutboundOrder>> answered(UUID callId);
}
