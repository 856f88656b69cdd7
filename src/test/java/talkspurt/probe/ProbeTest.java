package talkspurt.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.audio.AudioFrame;
import talkspurt.telemetry.NanoClock;

class ProbeTest {

  private static final UUID ID = UUID.fromString("0f1e2d3c-4b5a-4697-8877-665544332211");
  private static final ProbePlan PLAN = new ProbePlan(
      "sales",
      "probe",
      new AudioFrame(8000, new short[0]),
      "1",
      List.of(),
      Duration.ofSeconds(2),
      Duration.ofSeconds(2),
      -45);

  private final List<String> posted = new ArrayList<>();

  private ProbeResult result(int status, String body) throws InterruptedException {
    ProbeApi api = new ProbeApi() {
      @Override
      public Answer get(String path) {
        throw new AssertionError(path);
      }

      @Override
      public Answer post(String path, String json) throws IOException {
        posted.add(path + " " + json);
        if (status == 0) {
          throw new IOException("refused");
        }
        return new Answer(status, new ObjectMapper().readTree(body));
      }
    };
    return new Probe(api, PLAN, () -> ID, NanoClock.system()).call();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "503 | {\"detail\":\"full\"}                     | busy: status 503, full",
        "401 | {\"detail\":\"no token\"}                 | not-started: status 401, no token",
        "0   | {}                                       | not-started: the API cannot be reached: java.io.IOException: refused",
        "201 | {\"audio\":{\"address\":\"nowhere\"}}     | not-started: the call start names the audio address 'nowhere'",
        "200 | {\"audio\":{\"address\":\"127.0.0.1:1\"}} | line-lost: Connection refused",
        "201 | {\"audio\":{\"address\":\"[::1]:1\"}}     | line-lost: Connection refused",
      })
  void whatKeepsACallFromItsLineIsNamed(int status, String body, String text) throws Exception {
    assertThat(result(status, body).text()).isEqualTo(text);
    assertThat(posted)
        .containsExactly("/api/calls {\"uuid\":\"70726f62-4b5a-8697-8877-665544332211\","
            + "\"callerId\":\"probe\",\"profile\":\"sales\"}");
  }

  @Test
  void aPlanAsksEitherByVoiceOrByKeys() {
    short[] none = {};
    short[] some = {1};
    assertRefused(none, "", "either");
    assertRefused(some, "1", "either");
    assertRefused(none, "1x", "keys is '1x'");
  }

  private static void assertRefused(short[] question, String keys, String why) {
    assertThatThrownBy(() -> new ProbePlan(
            "",
            "",
            new AudioFrame(8000, question),
            keys,
            List.of(),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            -45))
        .hasMessageContaining(why);
  }
}
