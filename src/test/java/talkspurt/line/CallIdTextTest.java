package talkspurt.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallIdTextTest {

  private static final UUID CALL = UUID.fromString("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
        "0A1B2C3D-4E5F-6071-8293-A4B5C6D7E8F9",
        "{0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9}",
        "urn:uuid:0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
        "URN:UUID:0A1B2C3D-4E5F-6071-8293-A4B5C6D7E8F9",
        "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        "{0A1B2C3D4E5F60718293A4B5C6D7E8F9}",
        "\"0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9\"",
        " 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9\r\n",
        "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9\0"
      })
  void readsTheWaysInWhichItIsWritten(String text) {
    assertThat(CallIdText.read(text)).contains(CALL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1795178983.250",
        "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f",
        "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f99",
        "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8fg",
        "0a1b2c3d4e5f-6071-8293-a4b5c6d7e8f9",
        "0-0-0-0-0",
        "${UUID()}",
        "{}"
      })
  void readsNothingElse(String text) {
    assertThat(CallIdText.read(text)).isEmpty();
  }

  @Test
  void whatIsTooLongIsNotLookedAt() {
    assertThat(CallIdText.read(" ".repeat(92) + CALL)).contains(CALL);
    assertThat(CallIdText.read(" ".repeat(93) + CALL)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1795178983.250", "asterisk-1795178983.2", "pbx.example-1-1795178983.12345"})
  void knowsTheIdOfAChannel(String text) {
    assertThat(CallIdText.isChannelId(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "+49301234567", "1795178983", "17.5", "1795178983.a"})
  void takesNothingElseForOne(String text) {
    assertThat(CallIdText.isChannelId(text)).isFalse();
  }

  @Test
  void nothingThrows() {
    Random random = new Random(7);
    for (int round = 0; round < 50_000; round++) {
      StringBuilder text = new StringBuilder("{urn:uuid:" + CALL + "}");
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x10000));
      }
      CallIdText.read(text.toString());
      CallIdText.isChannelId(text.toString());
    }
  }
}
