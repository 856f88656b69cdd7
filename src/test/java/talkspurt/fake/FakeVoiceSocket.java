package talkspurt.fake;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.ws.BinaryMessage;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.http.javadsl.model.ws.WebSocket;
import akka.stream.Materializer;
import akka.stream.OverflowStrategy;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.SourceQueueWithComplete;
import akka.util.ByteString;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A WebSocket server whose part the test plays itself. */
public final class FakeVoiceSocket implements AutoCloseable, AfterEachCallback {

  private static final int PATIENCE_S = 20;
  private static final String CLOSED = "(closed)";

  /** One connection, as the server has it. */
  public static final class Peer {

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private SourceQueueWithComplete<Message> out;

    private void hear(String said) {
      heard.add(said);
      asked.countDown();
    }

    /** What the client says next. */
    public String hears() {
      return next(heard);
    }

    /** It is not there any more. */
    public boolean closed() {
      return hears().equals(CLOSED);
    }

    /** Says a text; whether there was room for it. */
    public CompletionStage<?> says(String text) {
      return out.offer(TextMessage.create(text));
    }

    /** Sends bytes. */
    public CompletionStage<?> sends(byte[] bytes) {
      return out.offer(BinaryMessage.create(ByteString.fromArray(bytes)));
    }

    /** Sends so many messages of bytes as fast as they are taken; how many bytes were, is counted. */
    public void floods(byte[] bytes, int messages, AtomicLong sent) {
      if (messages > 0) {
        sends(bytes).thenRun(() -> {
          sent.addAndGet(bytes.length);
          floods(bytes, messages - 1, sent);
        });
      }
    }

    /** Breaks off. */
    public void breaks() {
      out.fail(new IllegalStateException("broken on purpose"));
    }
  }

  private final ActorSystem<?> system;
  private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
  private final BlockingQueue<HttpRequest> requests = new LinkedBlockingQueue<>();
  private final ServerBinding binding;
  private volatile int status = 101;

  public FakeVoiceSocket(ActorSystem<?> system) {
    this.system = system;
    binding = await(Http.get(system).newServerAt("127.0.0.1", 0).bindSync(this::accept));
  }

  private HttpResponse accept(HttpRequest request) {
    requests.add(request);
    if (status != 101) {
      return HttpResponse.create().withStatus(status);
    }
    Peer peer = new Peer();
    var ends = Source.<Message>queue(64, OverflowStrategy.backpressure())
        .preMaterialize(Materializer.matFromSystem(system));
    peer.out = ends.first();
    Flow<Message, Message, NotUsed> flow = Flow.fromSinkAndSourceCoupled(
        Flow.of(Message.class)
            .map(message -> message.asTextMessage().getStrictText())
            .recover(Throwable.class, () -> CLOSED)
            .concat(Source.single(CLOSED))
            .to(Sink.foreach(peer::hear)),
        ends.second());
    peers.add(peer);
    return WebSocket.handleWebSocketRequestWith(request, flow);
  }

  /** Where it is. */
  public String url() {
    return "http://127.0.0.1:" + binding.localAddress().getPort();
  }

  /** It refuses connections so. */
  public void refuses(int newStatus) {
    status = newStatus;
  }

  /** The next connection. */
  public Peer peer() {
    return next(peers);
  }

  /** The next connection, once the client has said something: what is sent before belongs to no sentence. */
  public Peer askedPeer() {
    Peer peer = peer();
    try {
      assertThat(peer.asked.await(PATIENCE_S, TimeUnit.SECONDS))
          .as("nothing was said")
          .isTrue();
      return peer;
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  /** How many connections nobody looked at. */
  public int unseen() {
    return peers.size();
  }

  /** What the next connection was asked for with. */
  public HttpRequest request() {
    return next(requests);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    close();
  }

  @Override
  public void close() {
    await(binding.terminate(Duration.ofMillis(1)));
  }

  private static <T> T next(BlockingQueue<T> queue) {
    try {
      T next = queue.poll(PATIENCE_S, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing came");
      }
      return next;
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }
}
