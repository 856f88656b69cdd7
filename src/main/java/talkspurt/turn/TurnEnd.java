package talkspurt.turn;

/**
 * When the caller's turn ends: by what was said, by the pauses that this caller makes, and by what the
 * recogniser takes for the end. {@link TurnTaker} asks it while the caller is silent. Not thread-safe.
 */
final class TurnEnd {

  private static final int FRAME_MS = 20;

  /** Words that a recogniser has not changed for so long are likely to stay. */
  private static final int STEADY_MS = 100;

  /** So long before the turn ends its final words are asked for, to be there when it does. */
  private static final int WORDS_AHEAD_MS = 100;

  /** A sound shorter than this is none of the caller's words. */
  private static final int SPEECH_MS = 80;

  private final CallerPace pace = new CallerPace();
  private EndOfTurn settings;
  private String words = "";
  private EndOfTurn.Words kind = EndOfTurn.Words.OPEN;
  private int steadyMs;
  private boolean recognised;
  private boolean likely;
  private String likelyWords = "";
  private int likelyVoicedMs;

  TurnEnd(EndOfTurn settings) {
    this.settings = settings;
  }

  /** From now on these settings hold. */
  void use(EndOfTurn other) {
    settings = other;
    kind = settings.kind(words);
  }

  /** 20 ms have passed. */
  void frame() {
    steadyMs += FRAME_MS;
  }

  /** All that the caller has said in this turn, as far as it is known. */
  void said(String all) {
    if (!all.equals(words)) {
      words = all;
      kind = settings.kind(all);
      steadyMs = 0;
    }
  }

  /** The recogniser takes the turn for complete, or does not any more. */
  void recognised(boolean complete) {
    recognised = complete;
  }

  /** The caller paused for so long, and then went on with the same turn. */
  void paused(int ms) {
    pace.paused(ms);
  }

  /** What was likely is not told of again. */
  void reset() {
    likely = false;
  }

  /** How much silence ends this turn, in ms. */
  int silenceMs() {
    return recognised
        ? (int) settings.least().toMillis()
        : settings.silenceMs(kind, pace.silenceMs());
  }

  /** Whether the words want more. */
  boolean wantsMore() {
    return !recognised && kind == EndOfTurn.Words.UNFINISHED;
  }

  /** Whether after so much silence the final words of this turn are wanted. */
  boolean wantsWords(int silentMs) {
    int ahead = likely && words.equals(likelyWords) ? WORDS_AHEAD_MS : 0;
    return silentMs >= silenceMs() - ahead;
  }

  /**
   * Whether the turn is likely over: told again when the words have changed. A sound too short for
   * speech changes nothing.
   *
   * @param silentMs how long the caller has been silent
   * @param voicedMs how long the caller has spoken
   * @param last whether the words will not change any more
   */
  TurnAction likelihood(int silentMs, int voicedMs, boolean last) {
    if (likely && voicedMs - likelyVoicedMs >= SPEECH_MS) {
      likely = false;
      return TurnAction.TURN_NOT_OVER;
    }
    boolean whole = kind == EndOfTurn.Words.ANSWER || kind == EndOfTurn.Words.REQUEST;
    boolean steady = last || whole || steadyMs >= STEADY_MS;
    if (!recognised && (silentMs < settings.likely().toMillis() || !steady)) {
      return TurnAction.NONE;
    }
    boolean told = likely && words.equals(likelyWords);
    if (told || words.isEmpty() || wantsMore()) {
      return TurnAction.NONE;
    }
    likely = true;
    likelyWords = words;
    likelyVoicedMs = voicedMs;
    return TurnAction.TURN_LIKELY_OVER;
  }
}
