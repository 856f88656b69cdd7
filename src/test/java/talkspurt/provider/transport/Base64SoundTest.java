package talkspurt.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64SoundTest {

  private final Random random = new Random(15);

  @Test
  void readsEveryLengthInEveryWayThatBotsWrite() {
    for (int length = 0; length < 300; length++) {
      byte[] sound = sound(length);
      String plain = Base64.getEncoder().encodeToString(sound);
      assertReads(plain, sound);
      assertReads(plain.replace("=", ""), sound);
      assertReads(Base64.getUrlEncoder().encodeToString(sound), sound);
      assertReads(Base64.getUrlEncoder().withoutPadding().encodeToString(sound), sound);
      assertReads(Base64.getMimeEncoder().encodeToString(sound), sound);
      assertReads(plain.replaceAll("(.{76})", "$1\n") + "\n", sound);
      assertReads(" \t" + plain.replaceAll("(.)", "$1 "), sound);
      assertReads("data:audio/x-mulaw;base64," + plain, sound);
    }
  }

  @Test
  void readsPaddedPiecesInARow() {
    assertReads("/w==/w==" + "AQID", new byte[] {-1, -1, 1, 2, 3});
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "AAAAA", "A===", "AAAA\u00a0", "AA*A", "AA.A", "ÄAAA", "\0AAA"})
  void whatIsNoBase64IsToldSo(String text) {
    assertThat(Base64Sound.decode(text)).isEmpty();
  }

  private static void assertReads(String text, byte[] sound) {
    assertThat(Base64Sound.decode(text))
        .hasValueSatisfying(read -> assertThat(read).isEqualTo(sound));
  }

  private byte[] sound(int length) {
    byte[] sound = new byte[length];
    random.nextBytes(sound);
    return sound;
  }

  @Test
  void writesSamplesAsTheStandardHasThem() {
    for (int count = 0; count < 300; count++) {
      short[] samples = new short[count];
      byte[] bytes = sound(2 * count);
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
      byte[] text = new byte[3 + Base64Sound.length(bytes.length)];
      Base64Sound.encode(samples, text, 3);
      assertThat(new String(text, StandardCharsets.US_ASCII))
          .isEqualTo("\0\0\0" + Base64.getEncoder().encodeToString(bytes));
    }
  }

  /** Any characters, against a reader that writes byte by byte. */
  @Test
  void readsAnyTextAsTheRulesSay() {
    String some = "ABCDEFwxyz0189+/-_==  \n\tdata:,*\u00e4";
    int readable = 0;
    for (int round = 0; round < 50_000; round++) {
      StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "data:" : "");
      for (int length = random.nextInt(14); length > 0; length--) {
        int known = random.nextInt(3) == 0 ? some.length() : 18;
        text.append(some.charAt(random.nextInt(known)));
      }
      Optional<byte[]> expected = byRule(text.toString());
      Optional<byte[]> read = Base64Sound.decode(text.toString());
      readable += read.isPresent() ? 1 : 0;
      assertThat(read.isPresent()).as(text.toString()).isEqualTo(expected.isPresent());
      assertThat(read.orElse(new byte[0]))
          .as(text.toString())
          .isEqualTo(expected.orElse(new byte[0]));
    }
    assertThat(readable).isBetween(5000, 45_000);
  }

  private static Optional<byte[]> byRule(String text) {
    String body = text.startsWith("data:") ? text.substring(text.indexOf(',') + 1) : text;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String plain = body.replaceAll("[ \n\r\t]", "").replace('-', '+').replace('_', '/');
    for (String piece : plain.split("=", -1)) {
      if (!piece.matches("[A-Za-z0-9+/]*") || piece.length() % 4 == 1) {
        return Optional.empty();
      }
      bytes.writeBytes(Base64.getDecoder().decode(piece));
    }
    return Optional.of(bytes.toByteArray());
  }
}
