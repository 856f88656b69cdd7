package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EndedResponsesTest {

  private final EndedResponses ended = new EndedResponses();

  @Test
  void whatHasEndedIsKnownWhereItHasAnId() {
    ended.add("r1");
    ended.add("r2");
    ended.add("");
    assertThat(ended.contains("r1")).isTrue();
    assertThat(ended.contains("")).isFalse();
    assertThat(ended.contains("r2")).isTrue();
    assertThat(ended.contains("r3")).isFalse();
  }

  @Test
  void oldIdsAreForgotten() {
    for (int response = 0; response <= 64; response++) {
      ended.add("r" + response);
    }
    assertThat(ended.contains("r0")).isFalse();
    assertThat(ended.contains("r1")).isTrue();
  }
}
