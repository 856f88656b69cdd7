package talkspurt.boot.config;

import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.List;

/** Values that stand in for wrong ones while more faults are looked for. Nobody ever uses them. */
final class StandInValues {

  static final List<String> TEXTS =
      List.of("x", "http://localhost/", "ws://localhost/", "localhost:1", "en", "hang-up");
  static final List<Integer> NUMBERS = List.of(1, 16_000, 8000, 24_000, 100);
  static final List<Double> FRACTIONS = List.of(0.5, 1.0);
  static final List<Duration> DURATIONS = List.of(
      Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofMillis(20));
  static final List<List<String>> LISTS = List.of(List.of(), List.of("x"), List.of("localhost:1"));

  /** How many of them are tried at most. */
  static final int MOST = 8;

  private StandInValues() {}

  /** What a library says of a value, without the place that is told anyway. */
  static String withoutPlace(ConfigException refused) {
    String message = String.valueOf(refused.getMessage());
    String place = refused.origin() == null ? "" : refused.origin().description() + ": ";
    return (message.startsWith(place) ? message.substring(place.length()) : message)
        .lines()
        .findFirst()
        .orElse("");
  }
}
