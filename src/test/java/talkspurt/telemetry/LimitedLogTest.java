package talkspurt.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitedLogTest {

  private static final String ONLY_COUNTED = " (more of them within a minute are only counted)";

  private final List<String> written = new ArrayList<>();
  private long nanos;
  private final LimitedLog log = new LimitedLog(() -> nanos, 3);

  @Test
  void linesBelowTheLimitAreWrittenAsTheyAre() {
    write("a", 2);
    assertEquals(List.of("a", "a"), written);
  }

  @Test
  void theLastLineOfAMinuteSaysThatMoreAreOnlyCounted() {
    write("a", 1000);
    assertEquals(List.of("a", "a", "a" + ONLY_COUNTED), written);
  }

  @Test
  void theFirstLineOfTheNextMinuteTellsTheCount() {
    write("a", 10);
    pass(Duration.ofSeconds(60));
    write("a", 2);
    assertEquals("a (7 such lines were left out before)", written.get(3));
    assertEquals("a", written.get(4));
  }

  @Test
  void whatAnOutageCausesIsNotWrittenWhileItIsKnown() {
    KnownOutage.ends(); // another test's
    log.logUnlessOutage("a", more -> written.add("before"));
    KnownOutage.begins();
    log.logUnlessOutage("a", more -> written.add("meanwhile"));
    log.log("a", more -> written.add("other"));
    assertEquals(1, KnownOutage.ends());
    log.logUnlessOutage("a", more -> written.add("behind"));
    assertEquals(List.of("before", "other", "behind"), written);
  }

  @Test
  void aMinuteIsWhole() {
    write("a", 10);
    pass(Duration.ofSeconds(60).minusNanos(1));
    write("a", 1);
    assertEquals(3, written.size());
  }

  @Test
  void theCountBeginsAnewOnceItWasTold() {
    write("a", 10);
    pass(Duration.ofMinutes(1));
    write("a", 1);
    pass(Duration.ofMinutes(1));
    write("a", 1);
    assertEquals("a", written.get(4));
  }

  @Test
  void kindsDoNotCountForEachOther() {
    write("a", 10);
    write("b", 1);
    assertEquals("b", written.get(3));
  }

  @Test
  void withALimitOfOneTheOnlyLineTellsBoth() {
    LimitedLog one = new LimitedLog(() -> nanos, 1);
    for (int i = 0; i < 3; i++) {
      one.log("a", written::add);
    }
    pass(Duration.ofMinutes(1));
    one.log("a", written::add);
    assertEquals(
        List.of(ONLY_COUNTED, " (2 such lines were left out before)" + ONLY_COUNTED), written);
  }

  @Test
  void kindsWithoutEndShareOneLimit() {
    for (int i = 0; i < 10_000; i++) {
      write("kind " + i, 1);
    }
    assertEquals(255 + 3, written.size(), "the last of all kinds is the one they share");
    write("kind 0", 1);
    assertEquals(255 + 4, written.size(), "a kind that was known keeps its own limit");
  }

  @Test
  void aLimitOfNoneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new LimitedLog(() -> nanos, 0));
  }

  private void write(String kind, int times) {
    for (int i = 0; i < times; i++) {
      log.log(kind, more -> written.add(kind + more));
    }
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }
}
