package talkspurt.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.junit.jupiter.api.DynamicTest;

/**
 * How much a piece of work allocates on its own thread, as the JVM counts it: the same on a busy
 * machine as on an idle one. The first rounds are not counted, since they load classes.
 */
public final class Allocation {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 1500;
  private static final int COUNTED = 1000;

  private Allocation() {}

  /**
   * A test that some work allocates no more than this; the figure is printed.
   *
   * @param maxBytes each time, on average
   */
  public static DynamicTest atMost(int maxBytes, String part, Runnable work) {
    return dynamicTest(part, () -> {
      double bytes = bytesEach(work);
      System.out.printf(Locale.ROOT, "allocated: %s: %.0f bytes%n", part, bytes);
      assertThat(bytes).isLessThanOrEqualTo(maxBytes);
    });
  }

  private static double bytesEach(Runnable work) {
    repeat(WARM_UP, work);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    repeat(COUNTED, work);
    return (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / COUNTED;
  }

  private static void repeat(int times, Runnable work) {
    for (int n = 0; n < times; n++) {
      work.run();
    }
  }
}
