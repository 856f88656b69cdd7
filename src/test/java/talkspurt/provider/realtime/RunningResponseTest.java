package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunningResponseTest {

  private final RunningResponse running = new RunningResponse();

  @Test
  void nothingRunsAtFirst() {
    assertThat(running.runs()).isFalse();
    assertThat(running.id()).isEmpty();
    assertThat(running.owns("")).isFalse();
    assertThat(running.owns("r1")).isFalse();
    assertThat(running.unannounced("r1")).isTrue();
    assertThat(running.unannounced("")).isFalse();
  }

  @Test
  void eventsAreOfTheOneThatRunsOrLeaveItOut() {
    running.begin("r1");
    assertThat(running.runs()).isTrue();
    assertThat(running.id()).isEqualTo("r1");
    assertThat(running.owns("r1")).isTrue();
    assertThat(running.owns("")).isTrue();
    assertThat(running.owns("r2")).isFalse();
    assertThat(running.unannounced("r2")).isFalse();
  }

  @Test
  void whatHasEndedDoesNotBeginWithoutAWord() {
    running.begin("r1");
    running.end();
    running.end();
    assertThat(running.runs()).isFalse();
    assertThat(running.unannounced("r1")).isFalse();
    assertThat(running.unannounced("r2")).isTrue();
    running.begin("r2");
    running.begin("r3");
    running.end();
    assertThat(running.unannounced("r2")).isFalse();
    running.begin("r1");
    assertThat(running.owns("r1")).isTrue();
  }

  @Test
  void anIdThatIsToldLaterIsTaken() {
    running.begin("r1");
    running.begin("");
    assertThat(running.id()).isEmpty();
    assertThat(running.owns("r1")).isFalse();
    assertThat(running.owns("r2")).isTrue();
    assertThat(running.id()).isEqualTo("r2");
    assertThat(running.owns("r3")).isFalse();
  }

  @Test
  void oldIdsAreForgotten() {
    for (int response = 0; response <= 65; response++) {
      running.begin("r" + response);
    }
    running.end();
    assertThat(running.unannounced("r0")).isTrue();
    assertThat(running.unannounced("r2")).isFalse();
  }
}
