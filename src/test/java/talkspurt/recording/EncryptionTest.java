package talkspurt.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptionTest {

  private static final byte[] OLD = key(1);
  private static final byte[] NEW = key(2);
  private static final RecordingKeys KEYS =
      new RecordingKeys(Optional.of("2026-11"), Map.of("2026-10", OLD, "2026-11", NEW));
  private static final byte[] OPEN_HEAD = "head?".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEAD = "HEAD!".getBytes(StandardCharsets.US_ASCII);

  /** The last frame, and what is behind it: six frames in the index. */
  private static final int END = 4 + (8 + 5 + 4 + 6 * 4 + 16) + 8;

  @TempDir
  Path folder;

  private Path path;
  private final List<byte[]> added = new ArrayList<>();

  private static byte[] key(int seed) {
    byte[] key = new byte[RecordingKeys.KEY_BYTES];
    new Random(seed).nextBytes(key);
    return key;
  }

  @BeforeEach
  void blocks() {
    path = folder.resolve("sound");
    Random random = new Random(7);
    added.add(OPEN_HEAD);
    for (int length : new int[] {3000, 1, 70_000, 200}) {
      byte[] block = new byte[length];
      random.nextBytes(block);
      added.add(block);
    }
  }

  private OwnedFile write() throws IOException {
    OwnedFile file = OwnedFile.create(path, KEYS, HEAD.length);
    for (byte[] block : added) {
      file.append(ByteBuffer.wrap(block));
    }
    return file;
  }

  private void writeWhole() throws IOException {
    try (OwnedFile file = write()) {
      file.rewrite(ByteBuffer.wrap(HEAD));
    }
  }

  /** The clear bytes of the first blocks. */
  private byte[] clear(byte[] head, int blocks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head);
    added.subList(1, blocks).forEach(out::writeBytes);
    return out.toByteArray();
  }

  private static byte[] read(Path file, RecordingKeys keys) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReadableFile.decrypt(file, keys, out);
    return out.toByteArray();
  }

  private byte[] readChanged(byte[] stored) throws IOException {
    return read(Files.write(folder.resolve("changed"), stored), KEYS);
  }

  @Test
  void whatWasWrittenIsReadAndItsHeadAsItWasAtTheEnd() throws IOException {
    writeWhole();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ReadableFile.isEncrypted(path)).isTrue();
    assertThat(ReadableFile.decrypt(path, KEYS, out)).isTrue();
    assertThat(out.toByteArray()).isEqualTo(clear(HEAD, 5));
    String stored = Files.readString(path, StandardCharsets.ISO_8859_1);
    assertThat(stored)
        .contains("2026-11")
        .doesNotContain("HEAD!", "head?")
        .doesNotContain(new String(added.get(1), StandardCharsets.ISO_8859_1).substring(0, 8));
  }

  @Test
  void whoeverIsKilledLeavesAllWholeFrames() throws IOException {
    write().abandon();
    byte[] stored = Files.readAllBytes(path);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ReadableFile.decrypt(path, KEYS, out)).isFalse();
    assertThat(out.toByteArray()).isEqualTo(clear(OPEN_HEAD, 5));
    for (int torn : new int[] {1, 15, 200 + 20 - 1}) {
      assertThat(readChanged(Arrays.copyOf(stored, stored.length - torn)))
          .isEqualTo(clear(OPEN_HEAD, 4));
    }
    assertThat(readChanged(Arrays.copyOf(stored, SealHead.FIXED_BYTES + 7))).isEmpty();
  }

  /** Whoever was stopped while closing it has lost the length, and no sound. */
  @Test
  void aTornEndCostsTheLengthAlone() throws IOException {
    writeWhole();
    byte[] stored = Files.readAllBytes(path);
    for (int torn : new int[] {1, 4, 5, 8, 9, 36}) {
      assertThat(readChanged(Arrays.copyOf(stored, stored.length - torn)))
          .as("%s bytes less", torn)
          .isEqualTo(clear(OPEN_HEAD, 5));
    }
  }

  @Test
  void noByteCanBeChangedUnnoticed() throws IOException {
    writeWhole();
    byte[] stored = Files.readAllBytes(path);
    Random random = new Random(3);
    for (int n = 0; n < 60; n++) {
      int place = n < 60 - 5 ? random.nextInt(stored.length - END) : stored.length - END + n % 60;
      byte[] changed = stored.clone();
      changed[place] ^= (byte) (1 << random.nextInt(8));
      byte[] read;
      try {
        read = readChanged(changed);
      } catch (IOException noticed) {
        continue;
      }
      // a changed end is none: the file counts as not closed, and what it holds is as it was
      // written
      assertThat(place).isGreaterThanOrEqualTo(stored.length - END);
      assertThat(read).isEqualTo(clear(OPEN_HEAD, 5));
    }
  }

  @Test
  void framesHaveTheirPlaces() throws IOException {
    added.clear();
    added.add(OPEN_HEAD);
    for (int n = 1; n < 5; n++) {
      added.add(new byte[] {(byte) n, (byte) n});
    }
    writeWhole();
    byte[] stored = Files.readAllBytes(path);
    int first = SealHead.FIXED_BYTES + 7 + 4 + 5 + 16;
    int length = 4 + 2 + 16;
    byte[] swapped = stored.clone();
    System.arraycopy(stored, first, swapped, first + length, length);
    System.arraycopy(stored, first + length, swapped, first, length);
    assertThatThrownBy(() -> readChanged(swapped))
        .isInstanceOf(SealedFileException.class)
        .hasMessageContaining("frame 1 is not as it was written");
    byte[] without = new byte[stored.length - length];
    System.arraycopy(stored, 0, without, 0, first + length);
    System.arraycopy(
        stored, first + 2 * length, without, first + length, without.length - first - length);
    assertThatThrownBy(() -> readChanged(without)).hasMessageContaining("frame 2");
    byte[] twice = Arrays.copyOf(stored, stored.length + length);
    System.arraycopy(stored, first, twice, stored.length, length);
    assertThat(readChanged(twice)).as("behind the end").isEqualTo(clear(OPEN_HEAD, 5));
  }

  @Test
  void olderKeysReadOlderFilesAndAMissingOneIsNamed() throws IOException {
    writeWhole();
    RecordingKeys later =
        new RecordingKeys(Optional.of("2026-12"), Map.of("2026-11", NEW, "2026-12", key(3)));
    assertThat(read(path, later)).isEqualTo(clear(HEAD, 5));
    RecordingKeys without = new RecordingKeys(Optional.empty(), Map.of("2026-10", OLD));
    assertThatThrownBy(() -> read(path, without))
        .isInstanceOf(MissingKeyException.class)
        .hasMessageContaining("key '2026-11'")
        .hasMessageContaining("talkspurt.recording.encryption.keys");
    RecordingKeys wrong = new RecordingKeys(Optional.empty(), Map.of("2026-11", OLD));
    assertThatThrownBy(() -> read(path, wrong))
        .hasMessageContaining("frame 0 is not as it was written with key '2026-11'");
  }

  @Test
  void whatIsNoSuchFileIsTold() throws IOException {
    byte[] stored;
    writeWhole();
    stored = Files.readAllBytes(path);
    byte[] version = stored.clone();
    version[4] = 9;
    assertThatThrownBy(() -> readChanged(version)).hasMessageContaining("version 9");
    assertThatThrownBy(() -> readChanged(Arrays.copyOf(stored, 20)))
        .hasMessageContaining("within its head");
    assertThatThrownBy(() -> readChanged(Arrays.copyOf(stored, SealHead.FIXED_BYTES + 3)))
        .hasMessageContaining("within its head");
    assertThat(ReadableFile.isEncrypted(Files.writeString(folder.resolve("x"), "fLaC")))
        .isFalse();
  }

  /** What the documentation says of the file is enough to read it. */
  @Test
  void theDocumentedFormIsEnoughToReadIt() throws Exception {
    writeWhole();
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(path));
    byte[] head = new byte[47 + in.get(5)];
    in.get(head);
    byte[] salt = Arrays.copyOfRange(head, 8, 40);
    SecretKeySpec key = new SecretKeySpec(Hkdf.derive(NEW, salt, head), "AES");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int number = 0; in.remaining() > 8; number++) {
      byte[] sealed = new byte[in.getInt()];
      in.get(sealed);
      byte last = (byte) (in.remaining() == 8 ? 1 : 0);
      byte[] nonce = ByteBuffer.allocate(12)
          .put(Arrays.copyOfRange(head, 40, 47))
          .putInt(number)
          .put(last)
          .array();
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, nonce));
      byte[] open = cipher.doFinal(sealed);
      if (last == 1) {
        assertThat(in.getInt()).isEqualTo(number);
        assertThat(in.getInt()).isEqualTo(sealed.length);
        ByteBuffer told = ByteBuffer.wrap(open);
        assertThat(told.getLong()).isEqualTo(out.size());
        byte[] clearHead = new byte[HEAD.length];
        told.get(clearHead);
        assertThat(clearHead).isEqualTo(HEAD);
        assertThat(told.getInt()).as("frames a run").isEqualTo(1);
        for (int length : new int[] {5, 3000, 1, 65_536, 70_000 - 65_536, 200}) {
          assertThat(told.getInt()).isEqualTo(length);
        }
        assertThat(told.hasRemaining()).isFalse();
      } else {
        out.writeBytes(open);
      }
    }
    assertThat(out.toByteArray()).isEqualTo(clear(OPEN_HEAD, 5));
  }

  /** RFC 5869, A.1: its first 32 bytes. */
  @Test
  void keysAreDerivedByHkdf() {
    HexFormat hex = HexFormat.of();
    assertThat(Hkdf.derive(
            hex.parseHex("0b".repeat(22)),
            hex.parseHex("000102030405060708090a0b0c"),
            hex.parseHex("f0f1f2f3f4f5f6f7f8f9")))
        .isEqualTo(
            hex.parseHex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"));
  }

  @Test
  void twoFilesOfOneKeyHaveNothingInCommon() throws IOException {
    writeWhole();
    byte[] first = Files.readAllBytes(path);
    path = folder.resolve("second");
    writeWhole();
    byte[] second = Files.readAllBytes(path);
    assertThat(Arrays.copyOfRange(first, 8, 47)).isNotEqualTo(Arrays.copyOfRange(second, 8, 47));
    assertThat(Arrays.copyOfRange(first, 60, 80)).isNotEqualTo(Arrays.copyOfRange(second, 60, 80));
  }

  @Test
  void keysAreHeldToTheirLength() {
    assertThatThrownBy(() -> new RecordingKeys(Optional.empty(), Map.of("a", new byte[16])))
        .hasMessageContaining("keys.a is 16 bytes long; allowed: 32");
    assertThatThrownBy(() -> new RecordingKeys(Optional.of("b"), Map.of("a", OLD)))
        .hasMessageContaining("key-id is 'b', which is not in keys");
    assertThatThrownBy(() -> new RecordingKeys(Optional.empty(), Map.of("a".repeat(65), OLD)))
        .hasMessageContaining("1 to 64 bytes");
    assertThat(KEYS).hasToString("keys [2026-10, 2026-11], of new files 2026-11");
  }
}
