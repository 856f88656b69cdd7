package talkspurt.media.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import talkspurt.call.Failure;
import talkspurt.call.Failure.Part;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;

class FailureTallyTest {

  private static final ProviderFailure REFUSED =
      new ProviderFailure(Kind.UNREACHABLE, "chat", "connection refused", "http://192.0.2.9/v1");

  private final FailureTally tally = new FailureTally();

  @Test
  void tellsWhatFailedAndHow() {
    assertThat(tally.count(Part.AGENT, REFUSED, false))
        .contains(new Failure(
            1, "chat", "http://192.0.2.9/v1", "unreachable", "connection refused", false, 1));
  }

  @Test
  void tellsTheFirstOneByOneAndThenEachDoubling() {
    List<Failure> told = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      tally.count(Part.VOICE, REFUSED, true).ifPresent(told::add);
    }
    assertThat(told)
        .extracting(Failure::times)
        .containsExactly(1, 1, 1, 1, 4, 8, 16, 32, 64, 128, 256);
    assertThat(told).extracting(Failure::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  }

  @Test
  void countsEachSortByItself() {
    for (int i = 0; i < 5; i++) {
      tally.count(Part.AGENT, REFUSED, false);
    }
    assertThat(tally.count(Part.AGENT, REFUSED, false)).isEmpty();
    assertThat(tally.count(Part.AGENT, REFUSED, true)).isPresent();
    assertThat(tally.count(Part.VOICE, REFUSED, false)).isPresent();
    ProviderFailure other = new ProviderFailure(Kind.OVERLOADED, "chat", "status 503");
    assertThat(tally.count(Part.AGENT, other, false)).isPresent();
  }

  @Test
  void whatCameFromOutsideIsOneShortLine() {
    String odd = "a\nb\u0000" + "x".repeat(10_000);
    Optional<Failure> told =
        tally.count(Part.TOOL, new ProviderFailure(Kind.BROKE_PROTOCOL, "look_up", odd), false);
    assertThat(told.orElseThrow().detail())
        .startsWith("a b\uFFFDxxx")
        .hasSizeLessThan(350)
        .doesNotContain("\n");
  }
}
