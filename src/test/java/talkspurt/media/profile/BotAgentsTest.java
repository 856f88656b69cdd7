package talkspurt.media.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.call.Conduct;
import talkspurt.provider.Handoff;

class BotAgentsTest {

  private static final BotAgents AGENTS = new BotAgents(
      "main", Map.of("main", member("main", "bills"), "bills", member("bills", "main")), 2, 5);

  private static BotAgents.Member member(String name, String other) {
    return new BotAgents.Member(
        name, "You are " + name + ".", Optional.empty(), new Handoff(name, Map.of(other, "it")));
  }

  private static Conduct conduct(String agent, int handoffs, int inARow) {
    return new Conduct(agent, "", Conduct.NONE.summary(), handoffs, inARow, List.of());
  }

  @ParameterizedTest
  @CsvSource({"0, 0, true", "1, 1, true", "2, 2, false", "4, 0, true", "5, 0, false", "5, 2, false"
  })
  void nobodyHandsOverTooOften(int handoffs, int inARow, boolean may) {
    Handoff handoff =
        AGENTS.member(conduct("bills", handoffs, inARow)).orElseThrow().handoff();
    assertThat(handoff.others().isEmpty()).isEqualTo(!may);
    assertThat(handoff.own()).isEqualTo("bills");
  }

  @Test
  void whoHasNoNameIsTheFirst() {
    assertThat(AGENTS.member(Conduct.NONE).orElseThrow().name()).isEqualTo("main");
    assertThat(AGENTS.member(conduct("gone", 0, 0))).isEmpty();
    assertThat(BotAgents.NONE.member(Conduct.NONE)).isEmpty();
  }

  @Test
  void aSessionKnowsAllToWhomAnybodyMayHandOver() {
    assertThat(AGENTS.anybody().others()).containsOnlyKeys("main", "bills");
  }
}
