package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.call.OpeningHours;
import talkspurt.call.ProfileHours;

class SettingsTest {

  @ParameterizedTest
  @CsvSource({
    "'', 0, 65536, 1000, 2000, 3000, host is empty",
    "a, -1, 65536, 1000, 2000, 3000, port is -1; allowed: 0 to 65535",
    "a, 65536, 65536, 1000, 2000, 3000, port is 65536; allowed: 0 to 65535",
    "a, 80, 100, 1000, 2000, 3000, max-body-bytes is 100; allowed: 1024 to 1048576",
    "a, 80, 65536, 0, 2000, 3000, body-timeout is 0 ms; allowed: 1 to 60000 ms",
    "a, 80, 65536, 1000, 61000, 3000, ready-check-timeout is 61000 ms; allowed: 1 to 60000 ms",
    "a, 80, 65536, 1000, 2000, -1, drain-timeout is -1 ms; allowed: 1 to 60000 ms"
  })
  void aWrongSettingIsNamedWithItsValueAndWhatIsAllowed(
      String host, int port, int body, int bodyMs, int readyMs, int drainMs, String message) {
    assertThatThrownBy(() -> new HttpSettings(
            host,
            port,
            1,
            1,
            Duration.ofSeconds(1),
            body,
            Duration.ofMillis(bodyMs),
            Duration.ofMillis(readyMs),
            Duration.ofMillis(drainMs)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 9092, 192.0.2.7:9092",
    "node-1.example, 9092, node-1.example:9092",
    "2001:db8::7, 9092, [2001:db8::7]:9092",
    "[2001:db8::7], 9092, [2001:db8::7]:9092"
  })
  void anAudioAddressIsWrittenAsAsteriskReadsIt(String host, int port, String text) {
    assertThat(new AudioAddress(host, port).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0.0.0.0", "::"})
  void anAddressToListenOnIsNoneToConnectTo(String host) {
    assertThatThrownBy(() -> new AudioAddress(host, 9092))
        .hasMessage(
            "audio address is '" + host + "'; allowed: an address that Asterisk can connect to");
  }

  @Test
  void aProfileThatIsNotThereCannotBeNamed() {
    assertThatThrownBy(() -> new ProfileDirectory("x", Set.of("b", "a"), Map.of()))
        .hasMessage("default-profile is 'x'; allowed: a, b");
    assertThatThrownBy(() -> new ProfileDirectory("a", Set.of("a"), Map.of("4940", "x")))
        .hasMessage("profile of a called number is 'x'; allowed: a");
  }

  @ParameterizedTest
  @CsvSource({"sales, '', sales", "'', 4940, sales", "'', 4941, hotline", "nobody, 4940, "})
  void aProfileIsChosen(String profile, String dnid, String chosen) {
    ProfileDirectory profiles =
        new ProfileDirectory("hotline", Set.of("hotline", "sales"), Map.of("4940", "sales"));
    assertThat(profiles.choose(profile, dnid, Instant.EPOCH).orElse(null)).isEqualTo(chosen);
  }

  @ParameterizedTest
  @CsvSource({
    "sales, '', 2026-11-30T09:00:00Z, sales",
    "sales, '', 2026-11-30T10:00:00Z, night",
    "'', 4940, 2026-11-30T08:59:59Z, night",
    "'', 4940, 2026-11-30T09:59:59Z, sales",
    "hotline, '', 2026-11-30T10:00:00Z, hotline",
    "night, '', 2026-11-30T09:00:00Z, night"
  })
  void anotherProfileAnswersOutsideOfHours(
      String profile, String dnid, Instant now, String chosen) {
    OpeningHours hours = new OpeningHours(
        ZoneOffset.UTC,
        Map.of(DayOfWeek.MONDAY, List.of(new OpeningHours.Span(9 * 60, 10 * 60))),
        Map.of(),
        Map.of());
    ProfileDirectory profiles = new ProfileDirectory(
        "hotline",
        Set.of("hotline", "sales", "night"),
        Map.of("4940", "sales"),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of("sales", new ProfileHours(hours, Optional.of("night"))),
        Map.of(),
        Set.of());
    assertThat(profiles.choose(profile, dnid, now)).contains(chosen);
  }

  @ParameterizedTest
  @CsvSource({
    "CallerHungUp, caller-hung-up",
    "CALLER_HUNG_UP, caller-hung-up",
    "COMPLETED, completed",
    "Listening, listening",
    "caller-hung-up, caller-hung-up"
  })
  void aNameIsWrittenInKebabCase(String name, String wire) {
    assertThat(WireName.of(name)).isEqualTo(wire);
  }
}
