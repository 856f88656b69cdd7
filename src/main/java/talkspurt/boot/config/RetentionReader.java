package talkspurt.boot.config;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import talkspurt.control.RetentionKind;
import talkspurt.control.RetentionRule;

/** Reads how long what is kept of calls, by the engine's settings and by profiles. */
final class RetentionReader {

  /** The block within it. */
  static final String RETENTION = "retention";

  private static final String FOR_EVER = "for-ever";
  private static final int LEAST_DAYS = 1;
  private static final int MOST_DAYS = 36_500;

  private RetentionReader() {}

  /** What holds where a profile says nothing. */
  static RetentionRule standard(ConfigSection root) {
    return root.section(PrivacyReader.KEY)
        .section(RETENTION)
        .check(block -> RetentionRule.FOR_EVER.with(times(block)));
  }

  /** What holds for calls of a profile; empty where it says nothing. */
  static Optional<RetentionRule> ofProfile(ConfigSection profile, RetentionRule standard) {
    if (!profile.has(PrivacyReader.KEY) || !profile.section(PrivacyReader.KEY).has(RETENTION)) {
      return Optional.empty();
    }
    return Optional.of(profile
        .section(PrivacyReader.KEY)
        .section(RETENTION)
        .check(block -> standard.with(
            times(block.only("words", "recordings", "journal", "outcomes", "call-log")))));
  }

  private static Map<RetentionKind, Optional<Duration>> times(ConfigSection block) {
    Map<RetentionKind, Optional<Duration>> times = new EnumMap<>(RetentionKind.class);
    for (RetentionKind kind : RetentionKind.values()) {
      if (block.has(kind.label())) {
        times.put(kind, time(block, kind.label()));
      }
    }
    return times;
  }

  private static Optional<Duration> time(ConfigSection block, String key) {
    String text = block.text(key).strip();
    if (text.equals(FOR_EVER)) {
      return Optional.empty();
    }
    if (text.matches("0+[a-z]*")) {
      throw new IllegalArgumentException(
          key + " is '" + text + "'; allowed: a time from 1d on, such as 90d, or " + FOR_EVER);
    }
    Duration time = block.duration(key);
    within(
        key,
        time,
        Duration.ofDays(LEAST_DAYS).toMillis(),
        Duration.ofDays(MOST_DAYS).toMillis());
    return Optional.of(time);
  }
}
