package talkspurt.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import talkspurt.fake.Turns;

class FloorReplayTest {

  private static final List<Span> PROMPTS = List.of(new Span(1, 4), new Span(6, 9));

  private int frame;

  @Test
  void theBotResumesAfterAShortNoise() {
    FloorReplay floor = floor("");
    hear(floor, 100, 0);
    hear(floor, 12, 1);
    hear(floor, 60, 0);
    assertThat(names(floor)).containsExactly("pause", "resume");
  }

  @Test
  void aLongSpeechTakesTheFloorOfThisPromptOnly() {
    FloorReplay floor = floor("");
    hear(floor, 100, 0);
    hear(floor, 60, 1);
    hear(floor, 140, 0);
    hear(floor, 30, 0);
    hear(floor, 60, 1);
    assertThat(names(floor)).containsExactly("pause", "yield", "pause", "yield");
  }

  @Test
  void wordsDecideSooner() {
    FloorReplay mute = floor("");
    FloorReplay told = floor("something else");
    for (int k = 0; k < 160; k++) {
      mute.next(k, k > 100 ? 1 : 0);
      told.next(k, k > 100 ? 1 : 0);
    }
    assertThat(told.decisions().get(1).timeS())
        .isLessThan(mute.decisions().get(1).timeS());
  }

  @Test
  void theBotResumesAfterAssentThoughItLasts() {
    FloorReplay floor = floor("yes");
    hear(floor, 100, 0);
    hear(floor, 55, 1);
    hear(floor, 40, 0);
    assertThat(names(floor)).containsExactly("pause", "resume");
  }

  @Test
  void withoutPromptsThereIsNoFloorToTell() {
    assertThat(new FloorReplay(Turns.SETTINGS, List.of(), "").decisions()).isNull();
  }

  private static FloorReplay floor(String words) {
    return new FloorReplay(Turns.SETTINGS, PROMPTS, words);
  }

  private void hear(FloorReplay floor, int frames, float speech) {
    for (int k = 0; k < frames; k++) {
      floor.next(frame, speech);
      frame++;
    }
  }

  private static List<String> names(FloorReplay floor) {
    return floor.decisions().stream().map(FloorReplay.Decision::action).toList();
  }
}
