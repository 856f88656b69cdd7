package talkspurt.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.doctor.AsteriskFacts.Endpoint;

class AsteriskJudgementTest {

  private final Map<String, Boolean> modules = new HashMap<>();
  private final Map<String, String> settings = new HashMap<>();
  private String version = "22.10.1";
  private Optional<List<Endpoint>> endpoints = Optional.of(List.of());
  private Optional<Set<String>> commands = Optional.empty();

  AsteriskJudgementTest() {
    AsteriskJudgement.MODULES.forEach(module -> modules.put(module, true));
  }

  @Test
  void allThatIsThereIsWell() {
    assertThat(judged()).allMatch(line -> line.startsWith("ok "));
  }

  @ParameterizedTest
  @CsvSource({
    "22.10.1, 0",
    "22.9.0, 1",
    "22.8.0, 3",
    "22.7.0, 4",
    "22.6.0, 5",
    "22.3.0, 6",
    "20.20.0, 0",
    "20.13.0, 6",
    "18.26.0, 6",
    "24.0.0, 0"
  })
  void anOldVersionIsToldForWhatItLacks(String old, int lacks) {
    version = old;
    assertThat(judged().stream().filter(line -> line.startsWith("warn ")))
        .hasSize(lacks)
        .allMatch(line -> line.contains("or later"));
  }

  @Test
  void aVersionWithoutWebSocketIsToldSoOnceAndNotForItsFaults() {
    version = "20.15.0";
    without("chan_websocket");
    assertThat(judged())
        .filteredOn(line -> line.contains("this version has none"))
        .hasSize(1);
    assertThat(judged()).noneMatch(line -> line.contains("f(json)"));
  }

  @Test
  void appSystemIsNeededWhereThereIsNoCurl() {
    without("app_system");
    assertThat(judged()).allMatch(line -> line.startsWith("ok "));
    without("func_curl");
    assertThat(judged())
        .filteredOn(line -> line.startsWith("warn "))
        .anyMatch(line -> line.contains("app_system: not loaded"))
        .hasSize(2);
  }

  @Test
  void aVersionThatIsNoReleaseIsNotJudged() {
    version = "GIT-master-166b4e2";
    assertThat(judged()).filteredOn(line -> line.startsWith("warn ")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "res_audiosocket",
    "app_audiosocket",
    "chan_audiosocket",
    "chan_websocket",
    "res_http_websocket",
    "res_websocket_client",
    "codec_ulaw",
    "codec_alaw",
    "codec_resample",
    "func_curl",
    "res_curl",
    "func_uri",
    "app_dial",
    "app_exec",
    "app_playback",
    "app_stack",
    "app_verbose",
    "func_callerid",
    "func_cdr",
    "func_channel",
    "func_cut",
    "func_dialplan",
    "func_logic",
    "func_strings",
    "func_uuid"
  })
  void oneModuleThatIsMissingIsAWarning(String module) {
    without(module);
    assertThat(judged()).noneMatch(line -> line.startsWith("fail "));
    assertThat(judged()).anyMatch(line -> line.startsWith("warn " + " " + module + ": not loaded"));
  }

  @Test
  void noWayInIsAFailure() {
    without("res_audiosocket", "res_http_websocket");
    assertThat(judged()).anyMatch(line -> line.startsWith("fail  lines: no way in"));
  }

  @Test
  void anyTimingModuleWillDoAndNoneIsAFailure() {
    without("res_timing_timerfd", "res_timing_kqueue");
    assertThat(judged()).noneMatch(line -> line.startsWith("fail "));
    without("res_timing_pthread", "res_timing_dahdi");
    assertThat(judged()).anyMatch(line -> line.startsWith("fail  timing: "));
  }

  @Test
  void modulesThatCannotBeAskedForAreNotTakenAsMissing() {
    modules.clear();
    assertThat(judged()).noneMatch(line -> line.startsWith("fail ") || line.contains("not loaded"));
    assertThat(judged()).anyMatch(line -> line.contains("could not be asked for"));
  }

  @Test
  void settingsThatAreTrapsAreTold() {
    settings.put("http.conf/general/enabled", "no");
    settings.put("chan_websocket.conf/global/control_message_format", "plain-text");
    endpoints = Optional.of(Stream.of("a", "b", "c", "d", "e", "f", "g")
        .map(name -> new Endpoint(name, true, true, true))
        .toList());
    assertThat(judged())
        .filteredOn(line -> line.startsWith("warn "))
        .hasSize(3)
        .anyMatch(line -> line.contains("a, b, c, d, e and 2 more"));
  }

  @Test
  void endpointsAreToldWhoseKeysAreNotHeardOrWhoseCallsLast() {
    endpoints = Optional.of(List.of(
        new Endpoint("well", false, true, true),
        new Endpoint("mute", false, false, true),
        new Endpoint("lasting", false, true, false)));
    assertThat(judged())
        .filteredOn(line -> line.startsWith("warn "))
        .hasSize(2)
        .anyMatch(line -> line.contains("dtmf_mode is none for mute:"))
        .anyMatch(line -> line.contains("no rtp_timeout for lasting:"));
  }

  @Test
  void whatTheExchangesUserMayNotDoIsTold() {
    List<String> all = List.of(
        "GetVar", "Status", "PlayDTMF", "Hangup", "MuteAudio", "Originate", "UserEvent", "Ping");
    commands = Optional.of(Set.copyOf(all));
    assertThat(judged())
        .contains("ok    exchange: this user may do all that talkspurt.exchange asks for");
    commands = Optional.of(Set.copyOf(all.subList(0, 5)));
    assertThat(judged())
        .filteredOn(line -> line.startsWith("warn "))
        .hasSize(2)
        .anyMatch(line -> line.contains("may not Originate: calls cannot be made")
            && line.contains("write = originate"))
        .anyMatch(line -> line.contains("may not UserEvent"));
  }

  private void without(String... missing) {
    for (String module : missing) {
      modules.put(module, false);
    }
  }

  private List<String> judged() {
    return AsteriskJudgement.of(new AsteriskFacts(version, modules, settings, endpoints, commands))
        .stream()
        .map(Finding::line)
        .toList();
  }
}
