package talkspurt.loadtest.pipelines;

import java.io.PrintStream;

/** One line a check, and how many held. What only a machine that stalls can fail is SLOW, if it did stall. */
final class Checks {

  /** The exit status when nothing failed, but something was SLOW. */
  static final int SLOW = 75;

  private static final double CENT = 0.01;

  private final PrintStream out;
  private final Stalls stalls;
  private int passed;
  private int slow;
  private int failed;

  Checks(PrintStream out) {
    this(out, Stalls.watch());
  }

  Checks(PrintStream out, Stalls stalls) {
    this.out = out;
    this.stalls = stalls;
  }

  /** What must hold at any speed. */
  synchronized void that(boolean good, String what) {
    out.println((good ? "ok    " : "FAIL  ") + what);
    if (good) passed++;
    else failed++;
  }

  /** What holds on a machine that does not stall. */
  synchronized void unlessStalled(boolean good, String what) {
    if (good || !stalls.any()) {
      that(good, what);
      return;
    }
    out.println("SLOW  " + what + " (this machine stalled for " + stalls.longestMs() + " ms)");
    slow++;
  }

  /** Whether what a call has cost is on the bills, to the cent. */
  static boolean same(double paid, Pipeline pipeline) {
    return Math.abs(paid - pipeline.bill().total(pipeline.prices())) < CENT;
  }

  /** What the engine says that a call has cost is what the stand-ins want for it. */
  void paid(String name, double paid, Pipeline pipeline) {
    that(
        same(paid, pipeline),
        "%s: it has cost %.4f; on the bills is %.4f, for %s"
            .formatted(name, paid, pipeline.bill().total(pipeline.prices()), pipeline.bill()));
  }

  /** Prints it, and returns the exit status. */
  int summary() {
    out.println(passed + " passed, " + slow + " slow, " + failed + " failed");
    if (failed > 0) return 1;
    return slow > 0 ? SLOW : 0;
  }
}
