package talkspurt.loadtest.pipelines;

import java.io.PrintStream;

/** One line a check, and how many held. */
final class Checks {
  private final PrintStream out;
  private int passed;
  private int failed;

  Checks(PrintStream out) {
    this.out = out;
  }

  synchronized void that(boolean good, String what) {
    out.println((good ? "ok    " : "FAIL  ") + what);
    if (good) passed++;
    else failed++;
  }

  /** Prints it, and returns the exit status. */
  int summary() {
    out.println(passed + " passed, " + failed + " failed");
    return failed == 0 ? 0 : 1;
  }
}
