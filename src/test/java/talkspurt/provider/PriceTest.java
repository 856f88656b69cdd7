package talkspurt.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.provider.Usage.Unit;

class PriceTest {

  private static final long MILLIONTH = Price.PARTS / 1_000_000;

  @ParameterizedTest
  @CsvSource({
    // price in millionths, unit, used, cost in millionths
    "4300, SOUND_MS, 60000, 4300",
    "4300, SOUND_MS, 90000, 6450",
    "15000000, CHARACTERS, 1000000, 15000000",
    "15000000, CHARACTERS, 100, 1500",
    "150000, INPUT_TOKENS, 1000, 150",
    "600000, OUTPUT_TOKENS, 50, 30",
    "75000, CACHED_INPUT_TOKENS, 1000, 75",
    "40000000, AUDIO_INPUT_TOKENS, 10, 400",
    "400000, CACHED_AUDIO_INPUT_TOKENS, 10, 4",
    "80000000, AUDIO_OUTPUT_TOKENS, 1, 80",
    "0, OUTPUT_TOKENS, 1000, 0"
  })
  void aPriceIsOfAMinuteOrOfAMillion(long price, Unit unit, long used, long cost) {
    Price one = new Price(Map.of(unit, price));
    assertThat(one.of(Usage.of(unit, used))).isEqualTo(cost * MILLIONTH);
  }

  @Test
  void eachUnitIsPaidByItsOwnPrice() {
    Price price = Price.NONE.and(Unit.INPUT_TOKENS, 150_000).and(Unit.OUTPUT_TOKENS, 600_000);
    Usage usage = Usage.of(Unit.INPUT_TOKENS, 1000)
        .and(Unit.OUTPUT_TOKENS, 50)
        .and(Unit.CHARACTERS, 1_000_000);
    assertThat(price.of(usage)).isEqualTo(180 * MILLIONTH);
  }

  @Test
  void tokensCostTheSameInHoweverManyPieces() {
    Random random = new Random(16);
    for (int run = 0; run < 200; run++) {
      Price price = Price.NONE.and(Unit.OUTPUT_TOKENS, random.nextInt(1_000_000));
      long sum = 0;
      long tokens = 0;
      for (int piece = 0; piece < 50; piece++) {
        long more = random.nextInt(7);
        tokens += more;
        sum += price.of(Usage.of(Unit.OUTPUT_TOKENS, more));
      }
      assertThat(sum).isEqualTo(price.of(Usage.of(Unit.OUTPUT_TOKENS, tokens)));
    }
  }

  @Test
  void whateverAServerTellsIsBounded() {
    assertThat(Usage.of(Unit.OUTPUT_TOKENS, -5)).isEqualTo(Usage.NONE);
    assertThat(Usage.NONE.and(Unit.OUTPUT_TOKENS, Long.MIN_VALUE)).isEqualTo(Usage.NONE);
    Usage most = Usage.of(Unit.OUTPUT_TOKENS, Long.MAX_VALUE);
    assertThat(most).isEqualTo(Usage.of(Unit.OUTPUT_TOKENS, Usage.MOST));
    assertThat(most.and(Unit.OUTPUT_TOKENS, Long.MAX_VALUE)).isEqualTo(most);
    assertThat(new Price(Map.of(Unit.OUTPUT_TOKENS, Price.MOST)).of(most)).isPositive();
  }

  @Test
  void aPriceThatNobodyTakesIsRefused() {
    assertThatThrownBy(() -> new Price(Map.of(Unit.CHARACTERS, -1L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Price(Map.of(Unit.CHARACTERS, Price.MOST + 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLastTariffHoldsWhoseDayHasCome() {
    Price first = Price.NONE.and(Unit.CHARACTERS, 1);
    Price autumn = first.and(Unit.CHARACTERS, 2).asOf(LocalDate.of(2026, 9, 1));
    Price winter = first.and(Unit.CHARACTERS, 3).asOf(LocalDate.of(2026, 12, 1));
    for (Price all :
        List.of(autumn.beside(List.of(winter, first)), first.beside(List.of(winter, autumn)))) {
      assertThat(all.on(LocalDate.of(2026, 8, 31))).isEqualTo(first);
      assertThat(all.on(LocalDate.of(2026, 9, 1))).isEqualTo(autumn);
      assertThat(all.on(LocalDate.of(2026, 11, 30))).isEqualTo(autumn);
      assertThat(all.on(LocalDate.MAX)).isEqualTo(winter);
    }
    assertThat(autumn.beside(List.of(winter)).on(LocalDate.of(2026, 1, 1)))
        .as("before all of them the first")
        .isEqualTo(autumn);
  }
}
