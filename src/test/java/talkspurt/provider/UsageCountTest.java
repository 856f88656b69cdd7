package talkspurt.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageMeter.Used;

class UsageCountTest {

  private final List<Used> told = new ArrayList<>();
  private final UsageCount count = new UsageCount(told::add);

  private UsageAccount sum() {
    UsageAccount account = new UsageAccount();
    told.forEach(account::add);
    return account;
  }

  @Test
  void whatIsEstimatedIsToldAsThat() {
    count.estimate(Unit.SOUND_MS, 1000);
    count.estimate(Unit.SOUND_MS, 0);
    count.estimate(Unit.SOUND_MS, 500);
    assertThat(told)
        .containsExactly(
            Used.estimated(Usage.of(Unit.SOUND_MS, 1000)),
            Used.estimated(Usage.of(Unit.SOUND_MS, 500)));
    assertThat(sum().estimated()).isEqualTo(Map.of("sound-ms", 1500L));
  }

  @Test
  void whatTheProviderTellsTakesThePlaceOfAllThatWasEstimatedOfIt() {
    count.estimate(Unit.SOUND_MS, 1500);
    count.estimate(Unit.CHARACTERS, 7);
    count.told(Unit.SOUND_MS, 1480);
    assertThat(sum().used()).isEqualTo(Map.of("sound-ms", 1480L, "characters", 7L));
    assertThat(sum().estimated()).isEqualTo(Map.of("characters", 7L));
  }

  @Test
  void onceTheProviderHasToldNothingIsEstimated() {
    count.told(Unit.CHARACTERS, 3);
    count.estimate(Unit.CHARACTERS, 7);
    count.told(Unit.CHARACTERS, 4);
    assertThat(sum().used()).isEqualTo(Map.of("characters", 7L));
    assertThat(sum().estimated()).isEmpty();
    assertThat(told).noneMatch(Used::corrects);
  }

  @Test
  void whatWasEstimatedIsTakenBackOnce() {
    count.estimate(Unit.CHARACTERS, 10);
    count.told(Unit.CHARACTERS, 4);
    count.told(Unit.CHARACTERS, 3);
    assertThat(sum().used()).isEqualTo(Map.of("characters", 7L));
  }

  @Test
  void itMayTellThatItWasNothing() {
    count.estimate(Unit.SOUND_MS, 1500);
    count.told(Unit.SOUND_MS, 0);
    assertThat(sum().used()).isEmpty();
    assertThat(sum().estimated()).isEmpty();
  }

  @Test
  void aCorrectionCostsTheDifference() {
    Price price = Price.NONE.and(Unit.CHARACTERS, 15_000_000);
    UsageCount priced = new UsageCount(((UsageMeter) told::add).of("voice", price));
    priced.estimate(Unit.CHARACTERS, 1000);
    assertThat(sum().millionths()).isEqualTo(15_000);
    priced.told(Unit.CHARACTERS, 500);
    assertThat(told.get(1).parts()).isEqualTo(-7500 * (Price.PARTS / 1_000_000));
    assertThat(sum().millionths()).isEqualTo(7500);
  }
}
