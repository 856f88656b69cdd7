package talkspurt.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.Turns;
import talkspurt.turn.TurnSignal.FrameHeard;
import talkspurt.turn.TurnSignal.KeyPressed;
import talkspurt.turn.TurnSignal.WordsHeard;

/** Whatever caller, bot and transcriber do, certain things hold. */
class TurnTakerWalkTest {

  private static final String[] WORDS = {"", "okay", "yes yes", "stop", "connect me", "mm hmm"};

  private final TurnTaker turns = new TurnTaker(Turns.SETTINGS);
  private boolean floor;
  private boolean paused;
  private boolean open;
  private long ended;
  private int commits;
  private int resumes;
  private int yields;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void theFloorIsNeverGivenTwiceAndNothingIsLeftHanging(long seed) {
    Random random = new Random(seed);
    double talkative = 0.3;
    for (int frame = 0; frame < 50_000; frame++) {
      if (random.nextInt(40) == 0) {
        talkative = random.nextBoolean() ? 0.03 : 0.85;
      }
      if (!floor && random.nextInt(150) == 0) {
        floor = true;
      } else if (floor && !paused && random.nextInt(300) == 0) {
        floor = false;
      }
      if (random.nextInt(60) == 0) {
        String words = WORDS[random.nextInt(WORDS.length)];
        long utterance = Math.max(0, turns.utterance() - random.nextInt(3));
        check(turns.on(new WordsHeard(utterance, words, random.nextBoolean())));
      }
      if (random.nextInt(2000) == 0) {
        check(turns.on(new KeyPressed('1')));
      }
      float speech = random.nextDouble() < talkative ? 0.9f : 0.1f;
      check(turns.on(new FrameHeard(speech, floor)));
    }
    assertThat(commits).isPositive();
    assertThat(resumes).isPositive();
    assertThat(yields).isPositive();
    settle();
  }

  private void check(TurnAction action) {
    switch (action) {
      case PAUSE -> {
        assertThat(paused).as("paused twice").isFalse();
        assertThat(floor).as("paused a bot that does not speak").isTrue();
        paused = true;
      }
      case YIELD -> {
        assertThat(floor).as("yielded twice").isTrue();
        floor = false;
        paused = false;
        yields++;
      }
      case RESUME -> {
        assertThat(paused).as("resumed without a pause").isTrue();
        paused = false;
        resumes++;
      }
      case COMMIT_CALLER_TURN -> {
        assertThat(paused).as("committed while the bot is paused").isFalse();
        commits++;
      }
      case CALLER_SILENT -> assertThat(floor).as("silent while the bot speaks").isFalse();
      default -> {}
    }
    if (turns.hearing()) {
      assertThat(turns.utterance()).as("an utterance that was over goes on").isGreaterThan(ended);
      open = true;
    } else if (open) {
      ended = turns.utterance();
      open = false;
    }
  }

  /** With nobody speaking all comes to rest. */
  private void settle() {
    floor = paused;
    for (int frame = 0; frame < 1000; frame++) {
      check(turns.on(new FrameHeard(0, floor)));
    }
    assertThat(paused).isFalse();
    assertThat(open).isFalse();
  }
}
