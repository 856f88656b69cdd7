package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Nodes in one process tell each other to read their profiles again. */
class ProfileReloadsTest {

  @Test
  void allOthersAreToldAndNotTheOneThatWasAsked() {
    Config config = NodeConfig.h2Memory("reloads");
    try (Node one = Node.start(config);
        Node two = Node.join(one, config);
        Node three = Node.join(one, config)) {
      AtomicInteger ofFirst = new AtomicInteger();
      AtomicInteger ofSecond = new AtomicInteger();
      AtomicInteger ofThird = new AtomicInteger();
      ProfileReloads first = ProfileReloads.start(one.system, ofFirst::incrementAndGet);
      ProfileReloads second = ProfileReloads.start(two.system, ofSecond::incrementAndGet);
      ProfileReloads.start(three.system, ofThird::incrementAndGet);
      one.eventually(
          () -> { // as soon as they know of each other
            first.tellOthers();
            assertThat(ofSecond).hasPositiveValue();
            assertThat(ofThird).hasPositiveValue();
          });
      assertThat(ofFirst).hasValue(0);
      one.eventually(() -> {
        second.tellOthers();
        assertThat(ofFirst).hasPositiveValue();
      });
    }
  }
}
