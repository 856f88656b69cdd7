package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoundFormatTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RIFF | WAV",
        "RF64 | WAV",
        "BW64 | WAV",
        "RIFX | BIG_ENDIAN_WAV",
        "FORM | AIFF",
        ".snd | AU",
        "caff | CAF",
        "riff | WAVE64",
        "wvpk | WAVPACK",
        "#!SILK_V3 | SILK",
        "%02#!SILK_V3 | SILK",
        "ADIF | AAC",
        "OggS | OGG",
        "fLaC | FLAC",
        "ID3 | MP3",
        "#!AMR | AMR",
        "%1A%45%DF%A3 | MATROSKA",
        "%1F%8B%08 | GZIP",
        "%00%00%00%1Cftyp | MP4",
        "{\"error\": {\"message\": \"no such voice\"}} | TEXT",
        "<!DOCTYPE html><html><head><title> | TEXT",
        "%EF%BB%BF<?xml version=\"1.0\" encoding=\"utf-8\"?> | TEXT",
        "Internal Server Error, ask somebody else | TEXT",
        "{\"fehler\": \"Ung%C3%BCltige Stimme%E2%80%A6\"} | TEXT",
        "%E8%AF%B7%E6%B1%82%E9%94%99%E8%AF%AF%E8%AF%B7%E7%A8%8D%E5%90%8E%E9%87%8D%E8%AF%95%E8%AF%B7%E7%A8%8D | TEXT",
      })
  void aFormatIsKnownByItsFirstBytes(String begin, SoundFormat format) {
    byte[] head = bytes(begin + (format == SoundFormat.TEXT ? "" : "%00%01%02%03%04%05%06%07"));
    assertThat(SoundFormat.of(head, false)).contains(format);
    // whichever byte comes last, nothing else is said of it before
    for (int length = 0; length < head.length; length++) {
      Optional<SoundFormat> early = SoundFormat.of(Arrays.copyOf(head, length), false);
      assertThat(early.orElse(format)).isEqualTo(format);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"e\":1}", "no!", "Not Found"})
  void aShortTextIsKnownAtItsEnd(String text) {
    assertThat(SoundFormat.of(bytes(text), false)).isEmpty();
    assertThat(SoundFormat.of(bytes(text), true)).contains(SoundFormat.TEXT);
  }

  @ParameterizedTest
  @CsvSource({
    "FFFB9064, 417", // MPEG 1, layer III, 128 kbit/s, 44.1 kHz
    "FFFB9264, 418", // with padding
    "FFF344C4, 96", // MPEG 2, layer III, 32 kbit/s, 24 kHz
    "FFE328C4, 144", // MPEG 2.5, layer III, 16 kbit/s, 8 kHz
    "FFFDA404, 576", // MPEG 1, layer II, 192 kbit/s, 48 kHz
    "FFFF8404, 256", // MPEG 1, layer I, 256 kbit/s, 48 kHz
  })
  void framesOfMpegAreKnownWhenOneFollowsOnAnother(String header, int bytes) {
    byte[] two = frames(header, bytes, 3);
    assertThat(SoundFormat.of(two, false)).contains(SoundFormat.MP3);
    assertThat(SoundFormat.of(Arrays.copyOf(two, bytes + 3), false)).isEmpty();
    assertThat(SoundFormat.of(Arrays.copyOf(two, bytes), true)).contains(SoundFormat.MP3);
    assertThat(SoundFormat.holdsFrames(two)).isTrue();
    two[bytes] = 0;
    assertThat(SoundFormat.of(two, false)).contains(SoundFormat.SAMPLES);
  }

  @Test
  void framesOfAacAreKnown() {
    byte[] frames = frames("FFF15080", 100, 3);
    for (int at = 0; at < 300; at += 100) {
      frames[at + 4] = 100 >> 3;
      frames[at + 5] = (byte) ((100 & 7) << 5 | 0x1f);
    }
    assertThat(SoundFormat.of(frames, false)).contains(SoundFormat.AAC);
  }

  @Test
  void framesAreFoundBehindWhatIsNone() {
    byte[] frames = frames("FFFB9064", 417, 4);
    byte[] behind = new byte[frames.length + 333];
    System.arraycopy(frames, 0, behind, 333, frames.length);
    assertThat(SoundFormat.of(behind, true)).contains(SoundFormat.SAMPLES);
    assertThat(SoundFormat.holdsFrames(behind)).isTrue();
  }

  @Test
  void soundIsTakenForNothingElse() {
    Random random = new Random(11);
    byte[] silence = new byte[64];
    byte[] hum = new byte[64];
    Arrays.fill(hum, (byte) 0xff); // -1, -1, …
    assertThat(SoundFormat.of(silence, false)).contains(SoundFormat.SAMPLES);
    assertThat(SoundFormat.of(hum, false)).contains(SoundFormat.SAMPLES);
    for (int round = 0; round < 5000; round++) {
      byte[] sound = new byte[17_000];
      int level = 1 << random.nextInt(15);
      for (int at = 0; at < sound.length; at += 2) {
        int sample = random.nextInt(2 * level) - level;
        sound[at] = (byte) sample;
        sound[at + 1] = (byte) (sample >> 8);
      }
      assertThat(SoundFormat.of(sound, false)).contains(SoundFormat.SAMPLES);
      if (round % 25 == 0) {
        assertThat(SoundFormat.holdsFrames(sound)).isFalse();
      }
    }
  }

  private static byte[] frames(String header, int bytes, int count) {
    byte[] all = new byte[bytes * count];
    for (int frame = 0; frame < count; frame++) {
      for (int at = 0; at < 4; at++) {
        all[frame * bytes + at] = (byte) Integer.parseInt(header.substring(2 * at, 2 * at + 2), 16);
      }
    }
    return all;
  }

  /** Text in which %41 is the byte 0x41. */
  private static byte[] bytes(String text) {
    StringBuilder all = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == '%') {
        all.append((char) Integer.parseInt(text.substring(at + 1, at + 3), 16));
        at += 2;
      } else {
        all.append(text.charAt(at));
      }
    }
    return all.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
