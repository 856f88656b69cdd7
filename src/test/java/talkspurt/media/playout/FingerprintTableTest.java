package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.media.playout.FingerprintTable.Source;

class FingerprintTableTest {

  private static final long MARK = 0x0123_4567_89ab_cdefL;
  private static final double NOW_MS = 1000;

  private final FingerprintTable table = new FingerprintTable();
  private final FingerprintTable.Line one = table.line();
  private final FingerprintTable.Line other = table.line();

  @Test
  void aMarkIsKnownByTheLineThatSentIt() {
    assertThat(one.whence(MARK, NOW_MS)).isEqualTo(Source.NOWHERE);
    one.sent(MARK, NOW_MS);
    assertThat(one.whence(MARK, NOW_MS)).isEqualTo(Source.THIS_LINE);
    assertThat(other.whence(MARK, NOW_MS)).isEqualTo(Source.ANOTHER_LINE);
    other.sent(MARK, NOW_MS);
    assertThat(one.whence(MARK, NOW_MS)).isEqualTo(Source.ANOTHER_LINE);
    assertThat(other.whence(MARK, NOW_MS)).isEqualTo(Source.THIS_LINE);
  }

  @ParameterizedTest(name = "sent at {0}, heard {1} ms later: {2}")
  @CsvSource({
    "1000, 0, THIS_LINE",
    "1000, 2000, THIS_LINE",
    "1000, 2049.9, THIS_LINE",
    "1000, 2050, NOWHERE",
    "1049, 2000, THIS_LINE",
    "1049, 2001, NOWHERE",
    "1000, 60000, NOWHERE",
    "1000, 1638400, NOWHERE",
    // where the count of 50 ms begins anew
    "3276750, 200, THIS_LINE",
    "3276750, 2049, THIS_LINE",
    "3276750, 2050, NOWHERE",
    "3276800, 0, THIS_LINE"
  })
  void aMarkIsForgottenAfterTwoSeconds(double sentMs, double laterMs, Source source) {
    one.sent(MARK, sentMs);
    assertThat(one.whence(MARK, sentMs + laterMs)).isEqualTo(source);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 0x3_ffff, 0xffff_ffffL, 0x1_0000_0000L, MARK, -1L, Long.MIN_VALUE})
  void anyMarkIsKnownAgainAndItsNeighboursAreNot(long mark) {
    one.sent(mark, NOW_MS);
    assertThat(one.whence(mark, NOW_MS)).isEqualTo(Source.THIS_LINE);
    assertThat(one.whence(mark ^ 1, NOW_MS)).as("another place").isEqualTo(Source.NOWHERE);
    assertThat(one.whence(mark ^ 1 << 17, NOW_MS)).as("another place").isEqualTo(Source.NOWHERE);
    assertThat(one.whence(mark ^ 1L << 32, NOW_MS)).as("the same place").isEqualTo(Source.NOWHERE);
    assertThat(one.whence(mark ^ 1L << 63, NOW_MS)).as("the same place").isEqualTo(Source.NOWHERE);
  }

  @Test
  void aNewerMarkTakesThePlaceOfAnOlderOne() {
    long rival = MARK ^ 1L << 40;
    one.sent(MARK, NOW_MS);
    other.sent(rival, NOW_MS);
    assertThat(one.whence(MARK, NOW_MS)).isEqualTo(Source.NOWHERE);
    assertThat(one.whence(rival, NOW_MS)).isEqualTo(Source.ANOTHER_LINE);
  }

  @Test
  void aMarkSentAgainIsYoungAgain() {
    one.sent(MARK, NOW_MS);
    one.sent(MARK, NOW_MS + 1500);
    assertThat(one.whence(MARK, NOW_MS + 3500)).isEqualTo(Source.THIS_LINE);
  }

  @Test
  void manyLinesAreToldApart() {
    FingerprintTable.Line before = other;
    for (int n = 2; n < 70_000; n++) {
      FingerprintTable.Line line = table.line();
      line.sent(MARK, NOW_MS);
      assertThat(line.whence(MARK, NOW_MS)).isEqualTo(Source.THIS_LINE);
      assertThat(before.whence(MARK, NOW_MS)).isEqualTo(Source.ANOTHER_LINE);
      before = line;
    }
  }
}
