package talkspurt.provider.transport;

import akka.actor.ActorSystem;
import akka.http.javadsl.ClientTransport;
import akka.http.javadsl.OutgoingConnection;
import akka.http.javadsl.settings.ClientConnectionSettings;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.util.ByteString;
import java.util.concurrent.CompletionStage;

/**
 * A TCP connection that is gone once its plug is pulled. Akka's HTTP client would keep it as long as
 * an answer is missing, whoever has stopped waiting for that.
 */
public final class PluggedTransport extends ClientTransport {

  private final SharedKillSwitch plug = KillSwitches.shared("plug");
  private final ClientTransport transport;

  private PluggedTransport(ClientTransport transport) {
    this.transport = transport;
  }

  /** Connections by Akka's TCP. */
  public static PluggedTransport ofAkka() {
    return new PluggedTransport(ClientTransport.TCP());
  }

  /** Connections by the media loop that the client's stream runs on. */
  static PluggedTransport ofLoop() {
    return new PluggedTransport(new LoopTransport());
  }

  @Override
  public Flow<ByteString, ByteString, CompletionStage<OutgoingConnection>> connectTo(
      String host, int port, ClientConnectionSettings settings, ActorSystem system) {
    return Flow.of(ByteString.class)
        .via(plug.flow())
        .viaMat(transport.connectTo(host, port, settings, system), Keep.right())
        .via(plug.flow());
  }

  /** Closes the connection, or gives up opening it. */
  public void pull() {
    plug.shutdown();
  }
}
