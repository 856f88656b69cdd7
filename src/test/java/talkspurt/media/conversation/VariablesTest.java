package talkspurt.media.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.call.CallPlan;
import talkspurt.call.EarlierCalls;
import talkspurt.call.PhoneNumber;
import talkspurt.media.profile.Profile;
import talkspurt.text.EarlierVariables;
import talkspurt.text.Placeholders;

class VariablesTest {

  private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
  private static final Profile PROFILE =
      new Profile("p", "en", null, null).zone(ZoneId.of("Asia/Tokyo"));

  private static CallPlan plan(String language, EarlierCalls earlier) {
    return new CallPlan(
            new PhoneNumber("4917"), new PhoneNumber("4940"), "", "", "p", language, Map.of(), true)
        .earlier(earlier);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | November 29, 2026 | the caller hung up",
        "en-GB | 29 November 2026 | the caller hung up",
        "de | 29. November 2026 | der Anrufer hat aufgelegt"
      })
  void earlierCallsAreToldInTheLanguageAndTheZoneOfTheCall(
      String language, String date, String outcome) {
    EarlierCalls earlier = new EarlierCalls(
        true, 2, Optional.of(Instant.parse("2026-11-28T16:00:00Z")), "the caller hung up");
    assertThat(Variables.of(plan(language, earlier), PROFILE.in(language), NOW))
        .containsEntry("earlier-calls", "2")
        .containsEntry("last-call", date)
        .containsEntry("last-outcome", outcome);
  }

  @Test
  void whatIsNotKnownOfThemIsNoName() {
    assertThat(Variables.of(plan("", EarlierCalls.UNKNOWN), PROFILE, NOW))
        .doesNotContainKeys(EarlierVariables.NAMES.toArray(String[]::new));
    Map<String, String> none =
        Variables.of(plan("", new EarlierCalls(true, 0, Optional.empty(), "")), PROFILE, NOW);
    assertThat(none)
        .containsEntry("earlier-calls", "0")
        .doesNotContainKeys("last-call", "last-outcome");
    assertThat(Placeholders.spoken("{earlier-calls|no}, {last-call|never}.", none))
        .isEqualTo("0, never.");
  }
}
