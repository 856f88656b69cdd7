package talkspurt.provider.transport;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import talkspurt.websocket.SocketMessage;

/** Opens WebSocket connections to one address. */
@FunctionalInterface
public interface SocketOpener {

  /**
   * Opens one; the talk is run once it is open. Ending the talk closes it, or gives up opening it.
   *
   * @return empty when it is open, or why it is not; never fails
   */
  CompletionStage<Optional<NotOpened>> open(Flow<SocketMessage, SocketMessage, NotUsed> talk);

  /** The same, whose connections stand in this trace, if there is one. */
  default SocketOpener in(Optional<String> traceparent) {
    return this;
  }
}
