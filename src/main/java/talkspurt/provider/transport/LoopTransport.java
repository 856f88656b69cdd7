package talkspurt.provider.transport;

import akka.actor.ActorSystem;
import akka.dispatch.Dispatchers;
import akka.http.javadsl.ClientTransport;
import akka.http.javadsl.OutgoingConnection;
import akka.http.javadsl.settings.ClientConnectionSettings;
import akka.stream.javadsl.Flow;
import akka.util.ByteString;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import talkspurt.loop.ChannelStage;

/**
 * TCP connections that are read and written by the media loop whose dispatcher the client's stream runs on: a message
 * meets no other thread. Names are looked up elsewhere, since that blocks.
 */
final class LoopTransport extends ClientTransport {

  @Override
  public Flow<ByteString, ByteString, CompletionStage<OutgoingConnection>> connectTo(
      String host, int port, ClientConnectionSettings settings, ActorSystem system) {
    Duration timeout = Duration.ofNanos(settings.getConnectingTimeout().toNanos());
    CompletionStage<InetSocketAddress> address = CompletableFuture.supplyAsync(
        () -> address(host, port),
        system.dispatchers().lookup(Dispatchers.DefaultBlockingDispatcherId()));
    return Flow.completionStageFlow(
            address.thenApply(to -> Flow.fromGraph(ChannelStage.connecting(to, timeout))))
        .mapMaterializedValue(begun -> address.thenApply(LoopTransport::connection));
  }

  private static InetSocketAddress address(String host, int port) {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new CompletionException(new UnknownHostException(host));
    }
    return address;
  }

  /** Nobody asks for our own address. */
  private static OutgoingConnection connection(InetSocketAddress to) {
    return new OutgoingConnection(
        new akka.http.scaladsl.Http.OutgoingConnection(new InetSocketAddress(0), to));
  }
}
