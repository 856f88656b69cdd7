package talkspurt.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import talkspurt.call.LineFault;

class KeyLimitTest {

  private static final long MS = 1_000_000;

  private final KeyLimit limit = new KeyLimit();
  private long now = -7 * MS;

  @Test
  void whatSomebodyPressesIsTaken() {
    for (int n = 0; n < 1000; n++) {
      assertThat(limit.takes(now += 50 * MS)).isTrue();
    }
    assertThat(limit.takeNews()).isEmpty();
  }

  @Test
  void aNumberThatADiallerSendsAtOnceIsTaken() {
    for (int n = 0; n < 20; n++) {
      assertThat(limit.takes(now)).isTrue();
    }
  }

  @Test
  void ofAFloodSoManyASecondAreTaken() {
    int taken = 0;
    for (int n = 0; n < 100_000; n++) {
      taken += limit.takes(now += MS / 10) ? 1 : 0;
    }
    assertThat(taken).isBetween(219, 221);
  }

  @Test
  void theFaultIsToldOnceAndItsEndWhenASecondWasQuiet() {
    flood();
    assertThat(limit.takeNews()).hasValueSatisfying(finding -> {
      assertThat(finding.fault()).isEqualTo(LineFault.KEY_FLOOD);
      assertThat(finding.cleared()).isFalse();
    });
    flood();
    assertThat(limit.takeNews()).isEmpty();
    now += 999 * MS;
    assertThat(limit.takes(now)).isTrue();
    assertThat(limit.takeNews()).isEmpty();
    now += 1100 * MS;
    assertThat(limit.takes(now)).isTrue();
    assertThat(limit.takeNews())
        .hasValueSatisfying(finding -> assertThat(finding.cleared()).isTrue());
    flood();
    assertThat(limit.takeNews()).isEmpty();
  }

  private void flood() {
    for (int n = 0; n < 100; n++) {
      limit.takes(now);
    }
  }
}
