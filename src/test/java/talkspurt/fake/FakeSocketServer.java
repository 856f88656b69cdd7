package talkspurt.fake;

import akka.actor.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.stream.Materializer;
import akka.stream.javadsl.Flow;
import akka.util.ByteString;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A WebSocket server on a socket of this machine, to play a provider. */
public final class FakeSocketServer implements AutoCloseable, AfterEachCallback {

  private static final int PATIENCE_S = 10;

  /** What it is on one connection. What it throws breaks the connection off. */
  public interface Peer {

    /** Its answers to a text message. */
    List<String> text(String message);

    /** Its answers to a binary message. */
    List<String> binary(ByteString message);
  }

  private final ServerBinding binding;
  private final BlockingQueue<HttpResponse> refusals = new LinkedBlockingQueue<>();
  private final BlockingQueue<HttpRequest> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> ends = new LinkedBlockingQueue<>();
  private final Supplier<Peer> peers;
  private final Materializer materializer;

  /** A server that makes a peer for each connection. */
  public FakeSocketServer(ActorSystem system, Supplier<Peer> peers) {
    this.peers = peers;
    this.materializer = Materializer.createMaterializer(system);
    this.binding = await(Http.get(system).newServerAt("127.0.0.1", 0).bindSync(this::answer));
  }

  /** Where it is. */
  public URI url(String path) {
    return URI.create("ws://127.0.0.1:" + binding.localAddress().getPort() + path);
  }

  /** Instead of the next connection there will be this. */
  public FakeSocketServer refuses(HttpResponse instead) {
    refusals.add(instead);
    return this;
  }

  /** The next request that came. */
  public HttpRequest request() {
    return next(requests);
  }

  /** How many requests came that nobody asked for. */
  public int requestsLeft() {
    return requests.size();
  }

  /** Waits until a connection is over. */
  public void awaitEnd() {
    next(ends);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    close();
  }

  @Override
  public void close() {
    await(binding.terminate(java.time.Duration.ofSeconds(1)));
  }

  private HttpResponse answer(HttpRequest request) {
    requests.add(request);
    HttpResponse refusal = refusals.poll();
    if (refusal != null) {
      return refusal;
    }
    Peer peer = peers.get();
    return request
        .getAttribute(AttributeKeys.webSocketUpgrade)
        .orElseThrow()
        .handleMessagesWith(Flow.<Message>create()
            .mapAsync(1, this::whole)
            .mapConcat(message -> message.isText()
                ? peer.text(message.asTextMessage().getStrictText())
                : peer.binary(message.asBinaryMessage().getStrictData()))
            .<Message>map(TextMessage::create)
            .watchTermination((any, end) -> {
              end.whenComplete((done, failure) -> ends.add(failure == null));
              return any;
            }));
  }

  private CompletionStage<? extends Message> whole(Message message) {
    return message.isText()
        ? message.asTextMessage().toStrict(5000, materializer)
        : message.asBinaryMessage().toStrict(5000, materializer);
  }

  private static <T> T next(BlockingQueue<T> queue) {
    try {
      return Optional.ofNullable(queue.poll(PATIENCE_S, TimeUnit.SECONDS)).orElseThrow();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      CompletableFuture<T> future = stage.toCompletableFuture();
      return future.get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (InterruptedException
        | java.util.concurrent.ExecutionException
        | TimeoutException failed) {
      throw new AssertionError(failed);
    }
  }
}
