package talkspurt.provider.openaispeech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.Source;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.util.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.FakeVoiceServer;
import talkspurt.fake.QuietKit;
import talkspurt.fake.TracedCall;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Speaking;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Synthesizer.Request;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.transport.Secret;
import talkspurt.provider.transport.VoiceServer;
import talkspurt.telemetry.Metrics;

/** Against a server that speaks as it is told to, on sockets of this machine. */
class OpenAiSpeechSynthesizerTest {

  private static final String SENTENCE = "We are open.";
  private static final byte[] SOUND = new byte[] {1, 2, 3, 4, 5, 6, 7, 8};
  private static final short[] SAMPLES = {0x0201, 0x0403, 0x0605, 0x0807};

  @RegisterExtension
  static final QuietKit kit = new QuietKit("speech");

  private final AtomicLong nanos = new AtomicLong();

  @RegisterExtension
  final FakeVoiceServer server = new FakeVoiceServer(kit.system());

  @Test
  void asksWithWhatTheServerUnderstands() {
    server.speaks(SOUND);
    assertThat(say(voice(server.url() + "/v1", 0))).hasSize(1);
    FakeVoiceServer.Asked asked = server.asked();
    assertThat(asked.request().getUri().path()).isEqualTo("/v1/audio/speech");
    assertThat(asked.request().getHeader("Authorization").orElseThrow().value())
        .isEqualTo("Bearer sk-1");
    assertThat(asked.body())
        .isEqualTo("{\"model\":\"tts-1\",\"input\":\"We are open.\",\"voice\":\"alloy\","
            + "\"response_format\":\"pcm\",\"instructions\":\"calmly\",\"speed\":1.25}");
  }

  @Test
  void theServerIsToldTheTraceOfTheCall() {
    server.speaks(SOUND);
    Synthesizer voice = voice(server.url(), 0);
    try (TracedCall traced = new TracedCall()) {
      say(request -> voice.synthesize(request.with(traced)));
      assertThat(server.asked().request().getHeader("traceparent").orElseThrow().value())
          .isEqualTo(traced.trace().traceparent().orElseThrow());
    }
  }

  @Test
  void aByteThatIsAheadWaitsForItsOtherHalf() {
    server.speaks(
        Arrays.copyOfRange(SOUND, 0, 1),
        Arrays.copyOfRange(SOUND, 1, 2),
        Arrays.copyOfRange(SOUND, 2, 5),
        Arrays.copyOfRange(SOUND, 5, 8));
    List<Sound> sounds = say(voice(server.url(), 0));
    assertThat(Speaking.samples(sounds)).isEqualTo(SAMPLES);
    assertThat(Speaking.rateHz(sounds)).isEqualTo(24_000);
  }

  @ParameterizedTest
  @CsvSource({
    "400, REJECTED_REQUEST", "401, REJECTED_CREDENTIALS", "403, REJECTED_CREDENTIALS",
    "404, REJECTED_REQUEST", "422, REJECTED_REQUEST", "429, OVERLOADED",
    "500, OVERLOADED", "503, OVERLOADED", "302, BROKE_PROTOCOL"
  })
  void aRefusalIsAFailureOfItsKindThatRepeatsNothingPersonal(int status, Kind kind) {
    server.answers(FakeVoiceServer.status(status));
    assertThat(Speaking.failure(say(voice(server.url(), 0))))
        .isEqualTo(new ProviderFailure(kind, "openai", "answered " + status + " no_such"));
  }

  @Test
  void asksAgainWhereThatIsWorthIt() {
    server.answers(FakeVoiceServer.status(500)).speaks(SOUND);
    assertThat(Speaking.samples(say(voice(server.url(), 1)))).isEqualTo(SAMPLES);
    server.answers(FakeVoiceServer.status(401)).speaks(SOUND);
    assertThat(Speaking.failure(say(voice(server.url(), 1))).kind())
        .isEqualTo(Kind.REJECTED_CREDENTIALS);
  }

  @Test
  void aServerThatAsksForTimeIsLeftAloneSoLong() {
    Synthesizer voice = voice(server.url(), 1);
    server.answers(FakeVoiceServer.status(429, "7")).speaks(SOUND);
    assertThat(Speaking.failure(say(voice)).kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(Speaking.failure(say(voice)).detail()).isEqualTo("asked for a pause (Retry-After)");
    server.asked();
    assertThat(server.unseen()).isZero();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(7));
    assertThat(Speaking.samples(say(voice))).isEqualTo(SAMPLES);
  }

  @Test
  void anErrorThatComesAsSuccessIsOne() {
    server.answers(HttpResponse.create()
        .withEntity(ContentTypes.APPLICATION_JSON, "{\"error\": {\"code\": \"quota\"}}"));
    assertThat(Speaking.failure(say(voice(server.url(), 0))))
        .isEqualTo(
            new ProviderFailure(Kind.BROKE_PROTOCOL, "openai", "text instead of sound quota"));
    server.speaks();
    assertThat(Speaking.failure(say(voice(server.url(), 0))).detail()).isEqualTo("no sound at all");
  }

