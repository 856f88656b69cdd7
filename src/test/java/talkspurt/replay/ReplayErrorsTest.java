package talkspurt.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayErrorsTest {

  @TempDir
  private Path folder;

  private Path call;

  @BeforeEach
  void record() throws IOException {
    call = new RecordedCall(1.5).stereo(folder.resolve("call.wav"));
  }

  @ParameterizedTest
  @CsvSource({
    "'',give either CALL.wav or --manifest",
    "c.wav --manifest m.json,give either CALL.wav or --manifest",
    "--manifest m.json,--manifest needs --out",
    "--manifest m.json --out d.json --plot p.png,--plot does not go with --manifest",
    "c.wav --stt,--stt does not go with CALL.wav",
    "c.wav --evidence e,--evidence does not go with CALL.wav",
    "--manifest m.json --out d.json --threads 0,--threads 0; allowed: 1 and more",
    "--manifest m.json --out d.json --threads x,Invalid value for option '--threads'",
    "c.wav --loud,Unknown option: '--loud'"
  })
  void misuseIsToldWithExitCodeTwo(String words, String complaint) {
    CommandRun run = CommandRun.of((Object[]) (words.isEmpty() ? new String[0] : words.split(" ")));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains(complaint).doesNotContain("\tat ");
  }

  @Test
  void aMissingRecordingIsTold() {
    refused("gone.wav: no such file", folder.resolve("gone.wav"));
  }

  @Test
  void whatIsNoSoundIsTold() throws IOException {
    refused("neither a WAV nor a FLAC file", Files.writeString(folder.resolve("a.wav"), "RIFF"));
    byte[] bytes = Files.readAllBytes(call);
    Path headless = Files.write(folder.resolve("b.wav"), java.util.Arrays.copyOf(bytes, 30));
    refused("a WAV file without sound", headless);
  }

  @Test
  void soundThatCannotBeHeardIsTold() throws IOException {
    short[] samples = new short[8000];
    Path file = folder.resolve("odd.wav");
    refused("not 16-bit linear PCM", RecordedCall.write(file, 7, 8000, samples, samples));
    refused("11025 Hz; allowed", RecordedCall.write(file, 1, 11025, samples, samples));
    refused("1 channels; allowed: 2", RecordedCall.mono(file, samples));
    refused("shorter than 20 ms", RecordedCall.write(file, 1, 8000, new short[9], new short[9]));
  }

  @Test
  void anyCutOfARecordingIsHeardOrTold() throws IOException {
    byte[] bytes = Files.readAllBytes(call);
    for (int length = 0; length < 100; length++) {
      Path cut = Files.write(folder.resolve("cut.wav"), java.util.Arrays.copyOf(bytes, length));
      refused("cut.wav: ", cut);
    }
  }

  @Test
  void badWeightsAreTold() throws IOException {
    Path file = folder.resolve("w.bin");
    refused("w.bin: no such file or directory", call, "--weights", file);
    refused("weights that end too early", call, "--weights", Files.write(file, new byte[3]));
    refused("not weights", call, "--weights", Files.write(file, new byte[100]));
  }

  @Test
  void aPlaceThatCannotBeWrittenIsTold() {
    Path nowhere = folder.resolve("gone").resolve("x");
    refused("x: no such file or directory", call, "--plot", nowhere);
    refused("x: no such file or directory", call, "--out", nowhere);
  }

  @Test
  void aBadManifestIsTold() throws IOException {
    Path file = folder.resolve("m.json");
    manifest("m.json: no such file", file);
    manifest("m.json: not JSON, line 2", Files.writeString(file, "{\n]"));
    manifest("m.json: has no list \"cases\"", Files.writeString(file, "{}"));
    manifest("m.json: has no list \"cases\"", Files.writeString(file, ""));
    manifest("case 1 has no \"id\"", Files.writeString(file, "{\"cases\": [7]}"));
    manifest("case 1 (a) has no \"mic\"", cases(file, "{'id': 'a', 'far': 'f.wav'}"));
    manifest("case 1: \"id\" may hold", cases(file, "{'id': '../a'}"));
    String one = "{'id': 'a', 'far': 'f.wav', 'mic': 'm.wav'}";
    manifest("two cases called a", cases(file, one + ", " + one));
    manifest("m.wav: no such file", cases(file, one));
  }

  @Test
  void aSituationWhoseSoundsDoNotMatchIsTold() throws IOException {
    Path file = cases(folder.resolve("m.json"), "{'id': 'a', 'far': 'far.wav', 'mic': 'mic.wav'}");
    RecordedCall.mono(folder.resolve("far.wav"), new short[800]);
    RecordedCall.mono(folder.resolve("mic.wav"), new short[960]);
    manifest("mic.wav: not of the rate and length of", file);
    RecordedCall.write(folder.resolve("mic.wav"), 1, 8000, new short[800], new short[800]);
    manifest("mic.wav: 2 channels; allowed: 1", file);
  }

  private static Path cases(Path file, String entries) throws IOException {
    return Files.writeString(file, ("{'cases': [" + entries + "]}").replace('\'', '"'));
  }

  private void manifest(String complaint, Path file) {
    refused(complaint, "--manifest", file, "--out", folder.resolve("d.json"));
  }

  private static void refused(String complaint, Object... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.err()).startsWith("replay: ").contains(complaint).hasLineCount(1);
    assertThat(run.exit()).isEqualTo(1);
  }
}
