package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterSettingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.0.0.0   | 2552  | ''                               | ''   | 3 | 60 | 15 | 3   | host is '0.0.0.0'",
        "127.0.0.1 | 70000 | ''                               | ''   | 3 | 60 | 15 | 3   | port is 70000",
        "127.0.0.1 | 2552  | 127.0.0.1:2552                   | ''   | 3 | 60 | 15 | 3   | seed-nodes has '127.0.0.1:2552'",
        "127.0.0.1 | 2552  | akka://other@127.0.0.1:2552      | ''   | 3 | 60 | 15 | 3   | akka://talkspurt@HOST:PORT",
        "127.0.0.1 | 2552  | akka://talkspurt@127.0.0.1       | ''   | 3 | 60 | 15 | 3   | akka://talkspurt@HOST:PORT",
        "127.0.0.1 | 2552  | akka://talkspurt@127.0.0.1:2552  | name | 3 | 60 | 15 | 3   | one of them",
        "127.0.0.1 | 0     | ''                               | name | 3 | 60 | 15 | 3   | port is 0",
        "127.0.0.1 | 2552  | ''                               | ''   | 0 | 60 | 15 | 3   | seed-least is 0",
        "127.0.0.1 | 2552  | ''                               | ''   | 3 | 0  | 15 | 3   | join-timeout is 0 ms",
        "127.0.0.1 | 2552  | ''                               | ''   | 3 | 60 | 15 | 900 | stable-after is 900000 ms",
        "127.0.0.1 | 2552  | ''                               | ''   | 3 | 60 | 4  | 3   | lease-timeout is 4000 ms",
        "127.0.0.1 | 2552  | ''                               | ''   | 3 | 60 | 601 | 3  | lease-timeout is 601000 ms",
      })
  void whatIsWrongIsTold(
      String host,
      int port,
      String seed,
      String name,
      int least,
      int joinSeconds,
      int leaseSeconds,
      int stableSeconds,
      String told) {
    assertThatThrownBy(() -> new ClusterSettings(
            host,
            port,
            seed.isEmpty() ? List.of() : List.of(seed),
            name,
            least,
            Duration.ofSeconds(joinSeconds),
            Duration.ofSeconds(leaseSeconds),
            Duration.ofSeconds(stableSeconds)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(told)
        .hasMessageContaining("allowed");
  }
}
