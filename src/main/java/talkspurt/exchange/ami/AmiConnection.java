package talkspurt.exchange.ami;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.asteriskjava.AsteriskVersion;
import org.asteriskjava.lock.Locker.LockCloser;
import org.asteriskjava.manager.ManagerConnectionState;
import org.asteriskjava.manager.SendActionCallback;
import org.asteriskjava.manager.action.EventGeneratingAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.event.DisconnectEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.internal.ManagerConnectionImpl;
import org.asteriskjava.util.SocketConnectionFacade;
import talkspurt.exchange.ExchangeHost;
import talkspurt.exchange.ExchangeSettings;

/**
 * One connection to a host, from its login to its end; it does not connect again. Whoever is waiting for an answer when
 * it ends is told so.
 */
final class AmiConnection extends ManagerConnectionImpl {

  private static final String GONE = "the connection was lost before Asterisk answered";

  private final ExchangeHost host;
  private final ExchangeSettings settings;
  private final Runnable lost;

  /**
   * A connection that is not begun.
   *
   * @param lost run once, on a thread of the library's, when a connection that was logged in has ended
   */
  AmiConnection(ExchangeHost host, ExchangeSettings settings, Runnable lost) {
    this.host = host;
    this.settings = settings;
    this.lost = lost;
    setHostname(host.address());
    setPort(host.port());
    setUsername(host.user());
    setPassword(host.secret());
    setDefaultResponseTimeout(settings.commandTimeout().toMillis());
  }

  @Override
  protected SocketConnectionFacade createSocket() throws IOException {
    return AmiSocket.open(host, settings.commandTimeout(), settings.silenceTimeout());
  }

  /** The library asks for it, four times where the user may not; it only matters for Asterisk 1.0. */
  @Override
  protected AsteriskVersion determineVersion() {
    return AsteriskVersion.DEFAULT_VERSION;
  }

  /** The library would connect again by itself; how often and with which log is for the host's supervisor. */
  @Override
  @SuppressWarnings("try")
  public void dispatchEvent(ManagerEvent event, Integer withinMs) {
    if (!(event instanceof DisconnectEvent)) {
      super.dispatchEvent(event, withinMs);
      return;
    }
    boolean wasUp;
    try (LockCloser held = withLock()) {
      wasUp = state == ManagerConnectionState.CONNECTED;
      state = ManagerConnectionState.DISCONNECTED;
    }
    super.dispatchEvent(event, withinMs);
    disconnect();
    if (wasUp) {
      lost.run();
    }
  }

  /** Sends an action. What comes of it is told once, on a thread of the library's or at once. */
  CompletionStage<AmiReply> send(ManagerAction action) {
    CompletableFuture<AmiReply> reply = new CompletableFuture<>();
    try {
      if (action instanceof EventGeneratingAction list) {
        sendEventGeneratingAction(
            list,
            answer -> reply.complete(
                answer.getResponse() == null
                    ? new AmiReply.NoAnswer(GONE)
                    : new AmiReply.Answered(
                        answer.getResponse(), List.copyOf(answer.getEvents()))));
      } else {
        SendActionCallback told = answer -> reply.complete(
            answer == null
                ? new AmiReply.NoAnswer(GONE)
                : new AmiReply.Answered(answer, List.of()));
        sendAction(action, told);
      }
    } catch (IllegalStateException notConnected) {
      reply.complete(new AmiReply.NotSent("no connection to the host"));
    } catch (IOException broken) {
      reply.complete(new AmiReply.NoAnswer("the connection broke: " + broken.getMessage()));
    }
    return reply;
  }

  /** Ends it without a word to Asterisk. */
  @SuppressWarnings("try")
  void close() {
    try (LockCloser held = withLock()) {
      state = ManagerConnectionState.DISCONNECTED;
    }
    disconnect();
  }
}
