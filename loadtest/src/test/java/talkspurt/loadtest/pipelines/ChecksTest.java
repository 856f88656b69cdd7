package talkspurt.loadtest.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ChecksTest {

  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final Stalls stalls = new Stalls();
  private final Checks checks =
      new Checks(new PrintStream(told, true, StandardCharsets.UTF_8), stalls);

  @Test
  void whatFailsWithoutAStallHasFailed() {
    stalls.ran(109);
    checks.unlessStalled(false, "no dead air");
    assertEquals(1, checks.summary());
  }

  @Test
  void whatFailsBesideAStallIsSlow() {
    stalls.ran(110);
    stalls.ran(12);
    checks.that(true, "said");
    checks.unlessStalled(true, "whole");
    checks.unlessStalled(false, "no dead air");
    assertEquals(75, checks.summary());
    assertTrue(told.toString(StandardCharsets.UTF_8)
        .contains("SLOW  no dead air (this machine stalled for 100 ms)"));
  }

  @Test
  void aStallExcusesNothingThatMustHoldAtAnySpeed() {
    stalls.ran(5000);
    checks.that(false, "each tool ran once");
    checks.unlessStalled(false, "no dead air");
    assertEquals(1, checks.summary());
  }
}
