package talkspurt.events;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.events.ReceiverWatch.News.FAILS;
import static talkspurt.events.ReceiverWatch.News.NOTHING;
import static talkspurt.events.ReceiverWatch.News.TAKES_AGAIN;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReceiverWatchTest {

  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private final ReceiverWatch watch = new ReceiverWatch(DeliveryDeskTest.SETTINGS, false);

  @Test
  void aReceiverThatTakesIsSentAsManyAsMayBe() {
    assertThat(watch.most(AT)).isEqualTo(4);
    assertThat(watch.taken()).isEqualTo(NOTHING);
    assertThat(watch.most(AT)).isEqualTo(4);
  }

  @Test
  void oneThatFailsIsLeftAloneLongerAndLongerAndThenTriedWithOne() {
    assertThat(watch.failed(AT, Duration.ZERO)).isEqualTo(FAILS);
    assertThat(watch.most(AT.plusMillis(999))).isZero();
    assertThat(watch.most(AT.plusMillis(1000))).isEqualTo(1);
    assertThat(watch.failed(AT, Duration.ZERO)).as("told once").isEqualTo(NOTHING);
    assertThat(watch.most(AT.plusMillis(1999))).isZero();
    assertThat(watch.most(AT.plusMillis(2000))).isEqualTo(1);
    for (int more = 0; more < 20; more++) {
      watch.failed(AT, Duration.ZERO);
    }
    assertThat(watch.most(AT.plusSeconds(9))).isZero();
    assertThat(watch.most(AT.plusSeconds(10))).as("at most").isEqualTo(1);
    assertThat(watch.taken()).isEqualTo(TAKES_AGAIN);
    assertThat(watch.most(AT)).isEqualTo(4);
    assertThat(watch.failed(AT, Duration.ZERO)).isEqualTo(FAILS);
    assertThat(watch.most(AT.plusSeconds(1))).as("from the beginning").isEqualTo(1);
  }

  @Test
  void whatItAsksForIsGranted() {
    watch.failed(AT, Duration.ofSeconds(30));
    assertThat(watch.most(AT.plusSeconds(29))).isZero();
    assertThat(watch.most(AT.plusSeconds(30))).isEqualTo(1);
    watch.failed(AT, Duration.ofDays(9));
    assertThat(watch.most(AT.plusSeconds(3599))).isZero();
    assertThat(watch.most(AT.plusSeconds(3600))).isEqualTo(1);
  }

  @Test
  void ofOneThatWasKnownToFailThatIsNotToldAnew() {
    ReceiverWatch known = new ReceiverWatch(DeliveryDeskTest.SETTINGS, true);
    assertThat(known.most(AT)).isEqualTo(1);
    assertThat(known.failed(AT, Duration.ZERO)).isEqualTo(NOTHING);
    assertThat(known.taken()).isEqualTo(TAKES_AGAIN);
  }
}
