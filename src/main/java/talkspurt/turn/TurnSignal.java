package talkspurt.turn;

/** What a {@link TurnTaker} is told. */
public sealed interface TurnSignal {

  /**
   * 20 ms of the caller.
   *
   * @param speech how likely somebody speaks in it, 0 to 1
   * @param botHasFloor whether a reply is being played, is paused or waits for its sound
   */
  record FrameHeard(float speech, boolean botHasFloor) implements TurnSignal {}

  /**
   * What was recognised.
   *
   * @param utterance which one, counted by {@link TurnTaker#utterance()}
   * @param words all words of the utterance so far
   * @param last whether these are its final words
   * @param noise whether the recogniser knows that there were noises and no words
   */
  record WordsHeard(long utterance, String words, boolean last, boolean noise)
      implements TurnSignal {

    /** Words, or nothing that was understood. */
    public WordsHeard(long utterance, String words, boolean last) {
      this(utterance, words, last, false);
    }
  }

  /** The recogniser takes the caller's turn for complete, by what and how it was said. */
  record TurnEndLikely(long utterance) implements TurnSignal {}

  /** The caller pressed a key. */
  record KeyPressed(char key) implements TurnSignal {}

  /** The caller typed words: the bot yields to them as to a key. */
  record Typed() implements TurnSignal {}

  /** Whether nobody is to hear the caller from now on; keys are heard all the same. */
  record CallerUnheard(boolean unheard) implements TurnSignal {}

  /** From now on these settings hold. */
  record SettingsChanged(TurnSettings settings) implements TurnSignal {}
}
