package talkspurt.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTokensTest {

  private static final String SECRET = "0123456789abcdefghij";
  /** Of "abc", from FIPS 180-4's examples. */
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @ParameterizedTest(name = "{0} covers {1}: {2}")
  @CsvSource({
    "CALL_START, CALL_START, true",
    "CALL_START, READ, false",
    "CALL_START, OPERATE, false",
    "CALL_START, ADMIN, false",
    "READ, CALL_START, false",
    "READ, READ, true",
    "READ, OPERATE, false",
    "READ, ADMIN, false",
    "OPERATE, CALL_START, false",
    "OPERATE, READ, true",
    "OPERATE, OPERATE, true",
    "OPERATE, ADMIN, false",
    "ADMIN, CALL_START, true",
    "ADMIN, READ, true",
    "ADMIN, OPERATE, true",
    "ADMIN, ADMIN, true",
  })
  void aRoleCoversOthers(Role role, Role wanted, boolean covers) {
    assertThat(role.covers(wanted)).isEqualTo(covers);
    assertThat(ApiToken.of("a", SECRET, Set.of(role), Set.of()).may(wanted)).isEqualTo(covers);
  }

  @Test
  void severalAreKnownAtOnce() {
    ApiTokens tokens = new ApiTokens(List.of(
        ApiToken.of("old", SECRET, Set.of(Role.READ), Set.of()),
        ApiToken.of("new", SECRET + "k", Set.of(Role.READ), Set.of()),
        ApiToken.ofDigest("hashed", OF_ABC, Set.of(Role.READ), Set.of())));
    assertThat(tokens.find(SECRET).map(ApiToken::name)).contains("old");
    assertThat(tokens.find(SECRET + "k").map(ApiToken::name)).contains("new");
    assertThat(tokens.find("abc").map(ApiToken::name)).contains("hashed");
    assertThat(tokens.find(SECRET + "K")).isEmpty();
    assertThat(tokens.find("")).isEmpty();
    assertThat(tokens.find(OF_ABC)).as("the hash is no token").isEmpty();
    assertThat(tokens.wanted()).isTrue();
    assertThat(new ApiTokens(List.of()).wanted()).isFalse();
  }

  @Test
  void aTokenMayBeForSomeProfilesAlone() {
    assertThat(ApiToken.of("a", SECRET, Set.of(Role.READ), Set.of()).mayUse("sales"))
        .isTrue();
    ApiToken bound = ApiToken.of("a", SECRET, Set.of(Role.READ), Set.of("sales"));
    assertThat(bound.mayUse("sales")).isTrue();
    assertThat(bound.mayUse("support")).isFalse();
  }

  @Test
  void nothingOfATokenIsPrinted() {
    assertThat(ApiToken.of("desk", SECRET, Set.of(Role.READ), Set.of())).hasToString("token desk");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\nb"})
  void aNameIsFitForALog(String name) {
    assertThatThrownBy(() -> ApiToken.of(name, SECRET, Set.of(Role.READ), Set.of()))
        .hasMessageStartingWith("name is '" + name + "'; allowed: ");
  }

  @Test
  void whatIsNoTokenIsRefused() {
    assertThatThrownBy(() -> ApiToken.of("a", "short", Set.of(Role.READ), Set.of()))
        .hasMessage("token of 'a' has 5 characters; allowed: 20 or more");
    assertThatThrownBy(() -> ApiToken.of("a", SECRET, Set.of(), Set.of()))
        .hasMessageStartingWith("roles is empty; allowed: ");
    assertThatThrownBy(
            () -> ApiToken.ofDigest("a", OF_ABC.substring(1), Set.of(Role.READ), Set.of()))
        .hasMessageStartingWith("sha256 is not ");
    assertThatThrownBy(() -> Role.of("root"))
        .hasMessage("roles has 'root'; allowed: call-start, read, operate, listen, admin");
  }
}
