package talkspurt.loadtest.standin;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the engine did that a protocol forbids, as its stand-ins saw it. */
public final class Violations {
  private final List<String> seen = new CopyOnWriteArrayList<>();

  void breach(String what) {
    seen.add(what);
  }

  /** Notes it where it does not hold. */
  void unless(boolean holds, String what) {
    if (!holds) breach(what);
  }

  public List<String> seen() {
    return seen;
  }
}
