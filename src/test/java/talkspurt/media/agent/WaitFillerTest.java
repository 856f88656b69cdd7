package talkspurt.media.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.media.agent.WaitFiller.Due;
import talkspurt.media.profile.Filler;

class WaitFillerTest {

  private static final Duration AFTER = Duration.ofMillis(600);
  private static final Filler FILLER = new Filler(AFTER, List.of("One moment.", "Still here."), 2);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final FillerWords words = new FillerWords();
  private final WaitFiller wait = new WaitFiller(words, TIMEOUT);

  @ParameterizedTest
  @CsvSource({
    // the caller, a reply is awaited, since ms, apologised
    "silent, false, 0, false, Nothing",
    "silent, true, 4999, false, Say journal",
    "silent, true, 5000, false, Apologise",
    "silent, true, 5000, true, Nothing",
    "silent, true, 4999, true, Say journal",
    "speaks, false, 0, false, Nothing",
    "speaks, true, 0, false, Later",
    "speaks, true, 5000, false, Later",
    "spoke, false, 0, false, Say words",
    "spoke, false, 9000, false, Say words",
    "spoke, true, 0, false, Say words",
    "spoke, true, 5000, false, Apologise",
    "spoke, true, 5000, true, Nothing"
  })
  void whatIsDueHangsOnWhatIsWaitedFor(
      String caller, boolean reply, int sinceMs, boolean apologised, String due) {
    wait.use(FILLER);
    if (caller.equals("speaks")) {
      wait.speechBegan();
    } else if (caller.equals("spoke")) {
      wait.speechEnded();
    }
    assertThat(text(wait.due(reply, Duration.ofMillis(sinceMs), apologised))).isEqualTo(due);
  }

  @Test
  void whereNothingIsToBeSaidNobodyApologisesEither() {
    wait.use(new Filler(AFTER, List.of(), 2));
    assertThat(wait.due(true, Duration.ofSeconds(9), false)).isEqualTo(new Due.Nothing());
    wait.speechEnded();
    assertThat(wait.due(false, Duration.ZERO, false)).isEqualTo(new Due.Nothing());
  }

  @Test
  void aCallerWhoSpeaksIsLookedAfterAgainAfterTheUsualTime() {
    wait.use(FILLER);
    wait.speechBegan();
    assertThat(wait.due(true, Duration.ZERO, false)).isEqualTo(new Due.Later(AFTER));
  }

  @Test
  void wordsAreWaitedForAfterSpeechUntilTheyAreHereOrNothingComesOfIt() {
    wait.use(FILLER);
    assertThat(wait.wordsAwaited()).isFalse();
    wait.speechBegan();
    assertThat(wait.wordsAwaited()).isFalse();
    wait.speechEnded();
    assertThat(wait.wordsAwaited()).isTrue();
    wait.wordsNotAwaited();
    assertThat(wait.wordsAwaited()).isFalse();
    wait.speechEnded();
    wait.speechCameToNothing();
    assertThat(wait.wordsAwaited()).isFalse();
  }

  @Test
  void aCallerWhoSpeaksGoesOnSpeakingWhateverIsNotWaitedFor() {
    wait.use(FILLER);
    wait.speechBegan();
    wait.wordsNotAwaited();
    assertThat(wait.due(true, Duration.ZERO, false)).isInstanceOf(Due.Later.class);
    wait.speechCameToNothing();
    assertThat(wait.due(true, Duration.ZERO, false)).isInstanceOf(Due.Say.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 600", "250, 350", "600, 0", "9000, 0"})
  void patienceIsWhatIsLeftOfIt(int quietMs, int leftMs) {
    wait.use(FILLER);
    assertThat(wait.patience(Duration.ofMillis(quietMs))).isEqualTo(Duration.ofMillis(leftMs));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void nobodyIsSpokenOverOrToldMoreInARowThanTheSettingsSay(long seed) {
    Random random = new Random(seed);
    wait.use(FILLER);
    boolean speaks = false;
    int inARow = 0;
    String last = "";
    int said = 0;
    for (int step = 0; step < 20_000; step++) {
      switch (random.nextInt(7)) {
        case 0 -> {
          wait.speechBegan();
          speaks = true;
        }
        case 1 -> {
          wait.speechEnded();
          speaks = false;
        }
        case 2 -> {
          wait.speechCameToNothing();
          speaks = false;
        }
        case 3 -> wait.wordsNotAwaited();
        case 4 -> {
          words.agentSpoke();
          inARow = 0;
        }
        default -> {
          boolean reply = random.nextBoolean();
          Due due = wait.due(reply, Duration.ofMillis(random.nextInt(8000)), random.nextBoolean());
          if (due instanceof Due.Say say) {
            assertThat(speaks).as("speaks over the caller").isFalse();
            assertThat(say.words()).as("the same again").isNotEqualTo(last);
            last = say.words();
            inARow += reply ? 0 : 1;
            said++;
          } else if (due instanceof Due.Apologise) {
            assertThat(speaks).as("speaks over the caller").isFalse();
            assertThat(reply).as("for a reply alone").isTrue();
          }
          assertThat(inARow).isLessThanOrEqualTo(FILLER.most());
        }
      }
    }
    assertThat(said).isGreaterThan(100);
  }

  private static String text(Due due) {
    String name = due.getClass().getSimpleName();
    return due instanceof Due.Say say ? name + " " + say.waitsFor() : name;
  }
}
