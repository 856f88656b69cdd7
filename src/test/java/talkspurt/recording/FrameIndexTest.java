package talkspurt.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.recording.FrameIndex.Place;

class FrameIndexTest {

  /** Every byte is in a run that begins at or before it, and whose end is behind it, at frames' edges. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 4096, 4097, 8192, 8193, 20_000})
  void aRunHasTheByteThatIsAskedFor(int frames) {
    Random random = new Random(frames);
    FrameIndex index = new FrameIndex();
    long[] clear = new long[frames + 1];
    for (int n = 0; n < frames; n++) {
      int length = 1 + random.nextInt(6000);
      index.add(length);
      clear[n + 1] = clear[n] + length;
    }
    byte[] written = index.write();
    assertThat(written.length).isLessThanOrEqualTo(FrameIndex.MAX_BYTES);
    FrameIndex read = FrameIndex.read(ByteBuffer.wrap(written));
    int longest = Math.max(1, (frames + 2047) / 2048);
    long stored = clear[frames] + 20L * frames;
    for (int n = 0; n < frames; n += 1 + frames / 500) {
      for (long place : new long[] {clear[n], clear[n + 1] - 1}) {
        Place from = read.before(place);
        assertThat(from.frame()).isBetween(n - longest + 1, n);
        assertThat(from.clear()).isEqualTo(clear[from.frame()]);
        assertThat(from.stored()).isEqualTo(from.clear() + 20L * from.frame());
        long end = read.endOf(place, stored);
        int until = Math.min(frames, n + longest);
        assertThat(end).isBetween(clear[n + 1] + 20L * (n + 1), clear[until] + 20L * until);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1L << 40})
  void withoutAnIndexAllIsOneRun(long place) {
    FrameIndex none = FrameIndex.read(ByteBuffer.allocate(0));
    assertThat(none.before(place)).isEqualTo(Place.START);
    assertThat(none.endOf(place, 77)).isEqualTo(77);
  }
}
