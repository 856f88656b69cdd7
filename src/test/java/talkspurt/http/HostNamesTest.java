package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNamesTest {

  private final HostNames names = new HostNames(List.of("Voice.Example.ORG"));

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "127.0.0.1:1650, true",
    "192.0.2.7, true",
    "[::1]:1650, true",
    "[2001:db8::1], true",
    "localhost:1650, true",
    "LOCALHOST, true",
    "phone.localhost, true",
    "talkspurt, true",
    "voice.example.org, true",
    "voice.example.org:443, true",
    "VOICE.example.org, true",
    "other.example.org, false",
    "evil.example:1650, false",
    "127.0.0.1.evil.example, false",
    "1.2.3.4.5, false",
    "voice.example.org.evil.example, false",
  })
  void areOursOrNot(String host, boolean ours) {
    assertThat(names.ours(host)).isEqualTo(ours);
  }
}
