package talkspurt.provider.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.fake.QuietKit;
import talkspurt.fake.SpokenCall;
import talkspurt.fake.SpokenNumbers;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.TranscriptEvent.Failed;
import talkspurt.provider.TranscriptEvent.Final;
import talkspurt.provider.transport.Secret;

/** Against a server of its protocol, on sockets of this machine. */
@Timeout(60)
class WhisperTranscriberTest {

  private static final int PATIENCE_S = 10;
  private static final int HEADER_BYTES = 44;

  @RegisterExtension
  static final QuietKit kit = new QuietKit("whisper");

  private final BlockingQueue<HttpRequest> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<CompletionStage<HttpResponse>> instead =
      new ConcurrentLinkedQueue<>();
  private ServerBinding server;

  @BeforeEach
  void open() throws Exception {
    server = Http.get(kit.system())
        .newServerAt("127.0.0.1", 0)
        .bind(this::answer)
        .toCompletableFuture()
        .get(PATIENCE_S, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    server
        .terminate(Duration.ofMillis(100))
        .toCompletableFuture()
        .get(PATIENCE_S, TimeUnit.SECONDS);
  }

  @Test
  void eachUtteranceIsOneRequest() throws Exception {
    SpokenCall call = call(5000, 8);
    call.say(1, "one two").end(1);
    assertThat(call.answer()).isEqualTo(new Final(1, "one two"));
    HttpRequest request = requests.poll(PATIENCE_S, TimeUnit.SECONDS);
    assertThat(request.getUri().path()).isEqualTo("/v1/audio/transcriptions");
    assertThat(request.getHeader("Authorization").orElseThrow().value()).isEqualTo("Bearer s3cret");
    assertThat(request.entity().getContentType().toString()).startsWith("multipart/form-data");
    assertThat(request.entity().getContentLengthOption()).isPresent();
    assertThat(bodies.poll(PATIENCE_S, TimeUnit.SECONDS))
        .contains("name=\"file\"", "filename=\"speech.wav\"", "audio/wav")
        .contains("name=\"model\"", "\r\n\r\nwhisper-1\r\n")
        .contains("name=\"language\"", "\r\n\r\nen\r\n")
        .contains("name=\"response_format\"", "\r\n\r\njson\r\n")
        .doesNotContain("name=\"prompt\"");
    call.say(2, "three").end(2);
    assertThat(call.answer()).isEqualTo(new Final(2, "three"));
    call.complete();
  }

  @Test
  void anUtteranceWithNextToNoSoundIsNotSent() {
    SpokenCall call = call(5000, 8);
    call.end(1);
    assertThat(call.answer()).isEqualTo(new Final(1, ""));
    call.pause(2, 60).end(2);
    assertThat(call.answer()).isEqualTo(new Final(2, ""));
    assertThat(requests).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "401, REJECTED_CREDENTIALS, 1",
    "400, REJECTED_REQUEST, 1",
    "500, OVERLOADED, 2",
    "429, OVERLOADED, 2"
  })
  void aRefusalIsToldAsWhatItIsAndTriedAgainIfThatMayHelp(int status, Kind kind, int tries) {
    for (int i = 0; i < tries; i++) {
      insteadOfTheNext(HttpResponse.create().withStatus(status));
    }
    SpokenCall call = call(5000, 8);
    call.say(1, "one").end(1);
    assertThat(call.answer()).isEqualTo(failed(1, kind, "answered " + status));
    assertThat(requests).hasSize(tries);
    call.say(2, "two").end(2);
    assertThat(call.answer()).isEqualTo(new Final(2, "two"));
  }

  @Test
  void aFailureThatPassesIsNotNoticed() {
    insteadOfTheNext(
        HttpResponse.create().withStatus(503).addHeader(RawHeader.create("Retry-After", "1")));
    SpokenCall call = call(5000, 8);
    call.say(1, "one").end(1);
    assertThat(call.answer()).isEqualTo(new Final(1, "one"));
  }

  @Test
  void whoDoesNotAnswerFailsInTime() {
    instead.add(new CompletableFuture<>());
    SpokenCall call = call(2000, 8);
    call.say(1, "one").end(1);
    assertThat(call.answer()).isEqualTo(failed(1, Kind.UNREACHABLE, "no answer in time"));
    call.say(2, "two").end(2);
    assertThat(call.answer()).isEqualTo(new Final(2, "two"));
  }

  @Test
  void anAnswerThatIsNoneOrTooLongOrBreaksOffFails() {
    insteadOfTheNext(HttpResponse.create().withEntity("<html>"));
    insteadOfTheNext(HttpResponse.create().withEntity("{\"error\": \"x\"}"));
    SpokenCall call = call(5000, 8);
    call.say(1, "one").end(1);
    assertThat(call.answer()).isEqualTo(failed(1, Kind.BROKE_PROTOCOL, "an unparseable answer"));
    call.say(2, "one").end(2);
    assertThat(call.answer()).isEqualTo(failed(2, Kind.REJECTED_REQUEST, "an error in an answer"));
    insteadOfTheNext(HttpResponse.create()
        .withEntity(HttpEntities.createChunked(
            ContentTypes.APPLICATION_JSON,
            Source.repeat(ByteString.fromString("x".repeat(10_000))))));
    call.say(3, "one").end(3);
    assertThat(call.answer()).isEqualTo(failed(3, Kind.BROKE_PROTOCOL, "an answer without end"));
  }

