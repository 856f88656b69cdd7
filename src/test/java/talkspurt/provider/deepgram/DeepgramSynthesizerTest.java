package talkspurt.provider.deepgram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.stream.javadsl.Sink;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.fake.FakeVoiceServer;
import talkspurt.fake.FakeVoiceSocket;
import talkspurt.fake.FakeVoiceSocket.Peer;
import talkspurt.fake.QuietKit;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Speaking;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Synthesizer.Request;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.UsageAccount;
import talkspurt.provider.transport.Metered;
import talkspurt.provider.transport.Secret;
import talkspurt.provider.transport.VoiceServer;
import talkspurt.provider.tts.TtsTalk.Heard;
import talkspurt.telemetry.Metrics;

class DeepgramSynthesizerTest {

  private static final String SENTENCE = "We are open.";
  private static final String SPEAK = "{\"type\":\"Speak\",\"text\":\"We are open.\"}";

  @RegisterExtension
  static final QuietKit kit = new QuietKit("aura");

  private final AtomicLong nanos = new AtomicLong();

  @RegisterExtension
  final FakeVoiceSocket server = new FakeVoiceSocket(kit.system());

  @Test
  void sentenceAfterSentenceIsSpokenOnOneConnection() {
    Synthesizer voice = voice();
    Peer peer = null;
    for (int i = 0; i < 3; i++) {
      TestSubscriber.Probe<Sound> sounds = probe(voice);
      sounds.request(10);
      peer = peer == null ? server.peer() : peer;
      assertThat(peer.hears()).isEqualTo(SPEAK);
      assertThat(peer.hears()).isEqualTo("{\"type\":\"Flush\"}");
      peer.says("{\"type\":\"Metadata\",\"request_id\":\"r\"}");
      peer.sends(new byte[] {1, 2, 3});
      peer.sends(new byte[] {4});
      assertThat(Speaking.samples(List.of(sounds.expectNext()))).containsExactly(0x0201);
      assertThat(Speaking.samples(List.of(sounds.expectNext()))).containsExactly(0x0403);
      peer.says("{\"type\":\"Flushed\",\"sequence_id\":" + i + "}");
      sounds.expectComplete();
    }
    assertThat(server.request().getUri().toString())
        .endsWith("/v1/speak?model=aura-2-thalia-en&encoding=linear16&sample_rate=8000");
    assertThat(server.unseen()).isZero();
  }

  @Test
  void aSentenceThatIsCutIsClearedAndAnotherConnectionSpeaksMeanwhile() {
    Synthesizer voice = voice();
    TestSubscriber.Probe<Sound> cut = probe(voice);
    cut.request(1);
    Peer peer = server.peer();
    peer.hears();
    peer.hears();
    peer.sends(new byte[] {1, 2});
    cut.expectNext();
    cut.cancel();
    assertThat(peer.hears()).isEqualTo("{\"type\":\"Clear\"}");
    TestSubscriber.Probe<Sound> next = probe(voice);
    next.request(10);
    Peer other = server.peer();
    assertThat(other.hears()).isEqualTo(SPEAK);
    other.sends(new byte[] {5, 6});
    assertThat(Speaking.samples(List.of(next.expectNext()))).containsExactly(0x0605);
    next.cancel();
  }

  @Test
  void whatIsNoSoundThatCanBeReadIsAFailureAndNoNoise() {
    TestSubscriber.Probe<Sound> sounds = probe(voice());
    sounds.request(10);
    Peer peer = server.askedPeer();
    peer.sends(new byte[] {'O', 'g', 'g'});
    peer.sends(new byte[] {'S', 0, 2, 0, 0});
    assertThat(Speaking.failure(List.of(sounds.expectNext())).detail())
        .isEqualTo("Ogg where bare samples were asked for");
    sounds.expectComplete();
  }

  @Test
  void whatWasHeldBackIsSaidAtTheEnd() {
    TestSubscriber.Probe<Sound> sounds = probe(voice());
    sounds.request(10);
    Peer peer = server.askedPeer();
    peer.sends(new byte[4]);
    peer.says("{\"type\":\"Flushed\",\"sequence_id\":0}");
    assertThat(Speaking.samples(List.of(sounds.expectNext()))).containsExactly(0, 0);
    sounds.expectComplete();
  }

