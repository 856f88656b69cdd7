package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class G711Test {

  /** One period of 1 kHz at 0 dBm0: tables 5 and 6 of G.711. */
  private static final byte[] MU_MILLIWATT = bytes(0x1e, 0x0b, 0x0b, 0x1e, 0x9e, 0x8b, 0x8b, 0x9e);

  private static final byte[] A_MILLIWATT = bytes(0x34, 0x21, 0x21, 0x34, 0xb4, 0xa1, 0xa1, 0xb4);

  @Test
  void theReferenceToneIsAsFarBelowOverloadAsTheStandardSays() {
    // the overload points, 8159 of 14 bits and 4096 of 13 bits, are at +3.17 and +3.14 dBm0
    assertThat(belowOverloadDb(G711.fromMuLaw(MU_MILLIWATT), 4 * 8159))
        .isCloseTo(3.17, within(0.01));
    assertThat(belowOverloadDb(G711.fromALaw(A_MILLIWATT), 8 * 4096)).isCloseTo(3.14, within(0.01));
  }

  @Test
  void theEndsAndTheMiddleOfMuLaw() {
    assertThat(G711.fromMuLaw(bytes(0xff, 0x7f, 0xfe, 0x7e, 0x80, 0x00)))
        .containsExactly(
            (short) 0, (short) 0, (short) 8, (short) -8, (short) 32124, (short) -32124);
    assertThat(G711.toMuLaw(new short[] {0, 8, -8, 32124, Short.MAX_VALUE, Short.MIN_VALUE}))
        .containsExactly(0xff, 0xfe, 0x7e, 0x80, 0x80, 0x00);
  }

  @Test
  void theEndsAndTheMiddleOfALaw() {
    assertThat(G711.fromALaw(bytes(0xd5, 0x55, 0xd4, 0x54, 0xaa, 0x2a)))
        .containsExactly(
            (short) 8, (short) -8, (short) 24, (short) -24, (short) 32256, (short) -32256);
    assertThat(G711.toALaw(new short[] {0, -1, 24, -24, Short.MAX_VALUE, Short.MIN_VALUE}))
        .containsExactly(0xd5, 0x55, 0xd4, 0x54, 0xaa, 0x2a);
  }

  @Test
  void everyCodeComesBackAsItWasButTheNegativeZero() {
    for (int code = 0; code < 256; code++) {
      assertThat(G711.toALaw(G711.fromALaw(bytes(code)))).containsExactly(code);
      assertThat(G711.toMuLaw(G711.fromMuLaw(bytes(code))))
          .containsExactly(code == 0x7f ? 0xff : code);
    }
  }

  @Test
  void everySampleComesBackWithinHalfAnIntervalOfItsSegmentAndInOrder() {
    short[] samples = new short[1 << 16];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (Short.MIN_VALUE + i);
    }
    short[] mu = G711.fromMuLaw(G711.toMuLaw(samples));
    short[] a = G711.fromALaw(G711.toALaw(samples));
    for (int i = 0; i < samples.length; i++) {
      int magnitude = Math.abs((int) samples[i]);
      // intervals are 1/16 of a segment, and segments double
      assertThat(Math.abs(mu[i] - samples[i])).isLessThanOrEqualTo(4 + (magnitude + 132) / 32);
      assertThat(Math.abs(a[i] - samples[i])).isLessThanOrEqualTo(Math.max(8, magnitude / 32 + 1));
      if (i > 0) {
        assertThat(mu[i]).isGreaterThanOrEqualTo(mu[i - 1]);
        assertThat(a[i]).isGreaterThanOrEqualTo(a[i - 1]);
      }
    }
  }

  private static double belowOverloadDb(short[] period, int overload) {
    double energy = 0;
    for (short sample : period) {
      energy += (double) sample * sample / period.length;
    }
    return 10 * Math.log10((double) overload * overload / 2 / energy);
  }

  private static byte[] bytes(int... codes) {
    byte[] bytes = new byte[codes.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) codes[i];
    }
    return bytes;
  }
}
