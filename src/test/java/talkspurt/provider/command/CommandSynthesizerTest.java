package talkspurt.provider.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.Level;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Speaking;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Synthesizer.Request;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.command.CommandSettings.Output;

class CommandSynthesizerTest {

  private static final String SENTENCE = "We are open from nine until six.";
  private static final int ALL = 400 * 2048;
  private static final int FEW = 3 * 2048;
  private static ActorTestKit kit;

  @TempDir
  Path dir;

  @BeforeAll
  static void begin() {
    kit = ActorTestKit.create(
        "command",
        ConfigFactory.parseString("akka.loglevel = WARNING").withFallback(ConfigFactory.load()));
  }

  @AfterAll
  static void end() {
    kit.shutdownTestKit();
  }

  @Test
  void espeakSpeaksTextOfItsInput() {
    speaks(22_050, "espeak-ng", "--stdin", "--stdout", "-v", "{voice}");
  }

  @Test
  void espeakSpeaksTextOfAnArgument() {
    speaks(22_050, "espeak-ng", "--stdout", "-v", "en-us", "--", "{text}");
  }

  @Test
  void fliteSpeaks() {
    speaks(16_000, "flite", "-voice", "slt", "-t", "{text}", "-o", "/dev/stdout");
  }

  private void speaks(int rateHz, String... program) {
    Assumptions.assumeTrue(installed(program[0]), program[0] + " is not installed: skipped");
    List<Sound> sounds = say(voice(Output.WAV, program), SENTENCE);
    short[] samples = Speaking.samples(sounds);
    assertThat(Speaking.rateHz(sounds)).isEqualTo(rateHz);
    assertThat(samples.length).isBetween(rateHz * 3 / 2, rateHz * 4);
    assertThat(Level.dbfs(samples)).isBetween(-35.0, -10.0);
  }

  @Test
  void samplesWithoutAHeadAreReadAtTheRateThatIsSet() {
    List<Sound> sounds =
        say(voice(Output.PCM, "sh", "-c", "printf '\\001\\002'; cat"), "abcdefg"); // and a line end
    assertThat(Speaking.samples(sounds)).containsExactly(0x0201, 0x6261, 0x6463, 0x6665, 0x0a67);
    assertThat(Speaking.rateHz(sounds)).isEqualTo(16_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$(touch x) `touch x`; touch x", "-o x", "--help", "\u0000a\nb\tc", "{voice}"})
  void aTextIsNeverACommandNorAnOption(String text) {
    List<Sound> sounds = say(voice(Output.PCM, "printf", "\\001\\002%s", "{text}"), text);
    String said = text.replaceAll("\\p{Cntrl}+", " ").strip();
    byte[] expected = (said.startsWith("-") ? " " + said : said)
        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    short[] samples = Speaking.samples(sounds);
    assertThat(samples).hasSize(1 + expected.length / 2);
    assertThat(samples[1] & 0xff).isEqualTo(expected[0]);
    assertThat(samples[1] >> 8).isEqualTo(expected[1]);
  }

  @Test
  void nothingIsStartedForATextWithoutWords() {
    assertThat(say(voice(Output.WAV, "no-such-program-anywhere"), "... !")).isEmpty();
  }

  @Test
  void failuresAreElementsOfTheRightKind() {
    assertThat(Speaking.failure(say(voice(Output.WAV, "no-such-program-anywhere"), SENTENCE))
            .kind())
        .isEqualTo(Kind.UNREACHABLE);
    assertThat(Speaking.failure(say(voice(Output.WAV, "sh", "-c", "exit 3"), SENTENCE)))
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.BROKE_PROTOCOL))
        .satisfies(failure -> assertThat(failure.detail()).isEqualTo("sh ended with status 3"));
    assertThat(Speaking.failure(say(voice(Output.WAV, "cat"), SENTENCE)).detail())
        .isEqualTo("no WAV file but text");
    assertThat(Speaking.failure(say(voice(Output.PCM, "cat"), SENTENCE)).detail())
        .isEqualTo("text where bare samples were asked for");
    assertThat(Speaking.failure(say(voice(Output.WAV, "true"), SENTENCE)).kind())
        .isIn(Kind.BROKE_PROTOCOL, Kind.UNREACHABLE);
    assertThat(Speaking.failure(say(voice(Output.WAV, "cat"), "a".repeat(301))).kind())
        .isEqualTo(Kind.REJECTED_REQUEST);
  }

