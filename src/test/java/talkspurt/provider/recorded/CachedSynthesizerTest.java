package talkspurt.provider.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.javadsl.Source;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.audio.AudioFrame;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Speaking;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Synthesizer.Request;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.telemetry.Metrics;

class CachedSynthesizerTest {

  private static final int RATE_HZ = 22_050;
  private static ActorTestKit kit;

  private final List<String> asked = new ArrayList<>();
  private final AtomicLong seconds = new AtomicLong(1_000_000);
  private boolean broken;

  @TempDir
  Path dir;

  @BeforeAll
  static void begin() {
    kit = ActorTestKit.create(
        "cache",
        ConfigFactory.parseString("akka.loglevel = WARNING").withFallback(ConfigFactory.load()));
  }

  @AfterAll
  static void end() {
    kit.shutdownTestKit();
  }

  @Test
  void theSameSentenceIsSynthesisedOnceEvenAfterARestart() throws Exception {
    List<Sound> first = say(cached("slt", 1), "Hello.");
    kept(1);
    assertThat(say(cached("slt", 1), "Hello.")).usingRecursiveComparison().isEqualTo(first);
    assertThat(asked).containsExactly("Hello.");
    assertThat(first).filteredOn(Sound.Said.class::isInstance).hasSize(2);
    say(cached("kal", 1), "Hello.");
    say(cached("slt", 1), "Hello!");
    assertThat(asked).containsExactly("Hello.", "Hello.", "Hello!");
    kept(3);
  }

  @Test
  void whatFailedOrWasCutIsNotKept() throws Exception {
    broken = true;
    assertThat(Speaking.failure(say(cached("slt", 1), "Hello.")).kind())
        .isEqualTo(Kind.UNREACHABLE);
    broken = false;
    TestSubscriber.Probe<Sound> cut = cached("slt", 1)
        .synthesize(new Request("en", "", "Hello."))
        .runWith(TestSink.create(kit.system()), kit.system());
    cut.requestNext();
    cut.cancel();
    say(cached("slt", 1), "Other.");
    kept(1);
    assertThat(asked).containsExactly("Hello.", "Hello.", "Other.");
    say(cached("slt", 1), "Hello.");
    assertThat(asked).hasSize(4);
    kept(2);
  }

  @Test
  void whatWasNotUsedForLongestGoesFirst() throws Exception {
    Synthesizer voice = cached("slt", 1); // two of 0.44 MB each
    say(voice, "A");
    kept(1);
    say(voice, "B");
    kept(2);
    say(voice, "A");
    List<Path> before = files();
    say(voice, "C");
    eventually(() -> files().size() == 2 && !before.containsAll(files()));
    say(cached("slt", 1), "A");
    say(cached("slt", 1), "C");
    assertThat(asked).containsExactly("A", "B", "C");
  }

  @Test
  void aFileThatIsBrokenIsMadeAnew() throws Exception {
    say(cached("slt", 1), "Hello.");
    kept(1);
    Files.write(files().get(0), new byte[] {1, 2, 3});
    assertThat(Speaking.samples(say(cached("slt", 1), "Hello."))).hasSize(RATE_HZ);
    assertThat(asked).hasSize(2);
    kept(1);
  }

  @Test
  void aFileIsReadAsItWasWrittenAndAnythingElseIsNone() {
    Random random = new Random(3);
    for (int round = 0; round < 300; round++) {
      short[] samples = new short[1 + random.nextInt(500)];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (short) random.nextInt();
      }
      List<Sound.Said> said = Stream.generate(
              () -> new Sound.Said(random.nextInt(100), random.nextInt(9000)))
          .limit(random.nextInt(4))
          .toList();
      SpeechFile file = new SpeechFile(new AudioFrame(RATE_HZ, samples), said);
      byte[] bytes = file.encode();
      SpeechFile read = SpeechFile.decode(bytes).orElseThrow();
      assertThat(read.sound().samples()).isEqualTo(samples);
      assertThat(read.said()).isEqualTo(said);
      byte[] cut = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
      assertThat(SpeechFile.decode(cut)).isEqualTo(Optional.empty());
      for (int i = 0; i < 3; i++) {
        bytes[random.nextInt(60) % bytes.length] = (byte) random.nextInt();
      }
      SpeechFile.decode(bytes); // must not throw
    }
  }

  @Test
  void whatAProcessLeftHalfWrittenIsSweptAfterAnHour() throws IOException {
    Path left = Files.createFile(dir.resolve("part-1.tmp"));
    Path fresh = Files.createFile(dir.resolve("part-2.tmp"));
    Files.setLastModifiedTime(left, FileTime.fromMillis(0));
    Files.setLastModifiedTime(
        fresh, FileTime.from(Duration.ofHours(2).toMillis(), TimeUnit.MILLISECONDS));
    SpeechStore.open(dir, 1, () -> Instant.EPOCH.plus(Duration.ofHours(2)));
    assertThat(left).doesNotExist();
    assertThat(fresh).exists();
    assertThat(SpeechStore.isOlder(left, FileTime.fromMillis(1))).isFalse(); // it is not there
  }

  @Test
  void aDirectoryThatCannotBeUsedIsTold() throws IOException {
    Path file = Files.createFile(dir.resolve("file"));
    assertThatThrownBy(() -> SpeechStore.open(file, 1, () -> Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("directory is " + file);
    assertThatThrownBy(() -> SpeechStore.open(dir, 0, () -> Instant.EPOCH))
        .hasMessage("max-megabytes is 0; allowed: 1 to 1000000");
  }

  @Test
  void aSentenceThatWasRecordedIsNotSynthesised() {
    AudioFrame recording = new AudioFrame(8000, new short[1000]);
    Synthesizer voice =
        new RecordedSynthesizer(Map.of("We are  open. ", recording), this::synthesize);
    assertThat(Speaking.samples(say(voice, "We are open."))).hasSize(1000);
    assertThat(asked).isEmpty();
    assertThat(say(voice, "Closed.")).isNotEmpty();
    assertThat(asked).containsExactly("Closed.");
  }

  private Synthesizer cached(String identity, int maxMegabytes) {
    SpeechStore store =
        SpeechStore.open(dir, maxMegabytes, () -> Instant.ofEpochSecond(seconds.incrementAndGet()));
    return CachedSynthesizer.create(
        kit.system(), store, identity, this::synthesize, new Metrics().providers());
  }

  private Source<Sound, akka.NotUsed> synthesize(Request request) {
    asked.add(request.text());
    List<Sound> sounds = new ArrayList<>(List.of(new Sound.Said(2, 100), new Sound.Said(5, 300)));
    int lengthS = request.text().length() == 1 ? 10 : 1;
    sounds.addAll(Pieces.of(new AudioFrame(RATE_HZ, new short[lengthS * RATE_HZ])));
    if (broken) {
      sounds.add(new Sound.Failed(new ProviderFailure(Kind.UNREACHABLE, "voice", "on purpose")));
    }
    return Source.from(sounds);
  }

  private List<Sound> say(Synthesizer voice, String text) {
    return Speaking.of(voice, text, kit.system());
  }

  private void kept(int files) {
    eventually(() -> files().size() == files);
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.list(dir)) {
      return all.filter(file -> file.toString().endsWith(".wav")).toList();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static void eventually(java.util.function.BooleanSupplier holds) {
    kit.createTestProbe().awaitAssert(() -> {
      assertThat(holds.getAsBoolean()).isTrue();
      return null;
    });
  }
}
