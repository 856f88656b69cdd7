package talkspurt.fake;

import java.time.Duration;
import java.util.Set;
import talkspurt.call.LineFault;
import talkspurt.media.settings.DoctorSettings;

/** How lines are examined in tests: as reference.conf has it. */
public final class LineExamination {

  /** All faults. */
  public static final DoctorSettings SETTINGS = but(Set.of());

  private LineExamination() {}

  /** All faults but these. */
  public static DoctorSettings but(Set<LineFault> ignored) {
    return new DoctorSettings(
        true,
        ignored,
        Duration.ofSeconds(5),
        Duration.ofSeconds(60),
        Duration.ofSeconds(20),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofMillis(400),
        Duration.ofSeconds(10),
        Duration.ofMillis(500));
  }
}
