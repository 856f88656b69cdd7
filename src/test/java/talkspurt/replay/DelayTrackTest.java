package talkspurt.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import talkspurt.audio.EchoReport;
import talkspurt.replay.DelayTrack.Found;

class DelayTrackTest {

  private final DelayTrack track = new DelayTrack();
  private int frame;

  private void hear(int frames, int delayMs, int jumps) {
    for (int k = 0; k < frames; k++) {
      track.next(frame++, new EchoReport(delayMs, 10, 10, jumps));
    }
  }

  @Test
  void tellsWhenTheEchoWasFoundAndWhereItSettled() {
    hear(50, -1, 0);
    hear(3, 130, 0);
    hear(50, 160, 0);
    assertThat(track.found()).containsExactly(new Found(1.02, 160));
  }

  @Test
  void tellsWhenTheStrongestEchoMoved() {
    hear(50, 160, 0);
    hear(20, 160, 1);
    hear(50, 50, 1);
    assertThat(track.jumpsS()).containsExactly(1.02);
    assertThat(track.found()).containsExactly(new Found(0.02, 160), new Found(1.42, 50));
  }

  @Test
  void doesNotFollowAnEchoThatWavers() {
    hear(50, 160, 0);
    for (int k = 0; k < 10; k++) {
      hear(20, 50, 0);
      hear(20, 160, 0);
    }
    assertThat(track.found()).hasSize(1);
  }
}