  @Test
  void oneThatSaysNothingInTimeIsKilled() throws Exception {
    Path pid = dir.resolve("pid");
    List<Sound> sounds = say(
        CommandSynthesizer.create(settings(
            Output.WAV, 4, Duration.ofMillis(100), "sh", "-c", "echo $$ > " + pid + "; sleep 600")),
        SENTENCE);
    assertThat(Speaking.failure(sounds).kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(Speaking.failure(sounds).detail()).isEqualTo("nothing came for 100 ms");
    gone(pid);
  }

  @Test
  void oneThatNobodyListensToIsKilledWithItsChildrenAndItsPlaceIsFree() throws Exception {
    Path pid = dir.resolve("pid");
    Path child = dir.resolve("child");
    Synthesizer voice = CommandSynthesizer.create(settings(
        Output.PCM,
        1,
        Duration.ofSeconds(20),
        "sh",
        "-c",
        "echo $$ > " + pid + "; sleep 600 & echo $! > " + child + "; cat /dev/zero"));
    TestSubscriber.Probe<Sound> sounds = probe(voice);
    sounds.request(1);
    sounds.expectNext();
    assertThat(Speaking.failure(say(voice, SENTENCE)).kind()).isEqualTo(Kind.OVERLOADED);
    sounds.cancel();
    gone(pid);
    gone(child);
  }

  @Test
  void oneThatIsAheadOfWhatIsPlayedWaits() throws Exception {
    Path pid = dir.resolve("pid");
    Path written = dir.resolve("written");
    String loop = "echo $$ > " + pid + "; i=0; while [ $i -lt 400 ]; do head -c 4096 /dev/zero;"
        + " i=$((i+1)); echo $i >> " + written + "; done";
    TestSubscriber.Probe<Sound> sounds = probe(voice(Output.PCM, "sh", "-c", loop));
    for (int i = 0; i < 8; i++) {
      sounds.requestNext();
    }
    // 64 KiB fit into the pipe, and some chunks between; the rest is written when it is wanted
    int most = (8 * 1280 + 65_536 + 6 * 4096) / 4096;
    assertThat(Files.readAllLines(written)).hasSizeLessThanOrEqualTo(most);
    sounds.request(Integer.MAX_VALUE);
    int samples = 0;
    while (samples < ALL - FEW) {
      samples += ((Sound.Pcm) sounds.expectNext()).frame().samples().length;
    }
    sounds.cancel();
    gone(pid);
  }

  @Test
  void wrongSettingsAreTold() {
    assertThatThrownBy(() -> settings(Output.WAV, 0, Duration.ofSeconds(1), "cat"))
        .hasMessage("max-programs is 0; allowed: 1 to 1000");
    assertThatThrownBy(() -> settings(Output.WAV, 1, Duration.ofSeconds(1)))
        .hasMessageContaining("program is []");
    assertThatThrownBy(() -> settings(Output.WAV, 1, Duration.ofSeconds(1), "{text}"))
        .hasMessageContaining("program is [{text}]");
    assertThatThrownBy(() -> settings(Output.WAV, 1, Duration.ZERO, "cat"))
        .hasMessage("first-sound-timeout is 0 ms; allowed: 50 to 60000 ms");
  }

  private static TestSubscriber.Probe<Sound> probe(Synthesizer voice) {
    return voice
        .synthesize(new Request("en", "", SENTENCE))
        .runWith(TestSink.create(kit.system()), kit.system());
  }

  private static List<Sound> say(Synthesizer voice, String text) {
    return Speaking.of(voice, text, kit.system());
  }

  private static Synthesizer voice(Output output, String... program) {
    return CommandSynthesizer.create(settings(output, 4, Duration.ofSeconds(10), program));
  }

  private static CommandSettings settings(
      Output output, int most, Duration within, String... program) {
    return new CommandSettings(
        "command",
        List.of(program),
        "en-us",
        output,
        16_000,
        most,
        300,
        within,
        Duration.ofSeconds(10));
  }

  private static boolean installed(String program) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }

  private static void gone(Path pid) throws Exception {
    long number = Long.parseLong(Files.readString(pid).strip());
    ProcessHandle.of(number)
        .ifPresent(alive -> alive.onExit().orTimeout(10, TimeUnit.SECONDS).join());
  }
}
