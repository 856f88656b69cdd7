package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.control.Sealing.Row.EVENT;
import static talkspurt.control.Sealing.Row.SNAPSHOT;

import org.junit.jupiter.api.Test;
import talkspurt.privacy.CallKey;

class SealingTest {

  private static final CallKey KEY = CallKey.random();

  private final byte[] sealed =
      new Sealing(7401, "é", new byte[] {1, 2, 3}).sealed(KEY, EVENT, "call|1", 5);

  @Test
  void holdsSerializerManifestAndBytes() {
    Sealing open = Sealing.opened(KEY, EVENT, "call|1", 5, sealed).orElseThrow();
    assertThat(open.serializer()).isEqualTo(7401);
    assertThat(open.manifest()).isEqualTo("é");
    assertThat(open.bytes()).containsExactly(1, 2, 3);
  }

  @Test
  void opensInItsOwnRowAlone() {
    assertThat(Sealing.opened(KEY, EVENT, "call|1", 6, sealed)).isEmpty();
    assertThat(Sealing.opened(KEY, EVENT, "call|2", 5, sealed)).isEmpty();
    assertThat(Sealing.opened(KEY, SNAPSHOT, "call|1", 5, sealed)).isEmpty();
    assertThat(Sealing.opened(CallKey.random(), EVENT, "call|1", 5, sealed)).isEmpty();
  }

  @Test
  void anotherFormAndNothingAtAllDoNotOpen() {
    byte[] later = sealed.clone();
    later[0] = 2;
    assertThat(Sealing.opened(KEY, EVENT, "call|1", 5, later)).isEmpty();
    assertThat(Sealing.opened(KEY, EVENT, "call|1", 5, new byte[0])).isEmpty();
  }
}