  @ParameterizedTest
  @CsvSource({
    "audio/mpeg, ID3, MP3",
    "application/octet-stream, ID3, MP3",
    "audio/ogg, OggS, Ogg",
    "audio/pcm, fLaC, FLAC",
    "application/octet-stream, {'detail': 'no such voice at all'}, text",
    "audio/pcm, <html><body>The server is busy</body></html>, text"
  })
  void whatIsNoSoundThatCanBeReadIsAFailureAndNoNoise(String type, String begin, String what) {
    byte[] body = Arrays.copyOf(begin.getBytes(StandardCharsets.US_ASCII), 9000);
    server.answers(HttpResponse.create().withEntity(ContentTypes.parse(type), body));
    assertThat(Speaking.failure(say(voice(server.url(), 0))))
        .isEqualTo(new ProviderFailure(
            Kind.BROKE_PROTOCOL, "openai", what + " where bare samples were asked for"));
  }

  @Test
  void aWavFileIsReadWhereSamplesWereAskedFor() {
    ByteBuffer file = ByteBuffer.allocate(44 + SOUND.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF....WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    file.putShort((short) 1).putShort((short) 1).putInt(16_000).putInt(32_000);
    file.putShort((short) 2).putShort((short) 16);
    file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(0).put(SOUND);
    server.answers(HttpResponse.create().withEntity(ContentTypes.parse("audio/wav"), file.array()));
    List<Sound> sounds = say(voice(server.url(), 0));
    assertThat(Speaking.samples(sounds)).isEqualTo(SAMPLES);
    assertThat(Speaking.rateHz(sounds)).isEqualTo(16_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip", "X-GZIP", "deflate"})
  void soundThatIsPackedOnTheWayIsRead(String packed) throws IOException {
    server.answers(packed(packed).withEntity(ContentTypes.parse("audio/pcm"), pack(packed)));
    assertThat(Speaking.samples(say(voice(server.url(), 0)))).isEqualTo(SAMPLES);
  }

  @Test
  void soundThatIsPackedOtherwiseOrNotAsItSaysIsAFailure() {
    server.answers(packed("br").withEntity(ContentTypes.parse("audio/pcm"), SOUND));
    assertThat(Speaking.failure(say(voice(server.url(), 0))))
        .isEqualTo(new ProviderFailure(
            Kind.BROKE_PROTOCOL, "openai", "sound packed in a way that is not read"));
    server.answers(packed("gzip").withEntity(ContentTypes.parse("audio/pcm"), SOUND));
    assertThat(Speaking.failure(say(voice(server.url(), 0))).detail()).contains("ZipException");
  }

  private static HttpResponse packed(String how) {
    return HttpResponse.create().addHeader(RawHeader.create("Content-Encoding", how));
  }

  private static byte[] pack(String how) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = how.equals("identity")
        ? bytes
        : how.equals("deflate") ? new DeflaterOutputStream(bytes) : new GZIPOutputStream(bytes)) {
      out.write(SOUND);
    }
    return bytes.toByteArray();
  }

  @Test
  void theRateThatAnAnswerTellsIsBelieved() {
    server.answers(
        HttpResponse.create().withEntity(ContentTypes.parse("audio/pcm;rate=16000"), SOUND));
    List<Sound> sounds = say(voice(server.url(), 0));
    assertThat(Speaking.samples(sounds)).isEqualTo(SAMPLES);
    assertThat(Speaking.rateHz(sounds)).isEqualTo(16_000);
  }

  @Test
  void anAnswerThatBreaksOffIsAFailureBehindWhatWasSaid() {
    CompletableFuture<ByteString> more = new CompletableFuture<>();
    server.streams(Source.single(ByteString.fromArray(SOUND)).concat(Source.completionStage(more)));
    TestSubscriber.Probe<Sound> sounds = probe(voice(server.url(), 1));
    assertThat(Speaking.samples(List.of(sounds.requestNext()))).isEqualTo(SAMPLES);
    more.completeExceptionally(new IllegalStateException("broken on purpose"));
    assertThat(Speaking.failure(List.of(sounds.requestNext())).kind()).isEqualTo(Kind.UNREACHABLE);
    sounds.expectComplete();
    server.asked();
    assertThat(server.unseen()).isZero();
  }

  @Test
  void aServerThatIsSilentIsGivenUp() {
    server.answers(new CompletableFuture<>());
    assertThat(Speaking.failure(say(voice(server.url(), 0, Duration.ofMillis(200)))))
        .isEqualTo(new ProviderFailure(Kind.UNREACHABLE, "openai", "nothing came for 200 ms"));
  }

  @Test
  void aServerThatIsNotThereIsUnreachable() {
    String url = server.url();
    server.close();
    assertThat(Speaking.failure(say(voice(url, 0))).kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void aConnectionIsUsedAgainAndOneThatIsGoneIsMissedByNobody() {
    Synthesizer voice = voice(server.url(), 0);
    for (int i = 0; i < 5; i++) {
      server.speaks(SOUND);
      assertThat(Speaking.samples(say(voice))).isEqualTo(SAMPLES);
    }
    assertThat(server.connections()).isEqualTo(1);
    server.restarts();
    server.speaks(SOUND);
    assertThat(Speaking.samples(say(voice))).isEqualTo(SAMPLES);
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void whoIsNotHeardAnyMoreIsCutOffAtOnce() throws Exception {
    CompletableFuture<Object> cut = new CompletableFuture<>();
    server.streams(
        Source.repeat(ByteString.fromArray(new byte[4800])).watchTermination((nothing, end) -> {
          end.whenComplete((done, failure) -> cut.complete("cut"));
          return nothing;
        }));
    TestSubscriber.Probe<Sound> sounds = probe(voice(server.url(), 0));
    sounds.requestNext();
    sounds.cancel();
    assertThat(cut.get(10, TimeUnit.SECONDS)).isEqualTo("cut");
    server.speaks(SOUND);
    assertThat(Speaking.samples(say(voice(server.url(), 0)))).isEqualTo(SAMPLES);
  }

  @Test
  void moreSentencesAtOnceThanAllowedAreRefused() {
    Synthesizer voice = voice(server.url(), 0);
    server.streams(Source.repeat(ByteString.fromArray(new byte[4800])));
    server.streams(Source.repeat(ByteString.fromArray(new byte[4800])));
    List<TestSubscriber.Probe<Sound>> two = List.of(probe(voice), probe(voice));
    two.forEach(TestSubscriber.Probe::requestNext);
    assertThat(Speaking.failure(say(voice)))
        .isEqualTo(new ProviderFailure(Kind.OVERLOADED, "openai", "all 2 connections are in use"));
    two.forEach(TestSubscriber.Probe::cancel);
  }

  /** Between two pieces the server is asked something else, and could be far ahead. */
  @Test
  void theServerIsNeverFarAheadOfWhatIsPlayed() {
    AtomicLong sent = new AtomicLong();
    byte[] second = new byte[48_000];
    server.streams(
        Source.from(Collections.nCopies(4000, ByteString.fromArray(second))).map(piece -> {
          sent.addAndGet(piece.size());
          return piece;
        }));
    Synthesizer voice = voice(server.url(), 0);
    TestSubscriber.Probe<Sound> sounds = probe(voice);
    long most = 0;
    long taken = 0;
    for (int i = 0; i < 300; i++) {
      taken += 2L * ((Sound.Pcm) sounds.requestNext()).frame().samples().length;
      server.speaks(SOUND);
      say(voice);
      most = Math.max(most, sent.get() - taken);
    }
    sounds.cancel();
    assertThat(most).isLessThan(16L << 20); // the sockets' own buffers; all is 192 MB
  }

  @Test
  void nothingIsAskedForATextWithoutWordsOrTooLong() {
    assertThat(Speaking.of(voice(server.url(), 0), " ... ", kit.system())).isEmpty();
    assertThat(Speaking.failure(Speaking.of(voice(server.url(), 0), "a".repeat(4097), kit.system()))
            .kind())
        .isEqualTo(Kind.REJECTED_REQUEST);
    assertThat(server.unseen()).isZero();
  }

  @Test
  void wrongSettingsAreTold() {
    assertThatThrownBy(() -> settings("ftp://host", 0, Duration.ofSeconds(1)))
        .hasMessageContaining("url is ftp://host; allowed");
    assertThatThrownBy(() -> settings("http://u:p@host", 0, Duration.ofSeconds(1)))
        .hasMessageContaining("no password")
        .hasMessageNotContaining("u:p");
    assertThatThrownBy(() -> settings("http://host", 4, Duration.ofSeconds(1)))
        .hasMessage("retries is 4; allowed: 0 to 3");
    assertThat(settings("http://host", 0, Duration.ofSeconds(1)).toString()).doesNotContain("sk-1");
  }

  private List<Sound> say(Synthesizer voice) {
    return Speaking.of(voice, SENTENCE, kit.system());
  }

  private static TestSubscriber.Probe<Sound> probe(Synthesizer voice) {
    return voice
        .synthesize(new Request("en", "", SENTENCE))
        .runWith(TestSink.create(kit.system()), kit.system());
  }

  private Synthesizer voice(String url, int retries) {
    return voice(url, retries, Duration.ofSeconds(10));
  }

  private Synthesizer voice(String url, int retries, Duration firstSoundTimeout) {
    return OpenAiSpeechSynthesizer.create(
        kit.system(),
        settings(url, retries, firstSoundTimeout),
        nanos::get,
        Metrics.notExposed().providers());
  }

  private static OpenAiSpeechSettings settings(
      String url, int retries, Duration firstSoundTimeout) {
    return new OpenAiSpeechSettings(
        new VoiceServer(
            "openai",
            URI.create(url),
            Duration.ofSeconds(5),
            firstSoundTimeout,
            Duration.ofSeconds(10),
            2,
            Duration.ofSeconds(60),
            retries,
            Duration.ofMillis(10)),
        new Secret("sk-1"),
        "tts-1",
        "alloy",
        "calmly",
        1.25,
        false,
        24_000);
  }
}
