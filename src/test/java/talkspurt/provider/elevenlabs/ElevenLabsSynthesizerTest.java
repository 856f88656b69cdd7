package talkspurt.provider.elevenlabs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.stream.javadsl.Sink;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
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
import talkspurt.telemetry.Metrics;

class ElevenLabsSynthesizerTest {

  private static final String SENTENCE = "We are open.";

  @RegisterExtension
  static final QuietKit kit = new QuietKit("eleven");

  @RegisterExtension
  final FakeVoiceSocket server = new FakeVoiceSocket(kit.system());

  @Test
  void whatIsNoSoundThatCanBeReadIsAFailureAndNoNoise() {
    TestSubscriber.Probe<Sound> sounds =
        probe(voice(server.url(), 0, Duration.ofSeconds(10)), SENTENCE);
    sounds.request(10);
    server.askedPeer().says("{\"contextId\":\"s1\",\"audio\":\"SUQzBAAAAAAAI1RTU0U=\"}"); // ID3, …
    assertThat(Speaking.failure(List.of(sounds.expectNext())).detail())
        .isEqualTo("MP3 where bare samples were asked for");
    sounds.expectComplete();
  }

  @Test
  void modelsThatTakePhonemesAreAskedToLookForThem() {
    VoiceServer at = server(server.url(), 0, Duration.ofSeconds(10));
    ElevenLabsSettings settings = new ElevenLabsSettings(
        at, true, new Secret("k"), "Voice1", "eleven_flash_v2", "", 8000, -1, -1, 1, List.of());
    Synthesizer voice = ElevenLabsSynthesizer.create(
        kit.system(), settings, () -> 0, Metrics.notExposed().providers());
    probe(voice, SENTENCE).request(1);
    server.peer();
    assertThat(server.request().getUri().toString())
        .contains("model_id=eleven_flash_v2&")
        .endsWith("&sync_alignment=true&enable_ssml_parsing=true");
  }

  @Test
  void aSentenceIsAContextOfItsOwnOnAConnectionThatIsKept() {
    Synthesizer voice = voice(server.url(), 0, Duration.ofSeconds(10));
    TestSubscriber.Probe<Sound> first = probe(voice, SENTENCE);
    first.request(10);
    Peer peer = server.peer();
    assertThat(server.request().getUri().toString())
        .endsWith(
            "/v1/text-to-speech/Voice1/multi-stream-input?model_id=flash&output_format=pcm_8000"
                + "&inactivity_timeout=180&auto_mode=true&sync_alignment=true");
    assertThat(peer.hears())
        .isEqualTo("{\"text\":\" \",\"context_id\":\"s1\",\"voice_settings\":{\"stability\":0.5}}");
    assertThat(peer.hears())
        .isEqualTo("{\"text\":\"We are open. \",\"context_id\":\"s1\",\"flush\":true}");
    assertThat(peer.hears()).isEqualTo("{\"context_id\":\"s1\",\"close_context\":true}");
    peer.says(audio("s1", 800, "We are", 0, 20, 20, 20, 20, 20));
    assertThat(first.expectNext()).isEqualTo(new Sound.Said(2, 40));
    assertThat(first.expectNext()).isEqualTo(new Sound.Said(6, 120));
    assertThat(samples(first, 3)).isEqualTo(800);
    peer.says(audio("s1", 400, " open.", 5, 5, 5, 5, 5, 5));
    assertThat(first.expectNext()).isEqualTo(new Sound.Said(12, 100 + 30));
    assertThat(samples(first, 2)).isEqualTo(400);
    peer.says(last("s1"));
    first.expectComplete();
    TestSubscriber.Probe<Sound> second = probe(voice, "Yes.");
    second.request(10);
    assertThat(peer.hears()).contains("\"context_id\":\"s2\"");
    peer.says(audio("s2", 80, ""));
    assertThat(second.expectNext()).isInstanceOf(Sound.Pcm.class);
    second.cancel();
  }

  /** How long so many pieces are together. */
  private static int samples(TestSubscriber.Probe<Sound> heard, int pieces) {
    int all = 0;
    for (int piece = 0; piece < pieces; piece++) {
      all += ((Sound.Pcm) heard.expectNext()).frame().samples().length;
    }
    return all;
  }

