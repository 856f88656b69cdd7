package talkspurt.replay;

import java.util.ArrayList;
import java.util.List;

/** Runs of active frames; a pause of a few frames is part of the run. */
final class ActiveSpans {

  private final int bridgedFrames;
  private final List<Span> closed = new ArrayList<>();
  private int frames;
  private int first = -1;
  private int last;

  ActiveSpans(int bridgedFrames) {
    this.bridgedFrames = bridgedFrames;
  }

  void next(boolean active) {
    if (active) {
      first = first < 0 ? frames : first;
      last = frames;
    } else if (first >= 0 && frames - last > bridgedFrames) {
      close();
    }
    frames++;
  }

  private void close() {
    closed.add(new Span(LineReplay.timeS(first), LineReplay.timeS(last)));
    first = -1;
  }

  /** All runs, the recording being over. */
  List<Span> end() {
    if (first >= 0) {
      close();
    }
    return List.copyOf(closed);
  }
}
