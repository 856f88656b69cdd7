package talkspurt.turn;

import java.util.List;
import talkspurt.turn.TurnSignal.FrameHeard;
import talkspurt.turn.TurnSignal.KeyPressed;
import talkspurt.turn.TurnSignal.WordsHeard;

/** What a test of turns says in short: each {@code s} is 20 ms of speech, each {@code .} 20 ms without. */
abstract class TurnScene {

  final TurnTaker turns;

  TurnScene(TurnSettings settings) {
    turns = new TurnTaker(settings);
  }

  final List<TurnAction> caller(String frames) {
    return hear(frames, false);
  }

  final List<TurnAction> bot(String frames) {
    return hear(frames, true);
  }

  private List<TurnAction> hear(String frames, boolean botHasFloor) {
    return frames
        .chars()
        .mapToObj(c -> turns.on(new FrameHeard(c == 's' ? 0.9f : 0.1f, botHasFloor)))
        .toList();
  }

  static String silence(int ms) {
    return ".".repeat(ms / 20);
  }

  final TurnAction partial(long utterance, String words) {
    return turns.on(new WordsHeard(utterance, words, false));
  }

  final TurnAction words(long utterance, String words) {
    return turns.on(new WordsHeard(utterance, words, true));
  }

  final TurnAction key(char key) {
    return turns.on(new KeyPressed(key));
  }
}
