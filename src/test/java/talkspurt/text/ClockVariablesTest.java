package talkspurt.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.language.LanguagePack;

class ClockVariablesTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "en; November 30, 2026; Monday",
        "en-GB; 30 November 2026; Monday",
        "de; 30. November 2026; Montag",
        "fr; 30 novembre 2026; lundi",
        "es; 30 de noviembre de 2026; lunes",
        "pl; 30 listopada 2026; poniedziałek",
        "ru; 30 ноября 2026 г.; понедельник",
        "ja; 2026年11月30日; 月曜日"
      })
  void dateAndDayAreInTheLanguage(String language, String today, String weekday) {
    assertThat(at("2026-11-30T07:05:00Z", "Europe/Berlin", language))
        .containsEntry("today", today)
        .containsEntry("weekday", weekday)
        .containsEntry("now", "2026-11-30 08:05");
  }

  @Test
  void theZoneDecidesWhatDayItIs() {
    assertThat(at("2026-11-30T23:30:00Z", "Asia/Tokyo", "en"))
        .containsEntry("now", "2026-12-01 08:30")
        .containsEntry("weekday", "Tuesday")
        .containsEntry("time-zone", "Asia/Tokyo");
    assertThat(at("2026-11-30T23:30:00Z", "America/New_York", "en"))
        .containsEntry("now", "2026-11-30 18:30");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "00:00, night",
    "04:59, night",
    "05:00, morning",
    "11:59, morning",
    "12:00, afternoon",
    "17:59, afternoon",
    "18:00, evening",
    "21:59, evening",
    "22:00, night"
  })
  void aPartOfTheDay(String time, String part) {
    assertThat(at("2026-11-30T" + time + ":00Z", "UTC", "en")).containsEntry("part-of-day", part);
  }

  @Test
  void noPartOfTheDayIsEnglishElsewhere() {
    assertThat(at("2026-11-30T08:00:00Z", "UTC", "de")).containsEntry("part-of-day", "morgens");
    assertThat(at("2026-11-30T08:00:00Z", "UTC", "fr")).containsEntry("part-of-day", "du matin");
  }

  @Test
  void allNamesAreThere() {
    assertThat(at("2026-11-30T08:00:00Z", "UTC", "")).containsOnlyKeys(ClockVariables.NAMES);
  }

  @ParameterizedTest(name = "{1} in {0}: {2}")
  @CsvSource(
      delimiter = ';',
      value = {
        "en; 2026-11-30T09:00:00Z; 9:00 AM",
        "en; 2026-12-01T09:00:00Z; Tuesday, 9:00 AM",
        "de; 2026-12-06T09:30:00Z; Sonntag, 09:30",
        "en; 2026-12-07T09:00:00Z; December 7, 2026, 9:00 AM",
      })
  void whenItOpensIsToldAsPeopleSayIt(String language, String opens, String told) {
    ZoneId utc = ZoneId.of("UTC");
    assertThat(ClockVariables.hours(
            false,
            Optional.of(Instant.parse(opens).atZone(utc)),
            Instant.parse("2026-11-30T08:05:00Z").atZone(utc),
            language,
            LanguagePack.shipped(language).clock()))
        .isEqualTo(Map.of(
            "open",
            language.equals("de") ? "geschlossen" : "closed",
            "is-open",
            "false",
            "opens",
            told));
  }

  private static Map<String, String> at(String instant, String zone, String language) {
    return ClockVariables.at(
        Instant.parse(instant).atZone(ZoneId.of(zone)),
        language,
        LanguagePack.shipped(language).clock());
  }
}
