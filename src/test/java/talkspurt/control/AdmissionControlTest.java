package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked of one node holds for all, and after a start. */
class AdmissionControlTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant ONE = Instant.parse("2026-11-20T13:00:00Z");

  private static AdmissionControl start(Node node, Runnable live) {
    return AdmissionControl.start(node.system, InstantSource.fixed(NOON), Optional.empty(), live);
  }

  private static Admission set(
      AdmissionControl admission, AdmissionMode mode, String by, boolean live) {
    return Node.answer(admission.set(mode, by, live));
  }

  @Test
  void whatIsAskedOfOneNodeHoldsForAll() {
    Config config = NodeConfig.h2Memory("admission");
    try (Node one = Node.start(config);
        Node two = Node.join(one, config);
        Node three = Node.join(one, config)) {
      AtomicInteger live = new AtomicInteger();
      AdmissionControl first = start(one, live::incrementAndGet);
      AdmissionControl second = start(two, live::incrementAndGet);
      AdmissionControl third = start(three, live::incrementAndGet);
      assertThat(first.mode()).isEqualTo(AdmissionMode.OPEN);

      set(second, AdmissionMode.PEOPLE, "desk", false);
      assertThat(second.mode()).as("at once").isEqualTo(AdmissionMode.PEOPLE);
      one.eventually(() -> assertThat(first.mode()).isEqualTo(AdmissionMode.PEOPLE));
      one.eventually(() -> assertThat(third.mode()).isEqualTo(AdmissionMode.PEOPLE));
      assertThat(live).hasValue(0);

      set(first, AdmissionMode.PEOPLE, "desk", true);
      one.eventually(() -> assertThat(live).hasValue(3));

      set(third, AdmissionMode.OPEN, "", false);
      one.eventually(() -> assertThat(first.mode()).isEqualTo(AdmissionMode.OPEN));
      one.eventually(() -> assertThat(second.mode()).isEqualTo(AdmissionMode.OPEN));
      assertThat(live).hasValue(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isKeptOverAStart(TestDatabase.Product product) {
    Config database = product.make("admission_kept");
    try (Node node = Node.start(database)) {
      AdmissionControl admission = start(node, () -> {});
      assertThat(admission.current().revision()).isZero();
      set(admission, AdmissionMode.PEOPLE, "desk", false);
      assertThat(set(admission, AdmissionMode.DRAIN, "cron", false))
          .isEqualTo(new Admission(2, AdmissionMode.DRAIN, "cron", NOON));
    }
    try (Node node = Node.start(database)) {
      AdmissionControl admission =
          AdmissionControl.start(node.system, InstantSource.fixed(ONE), Optional.empty(), () -> {});
      assertThat(admission.current())
          .isEqualTo(new Admission(2, AdmissionMode.DRAIN, "cron", NOON));
      assertThat(admission.mode()).isEqualTo(AdmissionMode.DRAIN);
    }
  }

  @Test
  void whatTheSettingsSayHolds() {
    try (Node node = Node.start(NodeConfig.h2Memory("admission_set"))) {
      AdmissionControl admission = AdmissionControl.start(
          node.system, InstantSource.fixed(NOON), Optional.of(AdmissionMode.PEOPLE), () -> {});
      set(admission, AdmissionMode.OPEN, "", false);
      assertThat(admission.mode()).isEqualTo(AdmissionMode.PEOPLE);
      assertThat(admission.current().mode()).isEqualTo(AdmissionMode.OPEN);
      assertThat(admission.bySettings()).isTrue();
    }
  }
}
