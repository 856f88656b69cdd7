package talkspurt.replay;

import java.util.ArrayList;
import java.util.List;

/** Decides which stretches of the line speech recognition would get: pre-roll, speech, hangover. */
final class RecognitionGate {

  private static final int PRE_ROLL_FRAMES = 18;
  private static final int HANGOVER_FRAMES = 20;
  private static final float HOLDING_SPEECH = 0.3f;

  private final List<Span> closed = new ArrayList<>();
  private int frames;
  private int silentFrames;
  private int openedAt = -1;
  private int closedAt;

  /** Takes the next frame's likelihood of speech and whether the caller counts as speaking. */
  void next(float speech, boolean speaking) {
    frames++;
    silentFrames = speech >= HOLDING_SPEECH ? 0 : silentFrames + 1;
    if (speaking && openedAt < 0) {
      openedAt = Math.max(closedAt, frames - PRE_ROLL_FRAMES);
    } else if (openedAt >= 0 && silentFrames > HANGOVER_FRAMES) {
      close();
    }
  }

  private void close() {
    closed.add(new Span(LineReplay.timeS(openedAt - 1), LineReplay.timeS(frames - 1)));
    closedAt = frames;
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
