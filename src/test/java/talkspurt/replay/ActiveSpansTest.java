package talkspurt.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActiveSpansTest {

  private final ActiveSpans spans = new ActiveSpans(5);

  private void hear(int frames, boolean active) {
    for (int k = 0; k < frames; k++) {
      spans.next(active);
    }
  }

  @Test
  void joinsRunsAcrossShortPausesOnly() {
    hear(10, true);
    hear(5, false);
    hear(10, true);
    hear(6, false);
    hear(10, true);
    assertThat(spans.end()).containsExactly(new Span(0.02, 0.5), new Span(0.64, 0.82));
  }
}
