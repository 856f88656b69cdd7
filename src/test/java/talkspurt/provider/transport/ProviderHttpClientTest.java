package talkspurt.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpRequest;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.pattern.CircuitBreakerOpenException;
import akka.stream.BufferOverflowException;
import akka.stream.KillSwitch;
import akka.stream.KillSwitches;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import talkspurt.fake.PeerSettingsOf;
import talkspurt.fake.QuietKit;
import talkspurt.fake.StandIn;
import talkspurt.fake.Told;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.transport.ProviderHttpClient.Reply;
import talkspurt.telemetry.Metrics;

@Timeout(60)
class ProviderHttpClientTest {

  @RegisterExtension
  static final QuietKit KIT = new QuietKit("provider-http");

  private static final String TEXT = "text/plain";
  private static final StandIn.Script GOOD = (asked, wire) -> wire.whole(200, TEXT, "good");

  private final Metrics metrics = Metrics.notExposed();
  private StandIn server = new StandIn(GOOD);

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(
            new CircuitBreakerOpenException(scala.concurrent.duration.Duration.Zero(), "open"),
            Kind.UNREACHABLE,
            "circuit breaker open"),
        Arguments.of(
            new BufferOverflowException("full"), Kind.OVERLOADED, "too many requests of ours wait"),
        Arguments.of(new TimeoutException("late"), Kind.UNREACHABLE, "no answer in time"),
        Arguments.of(
            new EntityStreamSizeException(10, scala.Option.empty()),
            Kind.BROKE_PROTOCOL,
            "the answer is too long"),
        Arguments.of(new ConnectException("refused"), Kind.UNREACHABLE, "refused"),
        Arguments.of(
            new IllegalStateException("secret"), Kind.UNREACHABLE, "IllegalStateException"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void eachFaultIsAFailureOfTheServer(Throwable fault, Kind kind, String detail) {
    ProviderHttpClient client = client(1);
    ProviderFailure expected =
        new ProviderFailure(kind, "peer", detail, Addressed.shown(server.url("/")));
    assertThat(client.failure(fault)).isEqualTo(expected);
    assertThat(client.failure(new CompletionException(fault))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"503, 3", "429, 3", "408, 3", "400, 1", "401, 1", "302, 1"})
  void onlyWhatIsWorthItIsAskedAgain(int status, int times) throws IOException {
    serve((asked, wire) -> wire.whole(status, TEXT, "no"));
    Reply.Failed failed = (Reply.Failed) send(client(3));
    assertThat(failed.failure().kind()).isEqualTo(Kind.ofStatus(status));
    assertThat(failed.failure().detail()).isEqualTo("status " + status);
    assertThat(server.asked()).hasSize(times);
    assertThat(Told.by(metrics, "talkspurt_provider_retries", "peer")).isEqualTo(times - 1);
  }

  @Test
  void whatIsSaidOfRateLimitsIsKnown() throws IOException {
    ProviderHttpClient client = client(1);
    send(client);
    assertThat(client.takesNothingFor()).isZero();
    serve((asked, wire) ->
        wire.whole(429, TEXT, "no", "Retry-After: 60", "x-ratelimit-remaining-requests: 0"));
    ProviderHttpClient refused = client(1);
    send(refused);
    assertThat(refused.takesNothingFor()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    assertThat(Told.value(metrics, "talkspurt_provider_quota_wait_seconds", "peer"))
        .isBetween(50.0, 60.0);
  }

  @Test
  void theLastAttemptMayBeGood() throws IOException {
    StandIn.Script busy = (asked, wire) -> wire.whole(503, TEXT, "busy");
    serve(busy, busy, GOOD);
    assertThat(send(client(3))).isInstanceOf(Reply.Answered.class);
  }

  @Test
  void whoAsksForMoreThanWeWaitIsNotAskedAgain() throws IOException {
    serve((asked, wire) -> wire.whole(503, TEXT, "busy", "Retry-After: 1"));
    Reply.Failed failed = (Reply.Failed) send(client(2));
    assertThat(failed.delay()).contains(Duration.ofSeconds(1));
    assertThat(server.asked()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "400, 500, 500",
    "400, 501, 500",
    "400, 16384, 500",
    "400, 16385, 0",
    "401, 10, 0",
    "503, 10, 0"
  })
  void theBeginningOfARefusalIsTold(int status, int length, int told) throws IOException {
    serve((asked, wire) -> wire.whole(status, TEXT, "x".repeat(length)));
    assertThat(((Reply.Failed) send(client(1))).said()).isEqualTo("x".repeat(told));
  }

  @Test
  void anAnswerIsReadUpToTheBound() throws IOException {
    serve((asked, wire) -> wire.whole(200, TEXT, "x".repeat((1 << 20) + 1)));
    ProviderHttpClient client = client(1);
    Reply.Answered answered = (Reply.Answered) send(client);
    Optional<Throwable> fault = client
        .body(answered.response())
        .runWith(Sink.ignore(), KIT.system())
        .<Optional<Throwable>>handle((done, thrown) -> Optional.ofNullable(thrown))
        .toCompletableFuture()
        .join();
    assertThat(client.failure(fault.orElseThrow()).detail()).isEqualTo("the answer is too long");
  }

  @Test
  void answersThatWentWrongOpenTheCircuitBreaker() {
    ProviderHttpClient client = client(1);
    for (int blamed = 0; blamed < 5; blamed++) {
      client.blame();
    }
    assertThat(((Reply.Failed) send(client)).failure().detail()).isEqualTo("circuit breaker open");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aFewAnswersThatWentWrongDoNot() {
    ProviderHttpClient client = client(1);
    for (int blamed = 0; blamed < 4; blamed++) {
      client.blame();
    }
    assertThat(send(client)).isInstanceOf(Reply.Answered.class);
  }

  @Test
  void refusalsOfARequestDoNotOpenTheCircuitBreaker() throws IOException {
    serve((asked, wire) -> wire.whole(400, TEXT, "no"));
    ProviderHttpClient client = client(1);
    for (int asked = 1; asked <= 7; asked++) {
      send(client);
      assertThat(server.asked()).hasSize(asked);
    }
  }

  @Test
  void aTokenIsTheBearers() {
    HttpRequest request = HttpRequest.POST("http://a");
    assertThat(ProviderHttpClient.authorized(request, Optional.empty())).isSameAs(request);
    assertThat(ProviderHttpClient.authorized(request, Optional.of(new Secret("abc")))
            .getHeader("Authorization"))
        .hasValueSatisfying(header -> assertThat(header.value()).isEqualTo("Bearer abc"));
  }

  /** Where it is unread, its connection is kept for 15 s, and that is logged. */
  @Test
  void anAnswerThatComesAfterItsStreamWasCancelledIsDiscarded() throws Exception {
    Late late = new Late();
    serve(late);
    KillSwitch stream = client(1).stream(HttpRequest.POST(server.url("/").toString()), reply -> {
          throw new AssertionError(reply);
        })
        .viaMat(KillSwitches.single(), Keep.right())
        .to(Sink.ignore())
        .run(KIT.system());
    late.asked.await();
    stream.shutdown();
    late.answer.countDown();
    assertThat(late.closed.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anAnswerThatComesTooLateIsDiscarded() throws Exception {
    Late late = new Late();
    serve(late);
    URI url = server.url("/");
    ProviderHttpClient client = ProviderHttpClient.create(
        KIT.system(), PeerSettingsOf.url("peer", url, 1, 300), metrics.providers());
    assertThat(((Reply.Failed) send(client)).failure().detail()).isEqualTo("no answer in time");
    late.answer.countDown();
    assertThat(late.closed.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aStreamReadsItsAnswer() {
    ProviderHttpClient client = client(1);
    String read = client.stream(
            HttpRequest.POST(server.url("/").toString()),
            reply -> client.body(((Reply.Answered) reply).response()))
        .runFold("", (all, bytes) -> all + bytes.utf8String(), KIT.system())
        .toCompletableFuture()
        .join();
    assertThat(read).isEqualTo("good");
  }

  /** Answers when it is told to, and never to the end. */
  private static final class Late implements StandIn.Script {

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public void answer(StandIn.Asked request, StandIn.Wire wire) throws IOException {
      asked.countDown();
      try {
        answer.await();
      } catch (InterruptedException stopped) {
        return;
      }
      wire.chunked(TEXT);
      wire.chunk("late");
      wire.untilClosed();
      closed.countDown();
    }
  }

  private void serve(StandIn.Script... scripts) throws IOException {
    server.close();
    server = new StandIn(scripts);
  }

  private ProviderHttpClient client(int attempts) {
    URI url = server.url("/");
    return ProviderHttpClient.create(
        KIT.system(),
        PeerSettingsOf.url("peer", url, attempts, PeerSettingsOf.PATIENT_MS),
        metrics.providers());
  }

  private Reply send(ProviderHttpClient client) {
    return client
        .send(HttpRequest.POST(server.url("/").toString()))
        .toCompletableFuture()
        .join();
  }
}
