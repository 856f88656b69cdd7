package talkspurt.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.call.OpeningHours.Span;
import talkspurt.outbound.DialVerdict.Ban;
import talkspurt.outbound.DialVerdict.Dial;
import talkspurt.outbound.DialVerdict.Hold;
import talkspurt.outbound.DialVerdict.Later;
import talkspurt.outbound.DialVerdict.Never;

class DialRulesTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
  private static final NumberRecord NEW = new NumberRecord(false, List.of());

  /** Monday to Saturday from nine to eight; closed at Christmas, and on one day. */
  private static final CallingHours HOURS = new CallingHours(
      week("09:00", "20:00"),
      Map.of(MonthDay.of(12, 25), List.of()),
      Map.of(LocalDate.of(2026, 12, 7), List.of()));

  private static final DialRules RULES =
      new DialRules(HOURS, Optional.empty(), 2, 3, true, Duration.ofSeconds(30));

  private static Map<DayOfWeek, List<Span>> week(String from, String to) {
    Map<DayOfWeek, List<Span>> week = new HashMap<>();
    for (int day = 1; day <= 6; day++) {
      week.put(DayOfWeek.of(day), List.of(Span.of(LocalTime.parse(from), LocalTime.parse(to))));
    }
    return week;
  }

  private static Instant at(String local, ZoneId zone) {
    return LocalDateTime.parse(local).atZone(zone).toInstant();
  }

  private static DialRequest to(ZoneId... zones) {
    return new DialRequest(
        new DialNumber("+493012345678", Set.of(zones)),
        Optional.of("form 17"),
        new DialWindow(at("2020-01-01T00:00", BERLIN), at("2040-01-01T00:00", BERLIN)));
  }

  private static DialVerdict berlin(NumberRecord known, String now) {
    return RULES.judge(to(BERLIN), known, at(now, BERLIN));
  }

  private static NumberRecord dialled(String... times) {
    return new NumberRecord(
        false, List.of(times).stream().map(t -> at(t, BERLIN)).toList());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "2026-12-01T08:59:59, 2026-12-01T09:00",
    "2026-12-01T09:00, now",
    "2026-12-01T19:59:29, now", // rings until a second before eight
    "2026-12-01T19:59:30, 2026-12-02T09:00",
    "2026-12-05T20:00, 2026-12-08T09:00", // Sunday, and a Monday that is closed
    "2026-12-24T20:00, 2026-12-26T09:00",
    "2027-03-27T21:00, 2027-03-29T09:00", // the clock goes forward on Sunday
  })
  void ringsWithinTheHoursAlone(String now, String first) {
    assertThat(berlin(NEW, now))
        .isEqualTo(
            first.equals("now")
                ? new Dial()
                : new Later(at(first, BERLIN), Hold.OUTSIDE_CALLING_HOURS));
  }

  @Test
  void aNumberOfTwoZonesIsCalledWhereBothAreOpen() {
    DialRequest both = to(NEW_YORK, LOS_ANGELES);
    assertThat(RULES.judge(both, NEW, at("2026-12-01T09:00", NEW_YORK)))
        .isEqualTo(new Later(at("2026-12-01T09:00", LOS_ANGELES), Hold.OUTSIDE_CALLING_HOURS));
    assertThat(RULES.judge(both, NEW, at("2026-12-01T17:00", LOS_ANGELES)))
        .isEqualTo(new Later(at("2026-12-02T09:00", LOS_ANGELES), Hold.OUTSIDE_CALLING_HOURS));
  }

  @Test
  void zonesThatAreNeverOpenTogetherHaveNoMoment() {
    assertThat(RULES.judge(
            to(ZoneId.of("Pacific/Kiritimati"), BERLIN), NEW, at("2026-12-01T10:00", BERLIN)))
        .isEqualTo(new Never(Ban.NO_LAWFUL_MOMENT));
  }

  @Test
  void whatHasNoKnownZoneGoesByTheSettingOrNotAtAll() {
    Instant night = at("2026-12-01T23:00", BERLIN);
    assertThat(RULES.judge(to(), NEW, night)).isEqualTo(new Never(Ban.ZONE_UNKNOWN));
    DialRules set = new DialRules(HOURS, Optional.of(BERLIN), 2, 3, true, Duration.ofSeconds(30));
    assertThat(set.judge(to(), NEW, night))
        .isEqualTo(new Later(at("2026-12-02T09:00", BERLIN), Hold.OUTSIDE_CALLING_HOURS));
  }

  @Test
  void listAndConsentComeFirst() {
    assertThat(berlin(new NumberRecord(true, List.of()), "2026-12-01T10:00"))
        .isEqualTo(new Never(Ban.DO_NOT_CALL));
    DialRequest blank = new DialRequest(to(BERLIN).number(), Optional.of(" "), to().window());
    assertThat(RULES.judge(blank, NEW, at("2026-12-01T10:00", BERLIN)))
        .isEqualTo(new Never(Ban.NO_CONSENT));
    DialRules without = new DialRules(HOURS, Optional.empty(), 2, 3, false, Duration.ofSeconds(30));
    assertThat(without.judge(blank, NEW, at("2026-12-01T10:00", BERLIN))).isEqualTo(new Dial());
  }

  @Test
  void twoADayAreTwoWithin24HoursAndOnOneDate() {
    NumberRecord known = dialled("2026-12-01T09:30", "2026-12-01T15:00");
    assertThat(berlin(known, "2026-12-01T18:00"))
        .isEqualTo(new Later(at("2026-12-02T09:30", BERLIN), Hold.DAY_FULL));
    assertThat(berlin(known, "2026-12-02T09:29"))
        .isEqualTo(new Later(at("2026-12-02T09:30", BERLIN), Hold.DAY_FULL));
    assertThat(berlin(known, "2026-12-02T09:30")).isEqualTo(new Dial());
  }

  @Test
  void threeAWeekAreThreeWithin168Hours() {
    NumberRecord known = dialled("2026-12-01T10:00", "2026-12-02T10:00", "2026-12-04T10:00");
    assertThat(berlin(known, "2026-12-05T10:00"))
        .isEqualTo(new Later(at("2026-12-08T10:00", BERLIN), Hold.WEEK_FULL));
    assertThat(berlin(known, "2026-12-08T10:00")).isEqualTo(new Dial());
  }

  /** The day on which the clock goes back has 25 hours. */
  @Test
  void aLongDayIsOneDay() {
    Map<DayOfWeek, List<Span>> always = new HashMap<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      always.put(day, List.of(new Span(0, 24 * 60)));
    }
    DialRules one = new DialRules(
        new CallingHours(always, Map.of(), Map.of()),
        Optional.empty(),
        1,
        10,
        false,
        Duration.ofSeconds(30));
    assertThat(one.judge(to(BERLIN), dialled("2026-10-25T00:10"), at("2026-10-25T23:30", BERLIN)))
        .isEqualTo(new Later(at("2026-10-26T00:00", BERLIN), Hold.DAY_FULL));
  }

  @Test
  void aDialThatIsDatedLaterThanNowCounts() {
    assertThat(berlin(dialled("2026-12-01T11:00", "2026-12-01T11:30"), "2026-12-01T10:00"))
        .isEqualTo(new Later(at("2026-12-02T11:00", BERLIN), Hold.DAY_FULL));
  }

  @Test
  void ringsWithinTheWindowAlone() {
    DialRequest hour = new DialRequest(
        to(BERLIN).number(),
        Optional.of("form 17"),
        new DialWindow(at("2026-12-01T10:00", BERLIN), at("2026-12-01T11:00", BERLIN)));
    assertThat(RULES.judge(hour, NEW, at("2026-12-01T08:00", BERLIN)))
        .isEqualTo(new Later(at("2026-12-01T10:00", BERLIN), Hold.WINDOW_NOT_OPEN));
    assertThat(RULES.judge(hour, NEW, at("2026-12-01T10:59:30", BERLIN))).isEqualTo(new Dial());
    assertThat(RULES.judge(hour, NEW, at("2026-12-01T10:59:31", BERLIN)))
        .isEqualTo(new Never(Ban.WINDOW_OVER));
    NumberRecord full = dialled("2026-11-30T18:00", "2026-11-30T19:00");
    assertThat(RULES.judge(hour, full, at("2026-12-01T10:00", BERLIN)))
        .isEqualTo(new Never(Ban.WINDOW_OVER));
  }

  @Test
  void settingsOutOfBoundsAreRefused() {
    assertThatThrownBy(
            () -> new DialRules(HOURS, Optional.empty(), 0, 3, true, Duration.ofSeconds(30)))
        .hasMessage("max-per-day is 0; allowed: 1 to 100");
    assertThatThrownBy(
            () -> new DialRules(HOURS, Optional.empty(), 1, 3, true, Duration.ofMinutes(4)))
        .hasMessageContaining("ring-timeout is 240000 ms");
    assertThatThrownBy(() -> new CallingHours(week("20:00", "02:00"), Map.of(), Map.of()))
        .hasMessageContaining("beyond midnight");
    assertThatThrownBy(() -> new DialWindow(Instant.EPOCH, Instant.EPOCH))
        .hasMessageContaining("the window ends at");
  }
}
