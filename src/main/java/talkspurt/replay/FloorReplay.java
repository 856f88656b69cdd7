package talkspurt.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import talkspurt.turn.TurnAction;
import talkspurt.turn.TurnSettings;
import talkspurt.turn.TurnSignal.FrameHeard;
import talkspurt.turn.TurnSignal.WordsHeard;
import talkspurt.turn.TurnTaker;

/**
 * What a call would have done about the floor: a {@link TurnTaker} beside a recording in which the
 * bot, of course, talks on after it was paused.
 */
final class FloorReplay {

  /** A decision, seconds of sound heard when it was taken, and the action's name in lower case. */
  record Decision(double timeS, String action) {}

  private static final int RECOGNISED_AFTER_FRAMES = 20;

  private final TurnTaker turns;
  private final List<Span> prompts;
  private final String words;
  private final List<Decision> decisions = new ArrayList<>();
  private int yielded = -1;
  private int spoken;

  /**
   * A floor that the bot has in some spans.
   *
   * @param words what a recogniser would make of the caller, or empty for none
   */
  FloorReplay(TurnSettings settings, List<Span> prompts, String words) {
    this.turns = new TurnTaker(settings);
    this.prompts = prompts;
    this.words = words;
  }

  void next(int frame, float speech) {
    double timeS = LineReplay.timeS(frame);
    int prompt = promptAt(timeS);
    decide(timeS, prompt, turns.on(new FrameHeard(speech, prompt >= 0 && prompt != yielded)));
    spoken = turns.hearing() ? spoken + 1 : 0;
    if (!words.isEmpty() && spoken == RECOGNISED_AFTER_FRAMES) {
      decide(timeS, prompt, turns.on(new WordsHeard(turns.utterance(), words, false)));
    }
  }

  private void decide(double timeS, int prompt, TurnAction action) {
    if (action == TurnAction.PAUSE || action == TurnAction.YIELD || action == TurnAction.RESUME) {
      decisions.add(new Decision(timeS, action.name().toLowerCase(Locale.ROOT)));
    }
    if (action == TurnAction.YIELD) {
      yielded = prompt;
    } else if (action == TurnAction.SPEECH_ENDED && !words.isEmpty()) {
      decide(timeS, prompt, turns.on(new WordsHeard(turns.utterance(), words, true)));
    }
  }

  private int promptAt(double timeS) {
    for (int k = 0; k < prompts.size(); k++) {
      if (timeS > prompts.get(k).fromS() && timeS <= prompts.get(k).toS()) {
        return k;
      }
    }
    return -1;
  }

  /** Pauses, yields and resumes, in order; null where no prompts are known. */
  List<Decision> decisions() {
    return prompts.isEmpty() ? null : List.copyOf(decisions);
  }
}
