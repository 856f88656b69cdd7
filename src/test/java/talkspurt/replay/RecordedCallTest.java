package talkspurt.replay;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.audio.FlacFormat;
import talkspurt.audio.FlacFrames;

/** A call as the engine records it. */
class RecordedCallTest {

  private static final int BLOCK = 4096;

  @TempDir
  Path folder;

  private Path written(int rateHz, short[][] sound) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    put(out, FlacFormat.head(rateHz, sound.length, BLOCK, 0, List.of()));
    put(out, new FlacFrames(rateHz, sound.length, BLOCK).frame(sound, BLOCK));
    return Files.write(folder.resolve("call.flac"), out.toByteArray());
  }

  private static void put(ByteArrayOutputStream out, ByteBuffer bytes) {
    out.write(bytes.array(), bytes.position(), bytes.remaining());
  }

  private static short[][] sound(int tracks) {
    Random random = new Random(5);
    short[][] sound = new short[tracks][BLOCK];
    for (short[] track : sound) {
      for (int n = 0; n < BLOCK; n++) {
        track[n] = (short) random.nextInt(3000);
      }
    }
    return sound;
  }

  @Test
  void flacIsReadAsWavIs() throws IOException {
    short[][] sound = sound(2);
    CallRecording call = CallRecording.read(written(16_000, sound));
    assertThat(call.rateHz()).isEqualTo(16_000);
    assertThat(call.frames()).isEqualTo(BLOCK / 320);
    assertThat(call.line()).isEqualTo(Arrays.copyOf(sound[0], BLOCK / 320 * 320));
    assertThat(call.sent()).isEqualTo(Arrays.copyOf(sound[1], BLOCK / 320 * 320));
  }

  @Test
  void aThirdTrackIsNotLookedAt() throws IOException {
    short[][] sound = sound(3);
    CallRecording call = CallRecording.read(written(8000, sound));
    assertThat(call.line()).isEqualTo(Arrays.copyOf(sound[0], BLOCK / 160 * 160));
    assertThat(call.sent()).isEqualTo(Arrays.copyOf(sound[1], BLOCK / 160 * 160));
    Path four = written(8000, sound(4));
    assertThatThrownBy(() -> CallRecording.read(four)).hasMessageContaining("4 channels");
  }

  @Test
  void otherFlacIsRefusedInOneLine() throws IOException {
    Path mono = written(8000, sound(1));
    assertThatThrownBy(() -> CallRecording.read(mono)).hasMessageContaining("1 channels");
    Path odd = written(44_100, sound(2));
    assertThatThrownBy(() -> CallRecording.read(odd)).hasMessageContaining("44100 Hz");
    Path broken = Files.write(folder.resolve("b.flac"), new byte[] {'f', 'L', 'a', 'C', 0});
    assertThatThrownBy(() -> CallRecording.read(broken))
        .isInstanceOf(InputFailure.class)
        .hasMessageContaining("b.flac: a FLAC file without sound");
  }
}
