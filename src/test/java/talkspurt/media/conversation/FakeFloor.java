package talkspurt.media.conversation;

import java.util.ArrayList;
import java.util.List;
import talkspurt.call.TurnInput;

/** A dialogue that writes down what a collection asks of it. */
final class FakeFloor implements Collecting.Floor {

  private final List<String> story = new ArrayList<>();
  private boolean idle = true;

  /** What was asked for, in order. */
  List<String> story() {
    return story;
  }

  /** Whether nothing is being said. */
  void idle(boolean now) {
    idle = now;
  }

  @Override
  public boolean idle() {
    return idle;
  }

  @Override
  public void ask() {
    story.add("ask");
    idle = false;
  }

  @Override
  public void hush() {
    story.add("hush");
    idle = true;
  }

  @Override
  public void collects(boolean collects, boolean keysAlone) {
    story.add((collects ? "collects" : "ends") + (keysAlone ? ", keys alone" : ""));
  }

  @Override
  public void over(TurnInput input, String told) {
    story.add("over " + input + " " + told);
  }
}
