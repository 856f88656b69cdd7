package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallCountsTest {

  @Test
  void countsByWhatIsKnown() {
    CallCounts counts = CallCounts.of(List.of(
        new CallParty("a", "1", "9"), new CallParty("a", "", "9"), new CallParty("b", "1", "")));
    assertThat(counts)
        .isEqualTo(new CallCounts(3, Map.of("a", 2, "b", 1), Map.of("1", 2), Map.of("9", 2)));
    assertThat(counts.plus(CallCounts.NONE)).isEqualTo(counts);
    assertThat(counts.plus(CallCounts.of(List.of(new CallParty("b", "2", "9")))))
        .isEqualTo(
            new CallCounts(4, Map.of("a", 2, "b", 2), Map.of("1", 2, "2", 1), Map.of("9", 3)));
  }
}
