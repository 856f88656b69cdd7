package talkspurt.call;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a call has cost so far, on all of its lines, wherever they were. Told again, or late, it stays
 * the same.
 *
 * @param byLine what was spent on each line, by the line's id; on {@link #WHOLE_CALL} what is paid once
 */
public record CallCost(Map<String, Spending> byLine) {

  /** Nothing. */
  public static final CallCost NONE = new CallCost(Map.of());

  /** Stands for the call itself where something is paid for it once, whatever lines it had: no line is called that. */
  public static final String WHOLE_CALL = "*";

  public CallCost {
    byLine = byLine == null ? Map.of() : Map.copyOf(byLine);
  }

  /** What was spent on one line so far. */
  public static CallCost on(String line, Spending spent) {
    return spent.equals(Spending.NONE) ? NONE : new CallCost(Map.of(line, spent));
  }

  /** With what was told elsewhere. */
  public CallCost and(CallCost told) {
    return new CallCost(Spending.joined(byLine, told.byLine, Spending::max));
  }

  /** What of it somebody does not know who knows that. */
  public CallCost unknownTo(CallCost known) {
    CallCost all = known.and(this);
    Map<String, Spending> news = new HashMap<>(all.byLine);
    news.entrySet().removeIf(spent -> spent.getValue().equals(known.byLine.get(spent.getKey())));
    return new CallCost(news);
  }

  /**
   * Events that are to be written, the last that can with what of this the call does not know: so that
   * nothing else need be written for it.
   */
  public List<CallEvent> into(List<CallEvent> events, CallState call) {
    CallCost news = unknownTo(call.file().tally().cost());
    for (int at = events.size() - 1; at >= 0 && !news.byLine.isEmpty(); at--) {
      if (events.get(at) instanceof CallEvent.Costed costed) {
        List<CallEvent> with = new ArrayList<>(events);
        with.set(at, costed.with(news));
        return List.copyOf(with);
      }
    }
    return events;
  }

  /** All lines together. */
  public Spending total() {
    return byLine.values().stream().reduce(Spending.NONE, Spending::plus);
  }

  /** What it comes to, in millionths of the currency of the settings. */
  public long millionths() {
    return total().millionths();
  }
}
