package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class Pcm16Test {

  @Test
  void eachSampleIsTwoBytesTheLowerOneFirst() {
    ByteBuffer bytes = ByteBuffer.allocate(2 + (2 << 16)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort((short) 0x5555);
    short[] samples = new short[1 << 16];
    for (int sample = 0; sample < samples.length; sample++) {
      samples[sample] = (short) sample;
      bytes.putShort((short) sample);
    }
    byte[] written = new byte[bytes.capacity()];
    written[0] = 0x55;
    written[1] = 0x55;
    Pcm16.write(samples, written, 2);
    assertThat(written).isEqualTo(bytes.array());
    assertThat(Pcm16.read(written, 2, samples.length)).isEqualTo(samples);
    assertThat(Pcm16.read(written, 1, 1)).containsExactly((short) 0x0055);
  }
}
