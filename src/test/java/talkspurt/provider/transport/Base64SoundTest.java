package talkspurt.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
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
}
