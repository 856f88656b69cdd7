package talkspurt.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessSettingsTest {

  private static final ApiTokens TOKENS =
      new ApiTokens(List.of(ApiToken.of("a", "0123456789abcdefghij", Set.of(Role.READ), Set.of())));

  private static AccessSettings settings(boolean insecure, boolean networks, boolean tokens) {
    return new AccessSettings(
        insecure,
        networks ? List.of(Network.of("192.0.2.0/24")) : List.of(),
        tokens ? TOKENS : new ApiTokens(List.of()),
        List.of(),
        List.of(),
        LineTokenSettings.none());
  }

  @ParameterizedTest(name = "{0}, insecure {1}, networks {2}, tokens {3}: lines {4}, API {5}")
  @CsvSource({
    "127.0.0.1, false, false, false, true , true",
    "127.8.9.1, false, false, false, true , true",
    "::1      , false, false, false, true , true",
    "localhost, false, false, false, true , true",
    "0.0.0.0  , false, false, false, false, false",
    "::       , false, false, false, false, false",
    "192.0.2.1, false, false, false, false, false",
    "192.0.2.1, true , false, false, true , true",
    "192.0.2.1, false, true , false, true , false",
    "192.0.2.1, false, false, true , false, true",
    "192.0.2.1, false, true , true , true , true",
  })
  void whatOtherMachinesReachNeedsWhoMayConnect(
      String host, boolean insecure, boolean networks, boolean tokens, boolean lines, boolean api) {
    AccessSettings access = settings(insecure, networks, tokens);
    assertThat(access.missingForLines(host).isEmpty()).isEqualTo(lines);
    assertThat(access.missingForApi(host).isEmpty()).isEqualTo(api);
  }

  @ParameterizedTest(
      name = "insecure {0}, networks {1}: this machine {2}, Asterisk {3}, others {4}")
  @CsvSource({
    "false, false, true , false, false",
    "false, true , false, true , false",
    "true , true , false, true , false",
    "true , false, true , true , true",
  })
  void linesComeFromWhereTheyMay(
      boolean insecure, boolean networks, boolean here, boolean asterisk, boolean others)
      throws UnknownHostException {
    Networks lines = settings(insecure, networks, true).lines();
    assertThat(lines.contain(InetAddress.getByName("127.0.0.1"))).isEqualTo(here);
    assertThat(lines.contain(InetAddress.getByName("::1"))).isEqualTo(here);
    assertThat(lines.contain(InetAddress.getByName("192.0.2.9"))).isEqualTo(asterisk);
    assertThat(lines.contain(InetAddress.getByName("203.0.113.9"))).isEqualTo(others);
    assertThat(lines.contain(InetAddress.getByName("2001:db8::1"))).isEqualTo(others);
  }
}
