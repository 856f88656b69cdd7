package talkspurt.loadtest.standin;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** What a stand-in is to do wrong next, once each. */
public final class Faults {
  private final Deque<Fault> due = new ConcurrentLinkedDeque<>();

  /** The request after those that are planned already. */
  public void next(Fault fault) {
    due.add(fault);
  }

  /** Takes what is due now. */
  Fault take() {
    Fault fault = due.poll();
    return fault == null ? new Fault.None() : fault;
  }

  /** Whether a death is due, and takes it. */
  boolean dies() {
    return due.peek() instanceof Fault.DiesHalfWay && due.poll() != null;
  }

  /** How many are still to come. */
  public int left() {
    return due.size();
  }

  /** Waits if that is due; true where nobody is to be answered any more. */
  static void lateness(Fault fault) {
    if (!(fault instanceof Fault.Late late)) return;
    try {
      Thread.sleep(late.by().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
