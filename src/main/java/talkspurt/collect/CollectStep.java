package talkspurt.collect;

import java.util.List;

/** What a signal leads to: the next state, and what is to be done, in this order. */
public record CollectStep(CollectState next, List<CollectAction> actions) {

  public CollectStep {
    actions = List.copyOf(actions);
  }

  static CollectStep to(CollectState next, CollectAction... actions) {
    return new CollectStep(next, List.of(actions));
  }
}
