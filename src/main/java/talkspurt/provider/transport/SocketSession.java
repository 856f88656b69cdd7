package talkspurt.provider.transport;

import java.time.Duration;
import talkspurt.provider.ProviderFailure;
import talkspurt.websocket.SocketMessage;

/**
 * What one call and a server tell each other over WebSockets, one after the other. A plain object: {@link
 * SocketStage} brings it what happens, and does what it asks of {@link SocketControls}. Not thread-safe.
 *
 * @param <I> what comes from the call
 */
public interface SocketSession<I> {

  /** The call's flow has begun. */
  void begun();

  /** The next input, after {@link SocketControls#pull}. */
  void input(I input);

  /** No input comes any more. */
  void inputEnded();

  /** There is room for an output, or for a message to the server. */
  void room();

  /** The connection that was asked for is open. */
  void opened();

  /** A message of the server, after {@link SocketControls#read}. */
  void heard(SocketMessage message);

  /**
   * The connection was not opened, broke off or was closed by the server; there is none any more.
   *
   * @param retryAfter the pause that the server asked for, or zero
   */
  void lost(ProviderFailure failure, Duration retryAfter);

  /** What it means that the server closed the connection. */
  ProviderFailure closed(int code, String reason);

  /**
   * Nothing more goes to the call or comes from it, whoever ended that; asked once. A session that has something left to
   * do with its connection lingers until {@link SocketControls#complete}, which the call does not wait for.
   */
  default boolean lingers() {
    return false;
  }

  /** A time that was scheduled has come. */
  void due(Object key);
}
