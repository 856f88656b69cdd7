package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.call.OpeningHours;
import talkspurt.call.ProfileHours;

class HoursReaderTest {

  private static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final int YEAR = LocalDate.now(ZONE).getYear();

  @TempDir
  private Path dir;

  @Test
  void aProfileNeedNotHaveHours() {
    assertThat(HoursReader.read(profile(""), ZONE)).isEmpty();
  }

  @Test
  void daysMayBeSaidByThemselvesOrFromOneToAnother() {
    OpeningHours hours = open("mon-fri = \"09:00-12:00, 13:00-18:00\", sun = \"10:00-24:00\"");
    assertThat(hours.zone()).isEqualTo(ZONE);
    assertThat(isOpen(hours, "2026-11-30T11:59")).isTrue();
    assertThat(isOpen(hours, "2026-11-30T12:00")).isFalse();
    assertThat(isOpen(hours, "2026-12-04T17:00")).as("Friday").isTrue();
    assertThat(isOpen(hours, "2026-12-05T11:00")).as("Saturday").isFalse();
    assertThat(isOpen(hours, "2026-12-06T23:59")).as("Sunday").isTrue();
    OpeningHours weekend = open("fri-mon = \"22:00-06:00\", wed = closed, thu = \"\"");
    assertThat(isOpen(weekend, "2026-11-30T23:00")).as("Monday").isTrue();
    assertThat(isOpen(weekend, "2026-12-01T05:59")).as("Tuesday").isTrue();
    assertThat(isOpen(weekend, "2026-12-03T23:00")).as("Thursday").isFalse();
  }

  @Test
  void holidaysAreClosedOrHaveHoursOfTheirOwn() {
    OpeningHours hours = open(
        "mon-sun = \"09:00-18:00\", holidays = [\"12-25\", \"2026-12-24 09:00-11:00\", \"02-29\"]");
    assertThat(isOpen(hours, "2026-12-25T10:00")).isFalse();
    assertThat(isOpen(hours, "2031-12-25T10:00")).isFalse();
    assertThat(isOpen(hours, "2026-12-24T10:00")).isTrue();
    assertThat(isOpen(hours, "2026-12-24T11:00")).isFalse();
    assertThat(isOpen(hours, "2027-12-24T11:00")).as("that was once").isTrue();
    assertThat(isOpen(hours, "2028-02-29T11:00")).isFalse();
  }

  @Test
  void aCalendarFileHasDaysOnWhichNobodyIsThere() throws IOException {
    Path file =
        Files.writeString(dir.resolve("days.ics"), """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//test//EN
        BEGIN:VEVENT
        UID:1
        DTSTART;VALUE=DATE:20100704
        RRULE:FREQ=YEARLY
        SUMMARY:Each year
        END:VEVENT
        BEGIN:VEVENT
        UID:2
        DTSTART;VALUE=DATE:%1$d1227
        DTEND;VALUE=DATE:%1$d1230
        SUMMARY:Three
          days
        END:VEVENT
        BEGIN:VEVENT
        UID:3
        DTSTART:%1$d1128T100000Z
        DTEND:%1$d1128T110000Z
        SUMMARY:A meeting
        END:VEVENT
        END:VCALENDAR
        """.formatted(YEAR).replace("\n", "\r\n"));
    OpeningHours hours = open("mon-sun = \"00:00-24:00\", calendar-file = \"" + file
        + "\", holidays = [\"" + YEAR + "-12-28 10:00-12:00\"]");
    assertThat(isOpen(hours, YEAR + "-07-04T10:00")).isFalse();
    assertThat(isOpen(hours, YEAR + 3 + "-07-04T10:00")).isFalse();
    assertThat(isOpen(hours, YEAR + 1 + "-07-05T10:00")).isTrue();
    assertThat(isOpen(hours, YEAR + "-12-26T23:59")).isTrue();
    assertThat(isOpen(hours, YEAR + "-12-27T00:00")).isFalse();
    assertThat(isOpen(hours, YEAR + "-12-29T23:59")).isFalse();
    assertThat(isOpen(hours, YEAR + "-12-30T00:00")).isTrue();
    assertThat(isOpen(hours, YEAR + "-12-28T11:00")).as("the list wins").isTrue();
    assertThat(isOpen(hours, YEAR + "-11-28T10:30"))
        .as("a meeting is no holiday")
        .isTrue();
  }

  @Test
  void anotherProfileMayAnswerWhenNobodyIsThere() {
    assertThat(HoursReader.read(profile("hours { mon = \"09:00-10:00\", closed = night }"), ZONE))
        .map(ProfileHours::closed)
        .contains(Optional.of("night"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "mon = \"9-18\" | mon is '9-18'; allowed: 09:00-18:00",
        "mon = \"09:00\" | mon is '09:00'",
        "mon = \"09:00-09:61\" | mon is '09:00-09:61'",
        "monday = \"09:00-18:00\" | monday is no day",
        "mon-tue-wed = \"09:00-18:00\" | is no day",
        "mon-fri = closed, tue = closed | says tue once more",
        "holidays = [\"25.12.\"] | holidays has '25.12.'; allowed: MM-DD",
        "holidays = [\"2026-02-30\"] | holidays has '2026-02-30'",
        "holidays = [\"12-24 9-11\"] | 9-11",
        "calendar-file = \"/no/such.ics\" | calendar-file names /no/such.ics, which cannot be read"
      })
  void whatCannotBeReadIsAFault(String settings, String told) {
    assertThatThrownBy(() -> open(settings))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("profiles.p.hours")
        .hasMessageContaining(told);
  }

  @Test
  void aFileThatIsNoCalendarOfHolidaysIsAFault() throws IOException {
    Path file = Files.writeString(dir.resolve("x.ics"), "nonsense\r\n");
    assertThatThrownBy(() -> open("calendar-file = \"" + file + "\""))
        .hasMessageContaining("no whole-day event");
  }

  private static boolean isOpen(OpeningHours hours, String local) {
    return hours.openAt(LocalDateTime.parse(local).atZone(ZONE).toInstant());
  }

  private static OpeningHours open(String hours) {
    return HoursReader.read(profile("hours { " + hours + " }"), ZONE)
        .orElseThrow()
        .open();
  }

  private static ConfigSection profile(String text) {
    return new ConfigSection(ConfigFactory.parseString(text), "talkspurt.profiles.p");
  }
}
