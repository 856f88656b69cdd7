package talkspurt.media.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import talkspurt.call.Variant;

class CallStartTest {

  private static final String LINE = "audiosocket-9f0b4a44-7c1e-4c6e-8a75-6f0a9b8f8f11";
  private final CallStart start = new CallStart(LINE);

  @Test
  void isToldOnceWhenTheLineIsAttachedAndSounds() {
    assertThat(start.attached("sales", "5a1e5a1e5a1e", Variant.NONE, true)).isEmpty();
    assertThat(start.sounds(8000))
        .contains(
            "call started: profile sales 5a1e5a1e5a1e, audiosocket line at 8000 Hz, announced");
    assertThat(start.sounds(8000)).isEmpty();
    assertThat(start.attached("sales", "5a1e5a1e5a1e", Variant.NONE, true)).isEmpty();
    assertThat(start.noSound()).isEmpty();
  }

  @Test
  void soundMayComeFirst() {
    assertThat(start.sounds(16000)).isEmpty();
    assertThat(start.attached("sales", "", new Variant("greeting", "b", true), false))
        .contains(
            "call started: profile sales, variant b of greeting (forced), audiosocket line at 16000 Hz, not announced");
  }

  @Test
  void aLineThatStaysSilentHasItToo() {
    start.attached("sales", "5a1e5a1e5a1e", Variant.NONE, true);
    assertThat(start.noSound())
        .contains(
            "call started: profile sales 5a1e5a1e5a1e, audiosocket line without sound yet, announced");
    assertThat(start.sounds(8000)).isEmpty();
  }

  @Test
  void aLineThatNeverFoundItsCallHasNone() {
    assertThat(start.sounds(8000)).isEmpty();
    assertThat(start.noSound()).isEmpty();
  }
}
