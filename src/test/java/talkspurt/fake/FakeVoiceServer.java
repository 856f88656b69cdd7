package talkspurt.fake;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.KillSwitches;
import akka.stream.Materializer;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An HTTP server that speaks as it is told to, and remembers what it was asked. */
public final class FakeVoiceServer implements AutoCloseable, AfterEachCallback {

  /** What it was asked. */
  public record Asked(HttpRequest request, String body) {}

  private static final int PATIENCE_S = 20;
  private static final ContentType PCM =
      ContentTypes.create(MediaTypes.customBinary("audio", "pcm", MediaTypes.NOT_COMPRESSIBLE));

  private final ActorSystem<?> system;
  private final Queue<CompletionStage<HttpResponse>> answers = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private ServerBinding binding;
  private SharedKillSwitch plug;

  public FakeVoiceServer(ActorSystem<?> system) {
    this.system = system;
    bind(0);
  }

  private void bind(int port) {
    plug = KillSwitches.shared("voice-server");
    binding = await(Http.get(system)
        .newServerAt("127.0.0.1", port)
        .connectionSource()
        .to(Sink.foreach(connection -> {
          connections.incrementAndGet();
          connection.handleWith(
              Flow.of(HttpRequest.class).via(plug.flow()).mapAsync(1, this::answer),
              Materializer.matFromSystem(system));
        }))
        .run(system));
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request) {
    return request
        .entity()
        .toStrict(Duration.ofSeconds(5).toMillis(), Materializer.matFromSystem(system))
        .thenCompose(body -> {
          asked.add(new Asked(request, body.getData().utf8String()));
          CompletionStage<HttpResponse> next = answers.poll();
          return next == null ? CompletableFuture.completedFuture(status(501)) : next;
        });
  }

  /** Where it is. */
  public String url() {
    return "http://127.0.0.1:" + binding.localAddress().getPort();
  }

  /** How many connections it was opened. */
  public int connections() {
    return connections.get();
  }

  /** What it was asked next. */
  public Asked asked() {
    try {
      Asked next = asked.poll(PATIENCE_S, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("was not asked");
      }
      return next;
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  /** How much it was asked that nobody looked at. */
  public int unseen() {
    return asked.size();
  }

  /** It answers with this next. */
  public FakeVoiceServer answers(HttpResponse response) {
    answers.add(CompletableFuture.completedFuture(response));
    return this;
  }

  /** It answers with this when it is there. */
  public FakeVoiceServer answers(CompletionStage<HttpResponse> response) {
    answers.add(response);
    return this;
  }

  /** It answers with these bytes, each array a chunk of its own. */
  public FakeVoiceServer speaks(byte[]... chunks) {
    return streams(Source.from(java.util.List.of(chunks)).map(ByteString::fromArray));
  }

  /** It answers with these bytes, and a header. */
  public FakeVoiceServer speaks(String header, String value, byte[] bytes) {
    return answers(HttpResponse.create()
        .addHeader(RawHeader.create(header, value))
        .withEntity(HttpEntities.create(PCM, bytes)));
  }

  /** It answers with this stream. */
  public FakeVoiceServer streams(Source<ByteString, ?> bytes) {
    return answers(HttpResponse.create()
        .withEntity(HttpEntities.createChunked(
            PCM, bytes.mapMaterializedValue(any -> NotUsed.getInstance()))));
  }

  /** It refuses so. */
  public static HttpResponse status(int status) {
    return HttpResponse.create()
        .withStatus(StatusCodes.get(status))
        .withEntity(
            ContentTypes.APPLICATION_JSON,
            "{\"error\": {\"message\": \"Not this: We are open\", \"code\": \"no_such\"}}");
  }

  /** It refuses, and says when to come back. */
  public static HttpResponse status(int status, String retryAfter) {
    return status(status).addHeader(RawHeader.create("Retry-After", retryAfter));
  }

  /** All its connections are cut, and it listens again at the same port. */
  public void restarts() {
    int port = binding.localAddress().getPort();
    close();
    bind(port);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    close();
  }

  @Override
  public void close() {
    await(binding.unbind());
    plug.shutdown();
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }
}
