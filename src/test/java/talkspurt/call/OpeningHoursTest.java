package talkspurt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.call.OpeningHours.Span;

class OpeningHoursTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** Monday to Friday from nine to twelve and from one to six, Saturday night; closed at Christmas. */
  private static final OpeningHours HOURS = new OpeningHours(
      BERLIN,
      week(),
      Map.of(
          MonthDay.of(12, 25), List.of(),
          MonthDay.of(12, 24), List.of(span("09:00", "11:00"))),
      Map.of(
          LocalDate.of(2027, 12, 24), List.of(),
          LocalDate.of(2026, 12, 6), List.of(span("10:00", "12:00"))));

  private static Map<DayOfWeek, List<Span>> week() {
    Map<DayOfWeek, List<Span>> week = new EnumMap<>(DayOfWeek.class);
    for (int day = 1; day <= 5; day++) {
      week.put(DayOfWeek.of(day), List.of(span("09:00", "12:00"), span("13:00", "18:00")));
    }
    week.put(DayOfWeek.SATURDAY, List.of(span("22:00", "02:00")));
    return week;
  }

  private static Span span(String from, String to) {
    return Span.of(LocalTime.parse(from), LocalTime.parse(to));
  }

  @ParameterizedTest(name = "{0}: {1}, opens {2}")
  @CsvSource({
    "2026-11-30T08:59, false, 2026-11-30T09:00", // a Monday
    "2026-11-30T09:00, true, 2026-11-30T09:00",
    "2026-11-30T11:59, true, 2026-11-30T11:59",
    "2026-11-30T12:00, false, 2026-11-30T13:00",
    "2026-11-30T17:59, true, 2026-11-30T17:59",
    "2026-11-30T18:00, false, 2026-12-01T09:00",
    "2026-12-04T18:30, false, 2026-12-05T22:00", // Friday evening
    "2026-12-05T21:59, false, 2026-12-05T22:00",
    "2026-12-05T23:30, true, 2026-12-05T23:30",
    "2026-12-06T01:59, true, 2026-12-06T01:59", // open since Saturday
    "2026-12-06T02:00, false, 2026-12-06T10:00", // a Sunday that is open once
    "2026-12-06T12:00, false, 2026-12-07T09:00",
    "2026-12-13T10:00, false, 2026-12-14T09:00", // a Sunday as all are
    "2026-12-24T10:00, true, 2026-12-24T10:00", // each year shorter
    "2026-12-24T11:00, false, 2026-12-26T22:00", // then Christmas, then a Saturday
    "2026-12-25T10:00, false, 2026-12-26T22:00",
    "2027-12-24T10:00, false, 2027-12-27T09:00" // this year closed, and the 25th is a Saturday
  })
  void somebodyIsThereOrIsAgain(String time, boolean open, String opens) {
    assertThat(HOURS.openAt(at(time))).isEqualTo(open);
    assertThat(HOURS.opens(at(time)).orElseThrow().toLocalDateTime()).hasToString(opens);
  }

  @Test
  void theyGoByTheClockOfTheirZoneAlsoWhenThatIsPutForward() {
    assertThat(HOURS.openAt(Instant.parse("2026-11-30T08:30:00Z"))).isTrue();
    assertThat(HOURS.openAt(Instant.parse("2026-11-30T07:30:00Z"))).isFalse();
    assertThat(HOURS.openAt(Instant.parse("2026-07-01T07:30:00Z"))).isTrue();
    assertThat(HOURS.opens(Instant.parse("2027-03-28T12:00:00Z")).orElseThrow().toInstant())
        .isEqualTo(Instant.parse("2027-03-29T07:00:00Z"));
  }

  @Test
  void whoIsNeverThereDoesNotOpen() {
    OpeningHours never = new OpeningHours(BERLIN, Map.of(), Map.of(), Map.of());
    assertThat(never.openAt(Instant.EPOCH)).isFalse();
    assertThat(never.opens(Instant.EPOCH)).isEmpty();
  }

  @Test
  void aDayMayBeOpenAllDay() {
    OpeningHours always = new OpeningHours(
        BERLIN, Map.of(DayOfWeek.MONDAY, List.of(span("00:00", "00:00"))), Map.of(), Map.of());
    assertThat(always.openAt(at("2026-11-30T00:00"))).isTrue();
    assertThat(always.openAt(at("2026-11-30T23:59"))).isTrue();
    assertThat(always.openAt(at("2026-12-01T00:00"))).isFalse();
  }

  @Test
  void hoursLastAMinuteToADay() {
    assertThatThrownBy(() -> new Span(60, 60)).hasMessageContaining("60 to 60");
    assertThatThrownBy(() -> new Span(-1, 60)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new Span(1440, 1500)).hasMessageContaining("1440");
    assertThatThrownBy(() -> new Span(0, 1441)).hasMessageContaining("1441");
  }

  /** Open at the time that is told, closed until then. */
  @Test
  void whenTheyOpenIsTheFirstTimeTheyAreOpen() {
    Random random = new Random(5);
    for (int n = 0; n < 300; n++) {
      Instant time = at("2026-11-30T00:00").plusSeconds(60L * random.nextInt(60 * 24 * 60));
      Instant opens = HOURS.opens(time).orElseThrow().toInstant();
      assertThat(opens).isAfterOrEqualTo(time);
      assertThat(HOURS.openAt(opens)).isTrue();
      for (Instant before = time; before.isBefore(opens); before = before.plusSeconds(600)) {
        assertThat(HOURS.openAt(before)).as("%s before %s", before, opens).isFalse();
      }
    }
  }

  /** The clock goes from two to three on 28 March 2027, and from three to two on 31 October. */
  @ParameterizedTest(name = "{0} to {1}, at {2}: {3}")
  @CsvSource({
    "02:30, 05:00, 2027-03-28T00:30:00Z, 2027-03-28T01:00:00Z", // at three
    "02:10, 02:40, 2027-03-28T00:30:00Z, 2027-03-29T00:10:00Z", // not on that day
    "02:10, 02:40, 2027-10-31T00:00:00Z, 2027-10-31T00:10:00Z",
    "02:10, 02:40, 2027-10-31T00:40:00Z, 2027-10-31T01:10:00Z", // once more
    "02:10, 02:40, 2027-10-31T01:40:00Z, 2027-11-01T01:10:00Z",
    "00:00, 02:30, 2027-10-31T00:45:00Z, 2027-10-31T01:00:00Z", // at two for the second time
    "22:00, 02:30, 2027-10-31T00:45:00Z, 2027-10-31T01:00:00Z", // since the day before
  })
  void theyGoByTheClockOnTheDayItIsChanged(String from, String to, Instant time, Instant opens) {
    Map<DayOfWeek, List<Span>> daily = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      daily.put(day, List.of(span(from, to)));
    }
    OpeningHours hours = new OpeningHours(BERLIN, daily, Map.of(), Map.of());
    assertThat(hours.opens(time).orElseThrow().toInstant()).isEqualTo(opens);
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
  }
}
