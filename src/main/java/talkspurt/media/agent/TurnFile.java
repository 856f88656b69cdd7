package talkspurt.media.agent;

import talkspurt.call.SpokenText;

/**
 * What a {@link CascadeState} carries from state to state.
 *
 * @param turn the caller's turn that was taken last, or the greeting's 0
 * @param own whether it was taken on this line
 * @param heardBefore what was heard of its reply before that began here: on an earlier line, or words
 *     for a wait
 * @param heardInWait words for a wait that were heard since the last reply began
 * @param silences how often in a row the caller has kept silent
 * @param news whether a tool has returned that its reply had not waited for
 * @param apologised whether the caller was told that this turn's reply does not come
 */
record TurnFile(
    int turn,
    boolean own,
    SpokenText heardBefore,
    SpokenText heardInWait,
    int silences,
    boolean news,
    boolean apologised) {

  /** Of a line on which nothing has happened. */
  static TurnFile empty() {
    return new TurnFile(0, false, SpokenText.NOTHING, SpokenText.NOTHING, 0, false, false);
  }

  /** Whether this turn is the last, and was taken on this line. */
  boolean took(int which) {
    return own && which == turn;
  }

  /** After the caller's next turn was taken. */
  TurnFile took() {
    return new TurnFile(turn + 1, true, heardInWait, heardInWait, silences, false, false);
  }

  /** Now that the reply to this turn is known; {@code heard} of it was heard on an earlier line. */
  TurnFile answered(int other, SpokenText heard) {
    SpokenText before = heard.empty() ? heardInWait : heard;
    return new TurnFile(other, took(other), before, heardInWait, silences, news, apologised);
  }

  /** Now that this turn is known to be answered. */
  TurnFile past(int other) {
    return new TurnFile(other, took(other), heardBefore, heardInWait, silences, news, apologised);
  }

  TurnFile refused() {
    return new TurnFile(turn, false, heardBefore, heardInWait, silences, news, apologised);
  }

  TurnFile heardBefore(SpokenText words) {
    return new TurnFile(turn, own, words, heardInWait, silences, news, apologised);
  }

  TurnFile heardInWait(SpokenText words) {
    return new TurnFile(turn, own, heardBefore, words, silences, news, apologised);
  }

  /** The caller has kept silent once more. */
  TurnFile silent() {
    return new TurnFile(turn, own, heardBefore, heardInWait, silences + 1, news, apologised);
  }

  /** The caller has spoken or pressed keys. */
  TurnFile spoke() {
    return new TurnFile(turn, own, heardBefore, heardInWait, 0, news, apologised);
  }

  TurnFile news(boolean came) {
    return new TurnFile(turn, own, heardBefore, heardInWait, silences, came, apologised);
  }

  TurnFile apologised(boolean told) {
    return new TurnFile(turn, own, heardBefore, heardInWait, silences, news, told);
  }
}
