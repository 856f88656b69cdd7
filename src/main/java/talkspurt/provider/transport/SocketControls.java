package talkspurt.provider.transport;

import java.time.Duration;
import talkspurt.websocket.SocketMessage;

/**
 * What a {@link SocketSession} can do. Only from within its methods.
 *
 * @param <O> what is told to the call
 */
public interface SocketControls<O> {

  // ---- the call

  /** Asks for the next input, unless that is done already or there is no more. */
  void pull();

  /** Whether there is no more input. */
  boolean inputEnded();

  /** Whether the call takes an output now. */
  boolean canTell();

  /** Tells the call; only where {@link #canTell}. */
  void tell(O output);

  /** Ends the session and its connection, unless the session {@link SocketSession#lingers}. */
  void complete();

  // ---- the connection

  /** Opens a connection in place of the one there is; it must be {@link #established} in time. */
  void connect();

  /** The connection is of use: its time limit is over. */
  void established();

  /** Closes the connection, if there is one; nothing more is heard of it. */
  void disconnect();

  /** Whether there is a connection, open or being opened. */
  boolean connecting();

  /** Whether messages can be exchanged. */
  boolean open();

  /** Whether a message can be sent at once. */
  boolean canSend();

  /** Sends a message; only where {@link #canSend}. */
  void send(SocketMessage message);

  /** Asks for the server's next message, unless that is done already or there is no connection. */
  void read();

  // ---- time

  /** Has this come due once, in place of what is scheduled under this key. */
  void schedule(Object key, Duration after);

  /** Has this come due again and again. */
  void scheduleEach(Object key, Duration every);

  /** Forgets what is scheduled under this key. */
  void cancel(Object key);

  /** Whether something is scheduled under this key. */
  boolean scheduled(Object key);
}
