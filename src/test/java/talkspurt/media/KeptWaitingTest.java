package talkspurt.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeptWaitingTest {

  private static final WaitSettings SETTINGS = settings(3, Optional.of(Duration.ofSeconds(22)));

  private final KeptWaiting waiting = new KeptWaiting(SETTINGS);

  private static WaitSettings settings(int times, Optional<Duration> giveUpAfter) {
    return new WaitSettings(
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        times,
        giveUpAfter,
        Map.of("en", List.of("One.", "Two."), "de", List.of("Eins.")));
  }

  @Test
  void saysOneThingAfterTheOtherAndNoMoreThanIsAllowed() {
    assertThat(List.of(words("en"), words("en"), words("en"), words("en")))
        .containsExactly("One.", "Two.", "One.", "");
  }

  @Test
  void speaksTheCallersLanguageOrNothing() {
    assertThat(words("en-GB")).isEqualTo("One.");
    assertThat(words("de-AT")).isEqualTo("Eins.");
    assertThat(words("fi")).isEmpty();
  }

  @Test
  void prefersTheWordsOfTheProfile() {
    assertThat(waiting.words(List.of("Let me see."), "en")).contains("Let me see.");
  }

  @Test
  void countsTheWaitByItsSteps() {
    assertThat(waiting.begin()).isEqualTo(Duration.ofSeconds(2));
    assertThat(waiting.tooLong()).isFalse();
    assertThat(waiting.pass()).isEqualTo(Duration.ofSeconds(10));
    waiting.pass();
    assertThat(waiting.tooLong()).isFalse();
    waiting.pass();
    assertThat(waiting.tooLong()).isTrue();
  }

  @Test
  void aCallerWhoSaysMoreGoesOnWaiting() {
    waiting.begin();
    waiting.pass();
    waiting.pass();
    waiting.begin();
    waiting.pass();
    assertThat(waiting.tooLong()).isFalse();
    waiting.pass();
    assertThat(waiting.tooLong()).isTrue();
  }

  @Test
  void beginsAnewOnceTheTurnWasTaken() {
    for (int time = 0; time < 3; time++) {
      waiting.begin();
      waiting.pass();
      words("en");
      waiting.pass();
    }
    waiting.over();
    assertThat(waiting.tooLong()).isFalse();
    assertThat(words("en")).isNotEmpty();
  }

  @Test
  void waitsForEverIfItMay() {
    KeptWaiting patient = new KeptWaiting(settings(1, Optional.empty()));
    patient.begin();
    for (int time = 0; time < 1000; time++) {
      patient.pass();
    }
    assertThat(patient.tooLong()).isFalse();
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatThrownBy(() -> settings(101, Optional.empty())).hasMessageContaining("most-times");
    assertThatThrownBy(() -> settings(1, Optional.of(Duration.ofSeconds(1))))
        .hasMessageContaining("give-up-after");
  }

  private String words(String language) {
    return waiting.words(List.of(), language).orElse("");
  }
}