  /** Between two pieces the server is asked something else, and could be far ahead. */
  @Test
  void theServerIsNeverFarAheadOfWhatIsPlayed() {
    TestSubscriber.Probe<Sound> sounds = probe(voice());
    sounds.request(1);
    AtomicLong sent = new AtomicLong();
    server.askedPeer().floods(new byte[1600], 120_000, sent);
    sounds.expectNext();
    long taken = 1600;
    long most = 0;
    for (int i = 0; i < 300; i++) {
      sounds.requestNext();
      taken += 1600;
      server.refuses(500);
      say(voice());
      most = Math.max(most, sent.get() - taken);
    }
    sounds.cancel();
    assertThat(most).isLessThan(16L << 20); // the sockets' own buffers; all is 192 MB
  }

  @Test
  void aConnectionThatIsNeverClearedIsClosedAndAnotherTaken() {
    Synthesizer voice = DeepgramSynthesizer.create(
        kit.system(),
        settings(server.url(), true, Duration.ofSeconds(2)),
        nanos::get,
        Metrics.notExposed().providers());
    TestSubscriber.Probe<Sound> cut = probe(voice);
    cut.request(1);
    Peer peer = server.askedPeer();
    peer.sends(new byte[] {1, 2});
    cut.expectNext();
    cut.cancel();
    assertThat(List.of(peer.hears(), peer.hears(), peer.hears()))
        .last()
        .isEqualTo("{\"type\":\"Clear\"}");
    assertThat(peer.hears()).isEqualTo("{\"type\":\"Close\"}");
    assertThat(peer.closed()).isTrue();
  }

  @Test
  void untilItIsClearedNothingIsHeardAndNoFlushCounts() {
    DeepgramTalk talk = new DeepgramTalk(settings("http://h", true));
    talk.say("One", 0);
    assertThat(talk.binary(new byte[] {1, 2}).sounds()).hasSize(1);
    assertThat(talk.drop()).containsExactly("{\"type\":\"Clear\"}");
    assertThat(talk.ready(0)).isFalse();
    assertThat(talk.waits()).isTrue();
    assertThat(talk.binary(new byte[] {3, 4})).isEqualTo(Heard.NOTHING);
    assertThat(talk.text("{\"type\":\"Flushed\",\"sequence_id\":4}")).isEqualTo(Heard.NOTHING);
    talk.text("{\"type\":\"Cleared\",\"sequence_id\":5}");
    assertThat(talk.ready(0)).isTrue();
    talk.say("Two", 0);
    assertThat(talk.text("{\"type\":\"Flushed\",\"sequence_id\":4}").over()).isFalse();
    assertThat(talk.binary(new byte[] {5, 6}).sounds()).hasSize(1);
    assertThat(talk.text("{\"type\":\"Flushed\",\"sequence_id\":6}").over()).isTrue();
    assertThat(talk.ready(0)).isTrue();
  }

  @Test
  void aConnectionThatHasFlushedTwentyTimesInAMinuteIsNotUsedUntilTheMinuteIsOver() {
    DeepgramTalk talk = new DeepgramTalk(settings("http://h", true));
    for (int i = 0; i < 20; i++) {
      assertThat(talk.ready(TimeUnit.SECONDS.toNanos(i))).isTrue();
      talk.say("Yes", TimeUnit.SECONDS.toNanos(i));
      talk.binary(new byte[2]);
      assertThat(talk.text("{\"type\":\"Flushed\",\"sequence_id\":" + i + "}").over())
          .isTrue();
    }
    assertThat(talk.ready(TimeUnit.SECONDS.toNanos(59))).isFalse();
    assertThat(talk.waits()).isFalse();
    assertThat(talk.ready(TimeUnit.SECONDS.toNanos(61))).isTrue();
  }

  @Test
  void failuresAreElementsOfTheRightKind() {
    server.refuses(401);
    assertThat(Speaking.failure(say(voice())).kind()).isEqualTo(Kind.REJECTED_CREDENTIALS);
    assertThat(server.request().getHeader("Authorization").orElseThrow().value())
        .isEqualTo("Token key-1");
    DeepgramTalk talk = new DeepgramTalk(settings("http://h", true));
    talk.say("One", 0);
    Heard refused =
        talk.text("{\"type\":\"Error\",\"err_code\":\"DATA-0000\",\"description\":\"One\"}");
    assertThat(refused.broken()).isTrue();
    assertThat(Speaking.failure(refused.sounds()).detail()).isEqualTo("refused: DATA-0000");
    talk.say("Two", 0);
    assertThat(Speaking.failure(
                talk.text("{\"type\":\"Flushed\",\"sequence_id\":1}").sounds())
            .detail())
        .isEqualTo("no sound at all");
  }

