package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlacFramesTest {

  private static final int BLOCK = 256;

  @TempDir
  Path folder;

  private interface Wave {
    int at(int n, Random random);
  }

  record Named(String name, Wave wave) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Named> waves() {
    return Stream.of(
        new Named("silence", (n, random) -> 0),
        new Named("constant", (n, random) -> -7),
        new Named("one step", (n, random) -> n < 300 ? 0 : 1),
        new Named("full-scale noise", (n, random) -> random.nextInt(65536) - 32768),
        new Named("alternating extremes", (n, random) -> n % 2 == 0 ? 32767 : -32768),
        new Named("soft noise", (n, random) -> (int) (random.nextGaussian() * 20)),
        new Named("tone", (n, random) -> (int) (12000 * Math.sin(n * 0.11))),
        new Named("ramp", (n, random) -> n % 30000),
        new Named("parabola", (n, random) -> n % 170 * (n % 170)),
        new Named("rare clicks", (n, random) -> n % 97 == 5 ? 32767 : 0));
  }

  @ParameterizedTest
  @MethodSource("waves")
  void whatIsWrittenIsRead(Named wave) throws IOException {
    for (int length : new int[] {1, 2, 5, BLOCK - 1, BLOCK, BLOCK + 1, 5 * BLOCK + 17}) {
      short[][] sound = sound(2, length, wave.wave());
      FlacReader.Sound read = FlacReader.read(written(8000, sound));
      assertThat(read.rateHz()).isEqualTo(8000);
      assertThat(read.tracks()).isDeepEqualTo(sound);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 12000, 16000, 24000, 32000, 44100, 48000, 96000, 192000, 11025})
  void anyRateAndNumberOfTracks(int rateHz) throws IOException {
    for (int tracks = 1; tracks <= 3; tracks++) {
      short[][] sound = sound(tracks, 1000, (n, random) -> random.nextInt(200) - n);
      FlacReader.Sound read = FlacReader.read(written(rateHz, sound));
      assertThat(read.rateHz()).isEqualTo(rateHz);
      assertThat(read.tracks()).isDeepEqualTo(sound);
    }
  }

  /** Frames are numbered in one to three bytes. */
  @Test
  void aLongStreamIsRead() throws IOException {
    short[][] sound = sound(1, 16 * 2100, (n, random) -> n % 100);
    FlacFrames frames = new FlacFrames(8000, 1, 16);
    byte[] file = written(frames, 8000, sound, 16);
    assertThat(FlacReader.read(file).tracks()).isDeepEqualTo(sound);
  }

  @Test
  void speechIsSmallerThanItWas() throws IOException {
    short[][] sound =
        sound(2, 16_000, (n, random) -> (int) (3000 * Math.sin(n * 0.05) + random.nextInt(40)));
    assertThat(written(8000, sound).length).isLessThan(2 * 2 * 16_000 / 2);
    short[][] silence = new short[2][16_000];
    assertThat(written(8000, silence).length).isLessThan(1200);
  }

  /** Whoever wrote it was stopped there: what was whole before is read. */
  @Test
  void afterACutAtAnyByteAllWholeFramesAreRead() throws IOException {
    short[][] sound =
        sound(2, 4 * BLOCK, (n, random) -> (int) (300 * Math.sin(n * 0.07)) + random.nextInt(9));
    byte[] file = written(16_000, sound);
    int head = head(16_000, 2, BLOCK).remaining();
    int before = 0;
    for (int cut = head; cut <= file.length; cut++) {
      short[][] read = FlacReader.read(Arrays.copyOf(file, cut)).tracks();
      int length = read[0].length;
      assertThat(length % BLOCK).isZero();
      assertThat(length).isGreaterThanOrEqualTo(before);
      assertThat(read[1]).isEqualTo(Arrays.copyOf(sound[1], length));
      before = length;
    }
    assertThat(before).isEqualTo(4 * BLOCK);
  }

  @Test
  void aDamagedFrameEndsIt() throws IOException {
    short[][] sound = sound(1, 3 * BLOCK, (n, random) -> random.nextInt(500));
    byte[] file = written(8000, sound);
    file[file.length / 2] ^= 0x10;
    assertThat(FlacReader.read(file).tracks()[0].length).isEqualTo(BLOCK);
  }

  @Test
  void whatIsNoFlacIsRefused() {
    assertThatThrownBy(() -> FlacReader.read(new byte[100])).hasMessage("not a FLAC file");
    assertThatThrownBy(() -> FlacReader.read(new byte[] {'f', 'L', 'a', 'C', 0}))
        .hasMessage("a FLAC file without sound");
  }

  @ParameterizedTest
  @MethodSource("waves")
  void theReferenceDecoderReadsTheSame(Named wave) throws Exception {
    Assumptions.assumeTrue(isFlacThere(), "flac is not installed: skipped");
    short[][] sound = sound(2, 5 * BLOCK + 17, wave.wave());
    Path file = Files.write(folder.resolve("a.flac"), written(16_000, sound));
    assertThat(run("flac", "-t", "--silent", file.toString())).isZero();
    Path raw = folder.resolve("a.raw");
    assertThat(run(
            "flac",
            "-d",
            "--silent",
            "--force-raw-format",
            "--endian=little",
            "--sign=signed",
            "-o",
            raw.toString(),
            file.toString()))
        .isZero();
    assertThat(Files.readAllBytes(raw)).isEqualTo(interleaved(sound));
  }

  /** Its encoder has predictors, ways to lay tracks together and codes that ours has not. */
  @ParameterizedTest
  @ValueSource(strings = {"-0", "-5", "-8"})
  void whatTheReferenceEncoderWroteIsRead(String level) throws Exception {
    Assumptions.assumeTrue(isFlacThere(), "flac is not installed: skipped");
    short[][] sound = sound(
        2,
        20_000,
        (n, random) -> (int) (9000 * Math.sin(n * 0.02 + n * n * 1e-6)) + random.nextInt(3));
    Path raw = Files.write(folder.resolve("b.raw"), interleaved(sound));
    Path file = folder.resolve("b.flac");
    assertThat(run(
            "flac",
            level,
            "--silent",
            "--force-raw-format",
            "--endian=little",
            "--sign=signed",
            "--channels=2",
            "--bps=16",
            "--sample-rate=16000",
            "-o",
            file.toString(),
            raw.toString()))
        .isZero();
    assertThat(FlacReader.read(Files.readAllBytes(file)).tracks()).isDeepEqualTo(sound);
  }

  private static boolean isFlacThere() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(path -> Files.isExecutable(Path.of(path, "flac")));
  }

  private static int run(String... command) throws Exception {
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static short[][] sound(int tracks, int length, Wave wave) {
    Random random = new Random(11);
    short[][] sound = new short[tracks][length];
    for (int track = 0; track < tracks; track++) {
      for (int n = 0; n < length; n++) {
        sound[track][n] = (short) wave.at(n + 31 * track, random);
      }
    }
    return sound;
  }

  private static byte[] interleaved(short[][] sound) {
    ByteBuffer out = ByteBuffer.allocate(2 * sound.length * sound[0].length)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN);
    IntStream.range(0, sound[0].length)
        .forEach(n -> Arrays.stream(sound).forEach(track -> out.putShort(track[n])));
    return out.array();
  }

  private static ByteBuffer head(int rateHz, int tracks, int block) {
    return FlacFormat.head(rateHz, tracks, block, 0, List.of("TITLE=ü"));
  }

  private static byte[] written(int rateHz, short[][] sound) {
    return written(new FlacFrames(rateHz, sound.length, BLOCK), rateHz, sound, BLOCK);
  }

  private static byte[] written(FlacFrames frames, int rateHz, short[][] sound, int block) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    put(out, head(rateHz, sound.length, block));
    for (int at = 0; at < sound[0].length; at += block) {
      int from = at;
      int count = Math.min(block, sound[0].length - at);
      short[][] some = Arrays.stream(sound)
          .map(track -> Arrays.copyOfRange(track, from, from + count))
          .toArray(short[][]::new);
      put(out, frames.frame(some, count));
    }
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, ByteBuffer bytes) {
    out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
  }
}
