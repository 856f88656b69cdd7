package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Nodes in one process tell each other how many calls they have. */
class CallsElsewhereTest {

  private static final CallLimits LIMITS = new CallLimits(0, 10, 0, 0, 0, Map.of());

  @Test
  void eachKnowsTheCallsOfTheOthers() {
    Config config = NodeConfig.h2Memory("elsewhere");
    try (Node one = Node.start(config);
        Node two = Node.join(one, config)) {
      CallCounts three = counts("a", "b", "b");
      AtomicReference<CallCounts> ofSecond = new AtomicReference<>(counts("a"));
      CallsElsewhere first = CallsElsewhere.start(one.system, LIMITS);
      CallsElsewhere second = CallsElsewhere.start(two.system, LIMITS);
      first.tell(() -> three);
      second.tell(ofSecond::get);
      one.eventually(() -> assertThat(first.counts()).isEqualTo(counts("a")));
      one.eventually(() -> assertThat(second.counts()).isEqualTo(three));

      try (Node late = Node.join(one, config)) {
        CallsElsewhere third = CallsElsewhere.start(late.system, LIMITS);
        third.tell(() -> counts("c"));
        one.eventually(() -> assertThat(third.counts()).isEqualTo(three.plus(counts("a"))));
        ofSecond.set(CallCounts.NONE);
        one.eventually(() -> assertThat(first.counts()).isEqualTo(counts("c")));
      }
      one.eventually(() -> assertThat(first.counts()).isEqualTo(CallCounts.NONE));
    }
  }

  private static CallCounts counts(String... profiles) {
    return CallCounts.of(List.of(profiles).stream().map(CallParty::ofProfile).toList());
  }
}
