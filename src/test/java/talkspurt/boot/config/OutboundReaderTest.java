package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.call.OpeningHours.Span;
import talkspurt.outbound.CallingHours;
import talkspurt.outbound.DialOutcome;
import talkspurt.outbound.OutboundSettings;
import talkspurt.outbound.Pace;
import talkspurt.outbound.Trunk;

class OutboundReaderTest {

  private static OutboundSettings read(String settings) {
    Config standard = SettingsReader.reference().getConfig("talkspurt.outbound");
    Config own = ConfigFactory.parseString(settings).withFallback(standard);
    return new ConfigSection(own, "talkspurt.outbound").check(OutboundReader::settings);
  }

  @Test
  void byDefaultThereIsNoTrunkAndTheRulesAreStrict() {
    OutboundSettings settings = read("");
    assertThat(settings.trunks()).isEmpty();
    assertThat(settings.rules().hours()).isEqualTo(CallingHours.STRICT);
    assertThat(settings.rules().consentRequired()).isTrue();
    assertThat(settings.rules().unknownZone()).isEmpty();
    assertThat(settings.region()).isEmpty();
    assertThat(settings.retry().maxAttempts()).isEqualTo(3);
    assertThat(settings.retry().after())
        .containsOnlyKeys(
            DialOutcome.BUSY, DialOutcome.NO_ANSWER, DialOutcome.CONGESTION, DialOutcome.MACHINE);
  }

  @Test
  void whatIsSaidIsRead() {
    OutboundSettings settings = read("""
        region = DE, unknown-zone = "Europe/Berlin", max-per-day = 1, max-per-week = 3, consent-required = false
        hours { mon-sat = "09:00-20:00", holidays = ["12-25"] }
        retry { max-attempts = 5, busy { attempts = 0 } }
        trunks {
          carrier { variables { TALKSPURT_TRUNK = carrier } }
          second { channel = "PJSIP/{digits}@second", context = own, host = pbx2, at-once = 3, per-second = 2 }
        }
        """);
    assertThat(settings.region()).contains("DE");
    assertThat(settings.rules().unknownZone()).contains(ZoneId.of("Europe/Berlin"));
    assertThat(settings.rules().hours().week())
        .containsEntry(
            DayOfWeek.SATURDAY, List.of(Span.of(LocalTime.of(9, 0), LocalTime.of(20, 0))))
        .doesNotContainKey(DayOfWeek.SUNDAY);
    assertThat(settings.rules().hours().each()).containsEntry(MonthDay.of(12, 25), List.of());
    assertThat(settings.retry().after()).doesNotContainKey(DialOutcome.BUSY);
    Trunk carrier = settings.trunks().get("carrier");
    assertThat(carrier.channel()).isEqualTo("Local/{number}@talkspurt-dial/n");
    assertThat(carrier.context()).isEqualTo("talkspurt-outbound");
    assertThat(carrier.variables()).isEqualTo(Map.of("TALKSPURT_TRUNK", "carrier"));
    assertThat(carrier.pace()).isEqualTo(Pace.perSecond(10, 1));
    Trunk second = settings.trunks().get("second");
    assertThat(second.host()).contains("pbx2");
    assertThat(second.pace()).isEqualTo(new Pace(3, Duration.ofMillis(500)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "region = DEU | region is DEU; allowed: codes such as DE, US",
        "unknown-zone = Berlin | unknown-zone is 'Berlin'; allowed: empty, or a time zone",
        "hours { mon-fri = late } | mon-fri is 'late'",
        "hours { mon = \"22:00-02:00\" } | calling hours go on beyond midnight",
        "hours { mon = \"09:00-18:00\", closed = night } | closed is for profiles",
        "max-per-day = 0 | max-per-day is 0; allowed: 1 to 100",
        "ring-timeout = 10m | ring-timeout is 600000 ms",
        "retry { busy { first = 5h } } | longest is 14400000 ms",
        "trunks { \"My Trunk\" {} } | is no name of a trunk",
        "trunks { a { channel = \"PJSIP/100\" } } | channel is 'PJSIP/100'; allowed: with {number} or {digits}",
        "trunks { a { chanel = \"x\" } } | talkspurt.outbound.trunks.a.chanel does not exist (did you mean channel?)",
        "trunks { a { variables { \"a b\" = 1 } } } | a variable's name has characters other than letters",
        "trunks { a { per-second = 0 } } | per-second is 0; allowed: 1 to 1000",
        "keep-for = 1h | keep-for is 3600000 ms"
      })
  void whatIsWrongIsTold(String settings, String told) {
    assertThatThrownBy(() -> read(settings)).hasMessageContaining(told);
  }
}