  @Test
  void anyTextDecodesToSomething() {
    Random random = new Random(6);
    String good = "{\"type\":\"Flushed\",\"sequence_id\":12}";
    for (int round = 0; round < 5000; round++) {
      StringBuilder broken = new StringBuilder(good);
      for (int i = 0; i < 3; i++) {
        broken.setCharAt(random.nextInt(broken.length()), (char) random.nextInt(0x180));
      }
      assertThat(SpeakCodec.decode(broken.toString())).isNotNull();
    }
    assertThat(SpeakCodec.decode("")).isNotNull();
  }

  @Test
  void overHttpTheSameVoiceSpeaks() {
    try (FakeVoiceServer http = new FakeVoiceServer(kit.system())) {
      http.speaks(new byte[] {1}, new byte[] {2, 3, 4});
      Synthesizer voice = DeepgramSynthesizer.create(
          kit.system(),
          settings(http.url(), false),
          nanos::get,
          Metrics.notExposed().providers());
      assertThat(Speaking.samples(say(voice))).containsExactly(0x0201, 0x0403);
      FakeVoiceServer.Asked asked = http.asked();
      assertThat(asked.request().getUri().toString())
          .endsWith("/v1/speak?model=aura-2-thalia-en&encoding=linear16&sample_rate=8000"
              + "&container=none");
      assertThat(asked.request().getHeader("Authorization").orElseThrow().value())
          .isEqualTo("Token key-1");
      assertThat(asked.body()).isEqualTo("{\"text\":\"We are open.\"}");
    }
  }

  @ParameterizedTest
  @CsvSource({"7, 7, true", "0, 0, true", "2.5, 3, true", "-1, 12, false", "seven, 12, false"})
  void overHttpItTellsWhatItTakesWhichCountsInPlaceOfTheLetters(
      String header, long characters, boolean told) {
    UsageAccount paid = new UsageAccount();
    try (FakeVoiceServer http = new FakeVoiceServer(kit.system())) {
      http.speaks("dg-char-count", header, new byte[] {1, 2, 3, 4});
      Synthesizer voice = Metered.synthesizer(DeepgramSynthesizer.create(
          kit.system(),
          settings(http.url(), false),
          nanos::get,
          Metrics.notExposed().providers()));
      List<Sound> heard = voice
          .synthesize(new Request("en", "", SENTENCE, used -> {
            synchronized (paid) {
              paid.add(used);
            }
          }))
          .runWith(Sink.seq(), kit.system())
          .toCompletableFuture()
          .join();
      assertThat(Speaking.samples(heard)).hasSize(2);
      kit.createTestProbe().awaitAssert(() -> {
        synchronized (paid) {
          assertThat(paid.used().getOrDefault("characters", 0L)).isEqualTo(characters);
          assertThat(paid.estimated().containsKey("characters")).isEqualTo(!told);
        }
        return null;
      });
    }
  }

  @Test
  void wrongSettingsAreTold() {
    assertThatThrownBy(() -> new DeepgramVoiceSettings(
            settings("http://h", true).server(), true, new Secret("k"), "aura", 22_050))
        .hasMessageContaining("rate-hz is 22050");
  }

  private Synthesizer voice() {
    return DeepgramSynthesizer.create(
        kit.system(),
        settings(server.url(), true),
        nanos::get,
        Metrics.notExposed().providers());
  }

  private static List<Sound> say(Synthesizer voice) {
    return Speaking.of(voice, SENTENCE, kit.system());
  }

  private static TestSubscriber.Probe<Sound> probe(Synthesizer voice) {
    return voice
        .synthesize(new Request("en", "", SENTENCE))
        .runWith(TestSink.create(kit.system()), kit.system());
  }

  private static DeepgramVoiceSettings settings(String url, boolean webSocket) {
    return settings(url, webSocket, Duration.ofSeconds(10));
  }

  private static DeepgramVoiceSettings settings(
      String url, boolean webSocket, Duration firstSoundTimeout) {
    return new DeepgramVoiceSettings(
        new VoiceServer(
            "deepgram",
            URI.create(url),
            Duration.ofSeconds(5),
            firstSoundTimeout,
            Duration.ofSeconds(10),
            4,
            Duration.ofSeconds(60),
            0,
            Duration.ofMillis(10)),
        webSocket,
        new Secret("key-1"),
        "aura-2-thalia-en",
        8000);
  }
}
