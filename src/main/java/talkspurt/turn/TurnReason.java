package talkspurt.turn;

import java.util.Locale;
import talkspurt.text.SpokenWords;
import talkspurt.turn.TurnSignal.FrameHeard;
import talkspurt.turn.TurnSignal.KeyPressed;
import talkspurt.turn.TurnSignal.WordsHeard;

/** Why a {@link TurnTaker} decided something, in one word for people who look at a call. */
public final class TurnReason {

  private static final String KEY = "key";
  private static final String TYPED = "typed";
  private static final String VOICE = "voice";
  private static final String SILENCE = "silence";
  private static final String NOTHING_SAID = "nothing-said";

  private TurnReason() {}

  /**
   * The reason of an action; empty where there is no action.
   *
   * @param signal upon which it was taken
   * @param turns as it is behind that
   */
  public static String of(TurnSignal signal, TurnAction action, TurnTaker turns) {
    if (action == TurnAction.NONE) {
      return "";
    }
    if (signal instanceof KeyPressed) {
      return KEY;
    }
    if (signal instanceof TurnSignal.Typed) {
      return TYPED;
    }
    return switch (action) {
      case SPEECH_BEGAN, PAUSE -> VOICE;
      case YIELD -> yielded(signal, turns);
      case RESUME -> resumed(signal, turns);
      case TURN_LIKELY_OVER, COMMIT_CALLER_TURN -> ended(turns);
      case TURN_NOT_OVER -> turns.words().isEmpty() ? NOTHING_SAID : "goes-on";
      case SPEECH_ENDED, CALLER_SILENT -> SILENCE;
      case NONE -> throw new AssertionError(action);
    };
  }

  private static String yielded(TurnSignal signal, TurnTaker turns) {
    if (signal instanceof FrameHeard frame && !frame.botHasFloor()) {
      return "bot-ended";
    }
    String words = turns.words();
    TurnSettings settings = turns.settings();
    if (settings.commands().occurIn(words)) {
      return "command";
    }
    boolean content = !settings.backchannels().cover(words)
        && SpokenWords.count(words) >= settings.interruption().words();
    return signal instanceof WordsHeard || content ? "words" : VOICE;
  }

  private static String resumed(TurnSignal signal, TurnTaker turns) {
    if (signal instanceof WordsHeard heard) {
      return turns.words().isEmpty() ? heard.noise() ? "noise" : NOTHING_SAID : "backchannel";
    }
    return signal instanceof FrameHeard ? "words-late" : "uninterruptible";
  }

  /** What its words were decides how much silence ends a turn. */
  private static String ended(TurnTaker turns) {
    return turns.settings().endOfTurn().kind(turns.words()).name().toLowerCase(Locale.ROOT);
  }
}
