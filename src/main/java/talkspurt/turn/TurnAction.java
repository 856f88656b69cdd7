package talkspurt.turn;

/** What a {@link TurnTaker} wants done after a signal. */
public enum TurnAction {
  /** Nothing. */
  NONE,
  /** The caller began to speak and has the floor: open the utterance. */
  SPEECH_BEGAN,
  /** The caller began to speak while the bot has the floor: pause playback, open the utterance. */
  PAUSE,
  /** It was an interruption: drop what is left of the speech. */
  YIELD,
  /** It was a false interruption: resume playback where it stopped. */
  RESUME,
  /** The utterance is over: its final words are wanted. */
  SPEECH_ENDED,
  /** The caller's turn is likely over: the answer to {@link TurnTaker#words()} may be prepared. */
  TURN_LIKELY_OVER,
  /** It was not over, or was none: what was prepared is not wanted, and nothing is waited for. */
  TURN_NOT_OVER,
  /** The caller's turn is complete: answer {@link TurnTaker#words()}. */
  COMMIT_CALLER_TURN,
  /** Nobody has spoken for a while. */
  CALLER_SILENT
}
