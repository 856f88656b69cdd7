package talkspurt.provider.realtime;

/**
 * How fast a bot speaks, learned from what it has said to its end; what is usual until then. Not
 * thread-safe.
 */
final class VoicePace {

  private static final int USUAL_MS_PER_CHARACTER = 60;

  /** Shorter sound is made of its beginning and its end. */
  private static final int LEAST_MS = 1000;

  private long learnedMs;
  private long learnedCharacters;

  /** So many characters took so long. */
  void learn(int characters, int ms) {
    if (characters > 0 && ms >= LEAST_MS) {
      learnedCharacters += characters;
      learnedMs += ms;
    }
  }

  /** How many characters are said in so long. */
  int characters(int ms) {
    return learnedMs == 0
        ? ms / USUAL_MS_PER_CHARACTER
        : (int) Math.min(Integer.MAX_VALUE, ms * learnedCharacters / learnedMs);
  }
}
