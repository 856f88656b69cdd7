package talkspurt.fake;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AllocationTest {

  private byte[] made = new byte[1];

  @Test
  void whatIsAllocatedIsCounted() {
    assertThatCode(() -> atMost(0, () -> made[0]++)).doesNotThrowAnyException();
    assertThatCode(() -> atMost(1100, this::make)).doesNotThrowAnyException();
    assertThatThrownBy(() -> atMost(999, this::make)).isInstanceOf(AssertionError.class);
  }

  private static void atMost(int maxBytes, Runnable work) throws Throwable {
    Allocation.atMost(maxBytes, "a test of it", work).getExecutable().execute();
  }

  private void make() {
    made = new byte[1000];
  }
}
