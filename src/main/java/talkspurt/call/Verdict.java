package talkspurt.call;

import java.util.ArrayList;
import java.util.List;

/** What a state says to a request. */
public sealed interface Verdict {

  /** Granted: these events have happened. */
  record Accept(List<CallEvent> events) implements Verdict {
    public Accept {
      events = List.copyOf(events);
    }
  }

  /** Granted before: nothing happens, the answer is the same. */
  record Known() implements Verdict {}

  /** Not granted. */
  record Refuse(Refusal why) implements Verdict {}

  /** Granted, with events in the order they happened. */
  static Verdict accept(CallEvent... events) {
    return new Accept(List.of(events));
  }

  /** Granted, with an event and what follows from it. */
  static Verdict accept(CallEvent first, List<CallEvent> more) {
    List<CallEvent> events = new ArrayList<>();
    events.add(first);
    events.addAll(more);
    return new Accept(events);
  }

  /** Granted before. */
  static Verdict known() {
    return new Known();
  }

  /** Not granted. */
  static Verdict refuse(Refusal why) {
    return new Refuse(why);
  }
}