  @Test
  void whatStillComesOfASentenceThatWasCutIsNotHeard() {
    // where the only connection is not free yet, it is asked for again
    Synthesizer voice = ElevenLabsSynthesizer.create(
        kit.system(),
        settings(server(server.url(), 3, Duration.ofSeconds(10), 1), true),
        () -> 0,
        Metrics.notExposed().providers());
    TestSubscriber.Probe<Sound> cut = probe(voice, SENTENCE);
    cut.request(1);
    Peer peer = server.askedPeer();
    hears(peer, 3);
    peer.says(audio("s1", 80, ""));
    cut.expectNext();
    cut.cancel();
    peer.says(audio("s1", 81, ""));
    TestSubscriber.Probe<Sound> next = probe(voice, "Yes.");
    next.request(10);
    assertThat(peer.hears()).contains("\"context_id\":\"s2\"");
    peer.says(audio("s1", 82, ""));
    peer.says(audio("s2", 83, ""));
    peer.says(last("s1"));
    peer.says(audio("s2", 84, ""));
    peer.says(last("s2"));
    assertThat(((Sound.Pcm) next.expectNext()).frame().samples()).hasSize(83);
    assertThat(((Sound.Pcm) next.expectNext()).frame().samples()).hasSize(84);
    next.expectComplete();
    assertThat(server.unseen()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "401, REJECTED_CREDENTIALS",
    "403, REJECTED_CREDENTIALS",
    "404, REJECTED_REQUEST",
    "429, OVERLOADED",
    "500, OVERLOADED"
  })
  void aConnectionThatIsRefusedIsAFailureOfItsKind(int status, Kind kind) {
    server.refuses(status);
    assertThat(Speaking.failure(say(voice(server.url(), 0, Duration.ofSeconds(10))))
            .kind())
        .isEqualTo(kind);
    assertThat(server.request().getHeader("xi-api-key").orElseThrow().value()).isEqualTo("key-1");
  }

  @Test
  void aConnectionThatBreaksIsAFailureBehindWhatWasSaid() {
    TestSubscriber.Probe<Sound> sounds =
        probe(voice(server.url(), 1, Duration.ofSeconds(10)), SENTENCE);
    sounds.request(10);
    Peer peer = server.askedPeer();
    peer.says(audio("s1", 80, ""));
    sounds.expectNext();
    peer.breaks();
    assertThat(Speaking.failure(List.of(sounds.expectNext())).kind()).isEqualTo(Kind.UNREACHABLE);
    sounds.expectComplete();
  }

  @Test
  void oneThatBreaksBeforeAnythingWasSaidIsTriedAgain() {
    TestSubscriber.Probe<Sound> sounds =
        probe(voice(server.url(), 1, Duration.ofSeconds(10)), SENTENCE);
    sounds.request(10);
    server.peer().breaks();
    Peer second = server.peer();
    second.says(audio("s1", 80, ""));
    sounds.expectNext();
    second.says(last("s1"));
    sounds.expectComplete();
  }

  @Test
  void aServerThatIsSilentIsGivenUpAndItsConnectionClosed() {
    List<Sound> sounds = say(voice(server.url(), 0, Duration.ofMillis(500)));
    assertThat(Speaking.failure(sounds).detail()).isEqualTo("nothing came for 500 ms");
    Peer peer = server.peer();
    while (!peer.closed()) {
      assertThat(peer).isNotNull();
    }
  }

  @Test
  void anErrorIsAFailureOfItsKind() {
    for (String[] error : new String[][] {
      {"{\"error\": \"quota_exceeded\"}", "OVERLOADED"},
      {"{\"error\": \"invalid_api_key\"}", "REJECTED_CREDENTIALS"},
      {"{\"error\": \"voice_not_found\"}", "REJECTED_REQUEST"},
      {"{\"error\": \"Said: We are open\"}", "BROKE_PROTOCOL"},
    }) {
      CompletionStage<List<Sound>> said = start(voice(server.url(), 0, Duration.ofSeconds(10)));
      server.askedPeer().says(error[0]);
      List<Sound> sounds = done(said);
      assertThat(Speaking.failure(sounds).kind().name()).isEqualTo(error[1]);
      assertThat(Speaking.failure(sounds).detail()).doesNotContain("open");
    }
  }

  @Test
  void garbageIsReadOver() {
    CompletionStage<List<Sound>> said = start(voice(server.url(), 0, Duration.ofSeconds(10)));
    Peer peer = server.askedPeer();
    List.of(
            "",
            "[]",
            "nonsense",
            "{\"contextId\": 7}",
            "{\"audio\": \"!!\", \"contextId\": \"s1\"}")
        .forEach(peer::says);
    peer.sends(new byte[] {1, 2, 3});
    peer.says(audio("s1", 80, ""));
    peer.says(last("s1"));
    assertThat(done(said)).hasSize(1);
  }