  @Test
  void anAnswerInOddPiecesIsReadWhole() {
    List<ByteString> pieces = new ArrayList<>();
    for (byte one : "{\"text\": \"schöne Grüße\"}".getBytes(StandardCharsets.UTF_8)) {
      pieces.add(ByteString.fromArray(new byte[] {one}));
    }
    insteadOfTheNext(HttpResponse.create()
        .withEntity(
            HttpEntities.createChunked(ContentTypes.APPLICATION_JSON, Source.from(pieces))));
    SpokenCall call = call(5000, 8);
    call.say(1, "one").end(1);
    assertThat(call.answer()).isEqualTo(new Final(1, "schöne Grüße"));
  }

  @Test
  void moreRequestsThanAllowedFailAtOnce() throws Exception {
    instead.add(new CompletableFuture<>());
    WhisperTranscriber transcriber =
        new WhisperTranscriber(settings(baseUrl(), 5000, 1), kit.system());
    SpokenCall first = new SpokenCall(kit.system().classicSystem(), transcriber);
    first.say(1, "one").end(1);
    assertThat(requests.poll(PATIENCE_S, TimeUnit.SECONDS)).isNotNull();
    SpokenCall second = new SpokenCall(kit.system().classicSystem(), transcriber);
    second.say(1, "two").end(1);
    assertThat(second.answer()).isEqualTo(failed(1, Kind.OVERLOADED, "too many requests of ours"));
    first.cancel();
    kit.createTestProbe().awaitAssert(Duration.ofSeconds(PATIENCE_S), () -> {
      second.say(2, "three").end(2);
      assertThat(second.answer()).isInstanceOf(Final.class);
      return null;
    });
  }

  @Test
  void whoCancelsOrWaitsInVainFreesTheConnection() throws Exception {
    try (ServerSocket dumb = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + dumb.getLocalPort() + "/v1");
      SpokenCall patient = new SpokenCall(
          kit.system().classicSystem(),
          new WhisperTranscriber(settings(url, 60_000, 8), kit.system()));
      patient.say(1, "one").end(1);
      try (Socket peer = dumb.accept()) {
        peer.setSoTimeout(10_000);
        assertThat(peer.getInputStream().read()).isEqualTo('P');
        patient.cancel();
        assertThat(peer.getInputStream().readAllBytes()).isNotEmpty();
      }
      SpokenCall impatient = new SpokenCall(
          kit.system().classicSystem(),
          new WhisperTranscriber(settings(url, 300, 8), kit.system()));
      impatient.say(1, "one").end(1);
      try (Socket peer = dumb.accept()) {
        peer.setSoTimeout(10_000);
        assertThat(peer.getInputStream().readAllBytes()).isNotEmpty();
      }
    }
  }

  @Test
  void whereNobodyListensTheUtteranceFails() {
    SpokenCall call = new SpokenCall(
        kit.system().classicSystem(),
        new WhisperTranscriber(
            settings(URI.create("http://127.0.0.1:1/v1"), 5000, 8), kit.system()));
    call.say(1, "one").end(1);
    assertThat(call.answer()).isEqualTo(failed(1, Kind.UNREACHABLE, "can not be asked"));
  }

  private SpokenCall call(int answerWithinMs, int maxRequests) {
    return new SpokenCall(
        kit.system().classicSystem(),
        new WhisperTranscriber(settings(baseUrl(), answerWithinMs, maxRequests), kit.system()));
  }

  private URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.localAddress().getPort() + "/v1");
  }

  private static WhisperSettings settings(URI url, int answerWithinMs, int maxRequests) {
    return new WhisperSettings(
        url,
        Optional.of(new Secret("s3cret")),
        "whisper-1",
        "",
        "",
        Duration.ofSeconds(5),
        Duration.ofMillis(answerWithinMs),
        1,
        maxRequests,
        Duration.ofSeconds(30));
  }

  private void insteadOfTheNext(HttpResponse response) {
    instead.add(CompletableFuture.completedFuture(response));
  }

  private static TranscriptEvent failed(long utterance, Kind kind, String detail) {
    return new Failed(utterance, new ProviderFailure(kind, WhisperTranscriber.NAME, detail));
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request) {
    requests.add(request);
    return request.entity().toStrict(5000, kit.system()).thenCompose(entity -> {
      bodies.add(entity.getData().utf8String());
      CompletionStage<HttpResponse> other = instead.poll();
      return other != null
          ? other
          : CompletableFuture.completedFuture(HttpResponse.create()
              .withEntity(
                  ContentTypes.APPLICATION_JSON,
                  "{\"text\": \" " + words(entity.getData()) + "\"}"));
    });
  }

  /** Of the WAV file in the form. */
  private static String words(ByteString form) {
    String text = form.decodeString(StandardCharsets.ISO_8859_1);
    int file = text.indexOf("RIFF");
    int bytes = form.drop(file + (HEADER_BYTES - 4))
        .take(4)
        .asByteBuffer()
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .getInt();
    SpokenNumbers.Hearer hearer = new SpokenNumbers.Hearer();
    hearer.hear(form.drop(file + HEADER_BYTES).take(bytes));
    return hearer.words();
  }
}
