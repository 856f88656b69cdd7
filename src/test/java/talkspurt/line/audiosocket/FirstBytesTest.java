package talkspurt.line.audiosocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstBytesTest {

  private static final String ID = "010010" + "00".repeat(15) + "07";
  private static final String KEY = "03000131";

  private final FirstBytes first = new FirstBytes();

  @ParameterizedTest(name = "{0}: named {1}, hung up {2}")
  @CsvSource({
    "''                                               , false, false",
    "010010                                           , false, false",
    "01001000000000000000000000000000000007           , true , false",
    "0300013101001000000000000000000000000000000007   , true , false",
    "03000131                                         , false, false",
    "0100100000000000000000000000000000000703000131   , true , false",
    "000000                                           , false, true",
    "00000001001000000000000000000000000000000007     , false, true",
    "01000431323334                                   , true , false",
    "010000                                           , true , false",
    "ff000101                                         , false, false"
  })
  void knowsWhetherACallWasNamed(String hex, boolean named, boolean hungUp) {
    take(hex);
    assertThat(first.named()).isEqualTo(named);
    assertThat(first.hungUp()).isEqualTo(hungUp);
    assertThat(first.all().toArray()).isEqualTo(bytes(hex));
  }

  @Test
  void bytesMayBeCutAnywhere() {
    String all = KEY + ID;
    for (int at = 0; at < all.length(); at += 2) {
      assertThat(first.named()).isFalse();
      take(all.substring(at, at + 2));
    }
    assertThat(first.named()).isTrue();
    assertThat(first.all().toArray()).isEqualTo(bytes(KEY + ID));
  }

  @Test
  void moreThanIsKeptWithoutAnIdIsTooMuch() {
    take("10ffff" + "00".repeat(FirstBytes.MAX_BYTES - 4));
    assertThat(first.tooMuch()).isFalse();
    take("0000");
    assertThat(first.tooMuch()).isTrue();
  }

  @Test
  void nothingThatComesWithTheIdIsLost() {
    int before = FirstBytes.MAX_BYTES - 100;
    String sound = "10%04x".formatted(before) + "00".repeat(before);
    String after = "10%04x".formatted(320) + "11".repeat(320);
    take(sound);
    take(ID + after);
    assertThat(first.named()).isTrue();
    assertThat(first.all().toArray()).isEqualTo(bytes(sound + ID + after));
  }

  @ParameterizedTest(name = "{0}: TLS {1}")
  @CsvSource({"160301, true", "160303020001, true", "1603, false", "100140, false", "030001, false"
  })
  void knowsTheBeginningOfTls(String hex, boolean tls) {
    take(hex);
    assertThat(first.likeTls()).isEqualTo(tls);
  }

  @Test
  void anIdAsTheLastThatIsKeptCounts() {
    int before = FirstBytes.MAX_BYTES - 19 - 3;
    take("10%04x".formatted(before) + "00".repeat(before) + ID);
    assertThat(first.named()).isTrue();
    assertThat(first.tooMuch()).isFalse();
  }

  private void take(String hex) {
    first.take(ByteBuffer.wrap(bytes(hex)));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
