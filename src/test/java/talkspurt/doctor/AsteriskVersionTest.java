package talkspurt.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.doctor.AsteriskVersion.Since;

class AsteriskVersionTest {

  private static final Since SINCE = Since.releases(20, 17, 21, 12, 22, 7, 23, 1);

  @ParameterizedTest
  @CsvSource({
    "22.10.1, 22, 10",
    "22.10.1~dfsg+~cs6.15.60671435-1, 22, 10",
    "Asterisk 20.9.2, 20, 9",
    "certified/20.7-cert3, 20, 7",
    "certified-18.9-cert12, 18, 9",
    "23.5.0-rc1, 23, 5"
  })
  void aReleaseIsReadHoweverItIsTold(String text, int branch, int number) {
    assertThat(AsteriskVersion.of(text)).contains(new AsteriskVersion(branch, number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GIT-master-166b4e2b30", "unknown", "", "22", "1.8.7", "SVN-trunk-r400000"})
  void whatIsNoReleaseIsNone(String text) {
    assertThat(AsteriskVersion.of(text)).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "18, 26, false", "19, 8, false", "20, 16, false", "20, 17, true", "21, 11, false",
        "21, 12, true",
    "22, 6, false", "22, 7, true", "22, 10, true", "23, 0, false", "23, 1, true", "24, 0, true"
  })
  void whatCameInTheMiddleOfBranchesIsKnownByBranch(int branch, int number, boolean has) {
    assertThat(new AsteriskVersion(branch, number).has(SINCE)).isEqualTo(has);
  }

  @Test
  void theReleasesAreToldInOrder() {
    assertThat(SINCE.text()).isEqualTo("20.17, 21.12, 22.7, 23.1");
  }
}
