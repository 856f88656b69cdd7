package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartitionWatchTest {

  private static final long MS = 1_000_000;
  private static final long BEARABLE_MS = PartitionWatch.BEARABLE.toMillis();

  private boolean cutOff;
  private int letGo;
  private final PartitionWatch watch = new PartitionWatch(() -> cutOff, () -> letGo++, 0);

  @Test
  void linesStayWhileTheNodeIsWithTheMajority() {
    watch.look(10 * BEARABLE_MS * MS);
    assertThat(letGo).isZero();
  }

  @Test
  void aShortStallIsBorne() {
    cutOff = true;
    watch.look((BEARABLE_MS - 1) * MS);
    cutOff = false;
    watch.look(BEARABLE_MS * MS);
    cutOff = true;
    watch.look((2 * BEARABLE_MS - 1) * MS);
    assertThat(letGo).isZero();
  }

  @Test
  void linesAreLetGoForAsLongAsTheNodeIsCutOff() {
    cutOff = true;
    watch.look(BEARABLE_MS * MS);
    watch.look((BEARABLE_MS + 200) * MS);
    assertThat(letGo).as("also one that came meanwhile").isEqualTo(2);
    cutOff = false;
    watch.look((BEARABLE_MS + 400) * MS);
    assertThat(letGo).isEqualTo(2);
  }
}