  @Test
  void anyTextDecodesToSomething() {
    Random random = new Random(5);
    String good = audio("s1", 40, "We", 0, 20);
    ElevenLabsTalk talk = new ElevenLabsTalk(settings("http://h", true, 0, Duration.ofSeconds(1)));
    talk.say("We", 0);
    for (int round = 0; round < 5000; round++) {
      StringBuilder broken = new StringBuilder(good);
      for (int i = 0; i < 3; i++) {
        broken.setCharAt(random.nextInt(broken.length()), (char) random.nextInt(0x180));
      }
      broken.setLength(random.nextInt(broken.length()));
      assertThat(ElevenLabsCodec.decode(broken.toString())).isNotNull();
      talk.text(broken.toString());
    }
  }

  @Test
  void wordsAreFoundThoughSpacesAndSignsDiffer() {
    WordEnds words = new WordEnds("It costs $5 - today.");
    ElevenLabsMessage.Alignment piece =
        new ElevenLabsMessage.Alignment(" It  costs $5 today.", numbers(20, 10), numbers(20, 0));
    assertThat(words.in(piece, 1000).stream()
            .map(said -> ((Sound.Said) said).characters())
            .toList())
        .containsExactly(2, 8, 11, 20);
  }

  @Test
  void overHttpTheSameVoiceSpeaks() {
    try (FakeVoiceServer http = new FakeVoiceServer(kit.system())) {
      http.speaks(new byte[] {1}, new byte[] {2, 3, 4});
      Synthesizer voice = ElevenLabsSynthesizer.create(
          kit.system(),
          settings(http.url(), false, 0, Duration.ofSeconds(10)),
          () -> 0,
          Metrics.notExposed().providers());
      assertThat(Speaking.samples(say(voice))).containsExactly(0x0201, 0x0403);
      FakeVoiceServer.Asked asked = http.asked();
      assertThat(asked.request().getUri().toString())
          .endsWith("/v1/text-to-speech/Voice1/stream?output_format=pcm_8000");
      assertThat(asked.request().getHeader("xi-api-key").orElseThrow().value()).isEqualTo("key-1");
      assertThat(asked.body())
          .isEqualTo("{\"text\":\"We are open.\",\"model_id\":\"flash\","
              + "\"voice_settings\":{\"stability\":0.5}}");
    }
  }

