package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DtmfDetectorTest {

  private static final double[] ROWS_HZ = {697, 770, 852, 941};
  private static final double[] COLUMNS_HZ = {1209, 1336, 1477, 1633};
  private static final String KEYS = "123A456B789C*0#D";

  private static short[] presses(
      String keys, int rateHz, double toneMs, double pauseMs, int offset) {
    int tone = (int) (rateHz * toneMs / 1000);
    int pause = (int) (rateHz * pauseMs / 1000);
    short[] out = new short[offset + keys.length() * (tone + pause) + rateHz / 10];
    for (int k = 0; k < keys.length(); k++) {
      int key = KEYS.indexOf(keys.charAt(k));
      for (int n = 0; n < tone; n++) {
        double t = 2 * Math.PI * n / rateHz;
        out[offset + k * (tone + pause) + n] =
            (short) (4000 * (Math.sin(ROWS_HZ[key / 4] * t) + Math.sin(COLUMNS_HZ[key % 4] * t)));
      }
    }
    return out;
  }

  private static String heard(short[] sound, int rateHz) {
    DtmfDetector detector = new DtmfDetector(rateHz);
    int size = AudioFrame.samplesPerFrame(rateHz);
    StringBuilder keys = new StringBuilder();
    for (int at = 0; at + size <= sound.length; at += size) {
      char key = detector.hear(java.util.Arrays.copyOfRange(sound, at, at + size));
      if (key != DtmfDetector.NONE) {
        keys.append(key);
      }
    }
    return keys.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 37, 80, 111, 159})
  void hearsEveryKeyOnceWhereverItBegins(int offset) {
    assertThat(heard(presses(KEYS, 8000, 50, 50, offset), 8000)).isEqualTo(KEYS);
    assertThat(heard(presses("1155##", 16000, 200, 60, offset), 16000)).isEqualTo("1155##");
  }

  @Test
  void oneLongPressIsOneKey() {
    assertThat(heard(presses("5", 8000, 2000, 10, 0), 8000)).isEqualTo("5");
  }

  @Test
  void aSingleToneIsNoKey() {
    short[] sound = new short[8000];
    for (int n = 0; n < sound.length; n++) {
      sound[n] = (short) (8000 * Math.sin(2 * Math.PI * 697 * n / 8000));
    }
    assertThat(heard(sound, 8000)).isEmpty();
  }

  @Test
  void noiseIsNoKey() {
    Random random = new Random(2);
    short[] sound = new short[80000];
    for (int n = 0; n < sound.length; n++) {
      sound[n] = (short) (3000 * random.nextGaussian());
    }
    assertThat(heard(sound, 8000)).isEmpty();
  }
}
