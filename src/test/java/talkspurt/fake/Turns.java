package talkspurt.fake;

import java.time.Duration;
import java.util.Set;
import talkspurt.turn.Dictation;
import talkspurt.turn.EndOfTurn;
import talkspurt.turn.Interruption;
import talkspurt.turn.PhraseList;
import talkspurt.turn.Requests;
import talkspurt.turn.TurnSettings;

/** How turns are taken in tests: the defaults' shape, in figures that are easy to count in frames. */
public final class Turns {

  /** What most tests go by. */
  public static final TurnSettings SETTINGS = settings("full", 100, 900, 400);

  private Turns() {}

  /** The same, with turns that are likely over after so much silence. */
  public static TurnSettings likely(int ms) {
    return settings("full", 100, 900, 400, Duration.ofMillis(ms), false);
  }

  /** The same, with turns that are over by a key, and likely over never. */
  public static TurnSettings byKey(String interruption) {
    return settings(interruption, 100, 900, 400, Duration.ofMillis(200), true);
  }

  /** The same, with other interruptions allowed. */
  public static TurnSettings interruption(String allowed) {
    return settings(allowed, 100, 900, 400);
  }

  /** The same, with other times in ms. */
  public static TurnSettings settings(
      String interruption, int pauseMs, int yieldMs, int preRollMs) {
    return settings(interruption, pauseMs, yieldMs, preRollMs, Duration.ofSeconds(5), false);
  }

  private static TurnSettings settings(
      String interruption,
      int pauseMs,
      int yieldMs,
      int preRollMs,
      Duration likely,
      boolean byKey) {
    return new TurnSettings(
        0.5,
        Interruption.of(interruption),
        Duration.ofMillis(pauseMs),
        Duration.ofMillis(yieldMs),
        Duration.ofMillis(240),
        Duration.ofMillis(300),
        new EndOfTurn(
            byKey,
            Duration.ofMillis(300),
            Duration.ofMillis(400),
            Duration.ofMillis(700),
            Duration.ofMillis(1200),
            likely,
            PhraseList.of(Set.of("yes", "no thanks")),
            PhraseList.of(Set.of("and", "my number is")),
            Dictation.NONE,
            new Requests(PhraseList.of(Set.of()), PhraseList.of(Set.of("please")))),
        Duration.ofMillis(3000),
        Duration.ofMillis(500),
        Duration.ofMillis(8000),
        Duration.ofMillis(preRollMs),
        PhraseList.of(Set.of("ok", "okay", "yes", "mhm", "mm hmm")),
        PhraseList.of(Set.of("operator", "hold on")));
  }
}