  @ParameterizedTest
  @CsvSource({"7, 7, true", "0, 0, true", "2.5, 3, true", "-1, 12, false", "seven, 12, false"})
  void overHttpItTellsWhatItTakesWhichCountsInPlaceOfTheLetters(
      String header, long characters, boolean told) {
    UsageAccount paid = new UsageAccount();
    try (FakeVoiceServer http = new FakeVoiceServer(kit.system())) {
      http.speaks("character-cost", header, new byte[] {1, 2, 3, 4});
      Synthesizer voice = Metered.synthesizer(ElevenLabsSynthesizer.create(
          kit.system(),
          settings(http.url(), false, 0, Duration.ofSeconds(10)),
          () -> 0,
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
    assertThatThrownBy(() -> new ElevenLabsSettings(
            server("http://h", 0, Duration.ofSeconds(1)),
            true,
            new Secret("k"),
            "V",
            "eleven_v3",
            "",
            8000,
            -1,
            -1,
            1,
            List.of()))
        .hasMessageContaining("transport = http");
    assertThatThrownBy(() -> new ElevenLabsSettings(
            server("http://h", 0, Duration.ofSeconds(1)),
            true,
            new Secret("k"),
            "../V",
            "m",
            "",
            8000,
            -1,
            -1,
            1,
            List.of()))
        .hasMessage("voice is '../V'; allowed: the id of a voice");
    assertThatThrownBy(() -> new ElevenLabsSettings.Dictionary("d 1", "v"))
        .hasMessage("id is 'd 1'; allowed: what ElevenLabs calls it");
    assertThatThrownBy(() -> new ElevenLabsSettings.Dictionary("d1", ""))
        .hasMessageStartingWith("version is ''");
    assertThatThrownBy(() -> with(4)).hasMessage("dictionaries are 4; allowed: 3 at most");
  }

  private static ElevenLabsSettings with(int dictionaries) {
    return new ElevenLabsSettings(
        server("http://h", 0, Duration.ofSeconds(1)),
        true,
        new Secret("k"),
        "V",
        "m",
        "",
        8000,
        -1,
        -1,
        1,
        Collections.nCopies(dictionaries, new ElevenLabsSettings.Dictionary("d1", "v1")));
  }

  @Test
  void dictionariesGoWithTheFirstMessageOfAContextAndWithEachRequest() {
    String locators =
        "\"pronunciation_dictionary_locators\":[{\"pronunciation_dictionary_id\":\"d1\",\"version_id\":\"v1\"}]";
    assertThat(ElevenLabsCodec.open("s1", with(1)))
        .isEqualTo("{\"text\":\" \",\"context_id\":\"s1\"," + locators + "}");
    assertThat(ElevenLabsCodec.body("Hi.", with(1)))
        .isEqualTo("{\"text\":\"Hi.\",\"model_id\":\"m\"," + locators + "}");
    assertThat(ElevenLabsCodec.open("s1", with(0))).doesNotContain("locators");
    assertThat(ElevenLabsCodec.body("Hi.", with(0))).doesNotContain("locators");
  }

  private static int[] numbers(int count, int step) {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i * step;
    }
    return numbers;
  }

  private static String audio(String context, int samples, String chars, int... lengthsMs) {
    StringBuilder names = new StringBuilder();
    StringBuilder begins = new StringBuilder();
    StringBuilder lengths = new StringBuilder();
    int at = 0;
    for (int i = 0; i < lengthsMs.length; i++) {
      String comma = i == 0 ? "" : ",";
      names.append(comma).append('"').append(chars.charAt(i)).append('"');
      begins.append(comma).append(at);
      int lengthMs = i == 0 ? 20 : lengthsMs[i];
      lengthMs = chars.startsWith(" ") ? lengthsMs[i] : lengthMs;
      lengths.append(comma).append(lengthMs);
      at += lengthMs;
    }
    String aligned = lengthsMs.length == 0
        ? "null"
        : "{\"chars\":[" + names + "],\"charStartTimesMs\":[" + begins + "],\"charDurationsMs\":["
            + lengths + "]}";
    return "{\"audio\":\"" + Base64.getEncoder().encodeToString(new byte[2 * samples])
        + "\",\"contextId\":\"" + context + "\",\"isFinal\":null,\"alignment\":" + aligned + "}";
  }

  private static String last(String context) {
    return "{\"audio\":null,\"contextId\":\"" + context + "\",\"isFinal\":true}";
  }

  private static void hears(Peer peer, int messages) {
    for (int i = 0; i < messages; i++) {
      peer.hears();
    }
  }

  private static List<Sound> say(Synthesizer voice) {
    return Speaking.of(voice, SENTENCE, kit.system());
  }

  private static CompletionStage<List<Sound>> start(Synthesizer voice) {
    return voice
        .synthesize(new Request("en", "", SENTENCE))
        .runWith(akka.stream.javadsl.Sink.seq(), kit.system());
  }

  private static List<Sound> done(CompletionStage<List<Sound>> said) {
    try {
      return said.toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  private static TestSubscriber.Probe<Sound> probe(Synthesizer voice, String text) {
    return voice
        .synthesize(new Request("en", "", text))
        .runWith(TestSink.create(kit.system()), kit.system());
  }

  private static Synthesizer voice(String url, int retries, Duration within) {
    return ElevenLabsSynthesizer.create(
        kit.system(),
        settings(url, true, retries, within),
        () -> 0,
        Metrics.notExposed().providers());
  }

  private static ElevenLabsSettings settings(
      String url, boolean webSocket, int retries, Duration within) {
    return settings(server(url, retries, within), webSocket);
  }

  private static ElevenLabsSettings settings(VoiceServer server, boolean webSocket) {
    return new ElevenLabsSettings(
        server, webSocket, new Secret("key-1"), "Voice1", "flash", "", 8000, 0.5, -1, 1, List.of());
  }

  private static VoiceServer server(String url, int retries, Duration within) {
    return server(url, retries, within, 4);
  }

  private static VoiceServer server(String url, int retries, Duration within, int most) {
    return new VoiceServer(
        "elevenlabs",
        URI.create(url),
        Duration.ofSeconds(5),
        within,
        Duration.ofSeconds(10),
        most,
        Duration.ofSeconds(60),
        retries,
        Duration.ofMillis(500));
  }
}
