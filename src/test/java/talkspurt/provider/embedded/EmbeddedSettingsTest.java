package talkspurt.provider.embedded;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class EmbeddedSettingsTest {

  private static final Duration SOON = Duration.ofMillis(250);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final List<String> CARRIERS = List.of("please");

  @Test
  void refusesWhatIsOutOfRange() {
    refuses(
        "recognizers is 0",
        () -> new EmbeddedSettings(0, 1, SOON, LONG, CARRIERS, 1, 16, OptionalInt.empty()));
    refuses(
        "recognizers is 17",
        () -> new EmbeddedSettings(17, 1, SOON, LONG, CARRIERS, 1, 16, OptionalInt.empty()));
    refuses(
        "max-waiting is 0",
        () -> new EmbeddedSettings(1, 0, SOON, LONG, CARRIERS, 1, 16, OptionalInt.empty()));
    refuses(
        "longest-utterance is 0 ms",
        () ->
            new EmbeddedSettings(1, 1, SOON, Duration.ZERO, CARRIERS, 1, 16, OptionalInt.empty()));
    refuses(
        "answer-timeout is 49 ms",
        () -> new EmbeddedSettings(
            1, 1, Duration.ofMillis(49), LONG, CARRIERS, 1, 16, OptionalInt.empty()));
    refuses(
        "max-calls is 0",
        () -> new EmbeddedSettings(1, 1, SOON, LONG, CARRIERS, 1, 16, OptionalInt.of(0)));
    refuses(
        "carriers is empty",
        () -> new EmbeddedSettings(1, 1, SOON, LONG, List.of(), 1, 16, OptionalInt.empty()));
    refuses(
        "voices is 17",
        () -> new EmbeddedSettings(1, 1, SOON, LONG, CARRIERS, 17, 16, OptionalInt.empty()));
    refuses(
        "max-sentences is 15",
        () -> new EmbeddedSettings(1, 1, SOON, LONG, CARRIERS, 1, 15, OptionalInt.empty()));
  }

  private static void refuses(String why, Runnable settings) {
    assertThatIllegalArgumentException()
        .isThrownBy(settings::run)
        .withMessageStartingWith(why)
        .withMessageContaining("allowed: ");
  }
}
