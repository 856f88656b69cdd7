package talkspurt.replay;

import java.util.ArrayList;
import java.util.List;
import talkspurt.turn.PreRoll;

/** Decides which stretches of the line speech recognition would get: pre-roll, speech, hangover. */
final class RecognitionGate {

  private static final int PRE_ROLL_FRAMES = 18;
  private static final int HANGOVER_FRAMES = 20;
  private static final float HOLDING_SPEECH = 0.3f;

  private final List<Span> closed = new ArrayList<>();
  private final PreRoll<Integer> preRoll = new PreRoll<>();
  private int frames;
  private int silentFrames;
  private int openedAt = -1; // frames before the first that is handed on

  /** Takes the next frame's likelihood of speech and whether the caller counts as speaking. */
  void next(float speech, boolean speaking) {
    frames++;
    silentFrames = speech >= HOLDING_SPEECH ? 0 : silentFrames + 1;
    if (openedAt >= 0) {
      if (silentFrames > HANGOVER_FRAMES) {
        close();
      }
      return;
    }
    if (speaking) {
      List<Integer> before = preRoll.take(PRE_ROLL_FRAMES);
      openedAt = before.isEmpty() ? frames - 1 : before.get(0);
    } else {
      preRoll.keep(frames - 1, speech);
    }
  }

  private void close() {
    closed.add(new Span(LineReplay.timeS(openedAt - 1), LineReplay.timeS(frames - 1)));
    openedAt = -1;
  }

  /** All that was handed on, the recording being over. */
  List<Span> end() {
    if (openedAt >= 0) {
      close();
    }
    return List.copyOf(closed);
  }
}
