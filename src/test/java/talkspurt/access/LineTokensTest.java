package talkspurt.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.access.LineTokens.Verdict;

class LineTokensTest {

  private static final UUID CALL = UUID.fromString("a1b2c3d4-0000-4000-8000-00000000000f");
  private static final String SECRET = "0123456789abcdefghij";

  private Instant now = Instant.parse("2026-11-20T10:00:00Z");
  private final InstantSource clock = () -> now;
  private final LineTokens tokens = tokens(SECRET);

  private LineTokens tokens(String secret) {
    return LineTokens.create(
        new LineTokenSettings(
            true, Optional.of(LineTokenSettings.key(secret)), Duration.ofSeconds(60)),
        clock);
  }

  @Test
  void aTokenIsGoodForItsCallOnce() {
    String token = tokens.make(CALL);
    assertThat(tokens.use(CALL, token)).isEqualTo(Verdict.VALID);
    assertThat(tokens.use(CALL, token)).isEqualTo(Verdict.USED);
  }

  @Test
  void aLaterOneOfTheSameCallIsAnother() {
    assertThat(tokens.use(CALL, tokens.make(CALL))).isEqualTo(Verdict.VALID);
    now = now.plusMillis(1);
    assertThat(tokens.use(CALL, tokens.make(CALL))).isEqualTo(Verdict.VALID);
  }

  @Test
  void aTokenIsGoodForAMinute() {
    String early = tokens.make(CALL);
    now = now.plusMillis(1);
    String late = tokens.make(CALL);
    now = now.plusMillis(59_999);
    assertThat(tokens.use(CALL, early)).isEqualTo(Verdict.EXPIRED);
    assertThat(tokens.use(CALL, late)).isEqualTo(Verdict.VALID);
  }

  @Test
  void whatWasUsedIsNotForgottenBeforeItExpires() {
    String used = tokens.make(CALL);
    tokens.use(CALL, used);
    now = now.plusMillis(59_999);
    tokens.use(CALL, tokens.make(CALL));
    assertThat(tokens.use(CALL, used)).isEqualTo(Verdict.USED);
  }

  @Test
  void aTokenIsNoneOfAnotherCall() {
    String token = tokens.make(CALL);
    assertThat(tokens.use(new UUID(CALL.getMostSignificantBits(), 0), token))
        .isEqualTo(Verdict.WRONG);
    assertThat(tokens.use(new UUID(0, CALL.getLeastSignificantBits()), token))
        .isEqualTo(Verdict.WRONG);
    assertThat(tokens.use(CALL, token)).isEqualTo(Verdict.VALID);
  }

  @Test
  void nodesOfOneSecretTakeEachOthersAlone() {
    assertThat(tokens(SECRET).use(CALL, tokens.make(CALL))).isEqualTo(Verdict.VALID);
    assertThat(tokens(SECRET + "k").use(CALL, tokens.make(CALL))).isEqualTo(Verdict.WRONG);
  }

  @Test
  void withoutASecretEachHasItsOwn() {
    LineTokenSettings random =
        new LineTokenSettings(true, Optional.empty(), Duration.ofSeconds(60));
    LineTokens one = LineTokens.create(random, clock);
    assertThat(LineTokens.create(random, clock).use(CALL, one.make(CALL))).isEqualTo(Verdict.WRONG);
    assertThat(one.use(CALL, one.make(CALL))).isEqualTo(Verdict.VALID);
  }

  /** Each bit counts; but for those behind the last byte, which leave the token what it is. */
  @Test
  void noBitMayBeOther() {
    byte[] token = Base64.getUrlDecoder().decode(tokens.make(CALL));
    for (int bit = 0; bit < 8 * token.length; bit++) {
      byte[] other = token.clone();
      other[bit / 8] ^= (byte) (1 << bit % 8);
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(other);
      assertThat(tokens.use(CALL, text)).as("bit " + bit).isEqualTo(Verdict.WRONG);
    }
  }

  @Test
  void theSameTokenOtherwiseWrittenIsTheSame() {
    String token = tokens.make(CALL);
    Set<Verdict> verdicts = new HashSet<>();
    String last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (char end : last.toCharArray()) {
      verdicts.add(tokens.use(CALL, token.substring(0, token.length() - 1) + end));
      tokens.use(CALL, token);
    }
    verdicts.add(tokens.use(CALL, token + "=="));
    assertThat(verdicts).doesNotContain(Verdict.VALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "x", "====", "AAAA", "\u00e4", "a b"})
  void whatIsNoTokenIsWrong(String text) {
    assertThat(tokens.use(CALL, text)).isEqualTo(Verdict.WRONG);
    assertThat(tokens.use(CALL, tokens.make(CALL) + text)).isEqualTo(Verdict.WRONG);
  }

  @Test
  void noneIsToldApart() {
    assertThat(tokens.use(CALL, "")).isEqualTo(Verdict.MISSING);
  }

  @Test
  void aTokenFitsIntoADialplanAndAnAddress() {
    assertThat(tokens.make(CALL)).matches("[A-Za-z0-9_-]{54}");
  }

  @Test
  void aSecretIsNotShort() {
    assertThatThrownBy(() -> LineTokenSettings.key(SECRET.substring(1)))
        .hasMessage("the secret has 19 characters; allowed: 20 or more");
  }

  @Test
  void nobodyReadsTheSecretInALog() {
    assertThat(new LineTokenSettings(
                true, Optional.of(LineTokenSettings.key(SECRET)), Duration.ofSeconds(60))
            .toString())
        .doesNotContain(SECRET);
  }
}
