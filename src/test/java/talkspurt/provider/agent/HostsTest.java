package talkspurt.provider.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {

  @ParameterizedTest
  @ValueSource(strings = {"example.com", "Shop.Example.co.uk", "münchen.de", "a-b.io", "1.fm.tv"})
  void namesUnderATopDomainAreHosts(String word) {
    assertThat(Hosts.isHost(word)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"com", "Node.js", "README.md", "U.S.", "e.g", "3.5", "example.com.", "", ".de"})
  void otherWordsAreNone(String word) {
    assertThat(Hosts.isHost(word)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://u:p@www.example.org:80/x?y#z | example.org",
        "ftp://example.org | example.org",
        "www.example.org#a | example.org",
        "example.org | example.org"
      })
  void ofAnAddressTheHostIsLeft(String address, String host) {
    assertThat(Hosts.of(address)).isEqualTo(host);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"/a. | /a", "/a_(b) | /a_(b)", "/a_(b)). | /a_(b)", "/a?! | /a", "/ | /", "/a/ | /a/"
      })
  void whatEndsTheSentenceIsNoPartOfThePath(String path, String trimmed) {
    assertThat(Hosts.trimmed(path)).isEqualTo(trimmed);
  }
}
