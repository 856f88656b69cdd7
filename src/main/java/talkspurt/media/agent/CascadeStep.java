package talkspurt.media.agent;

import java.util.List;
import java.util.stream.Stream;

/** What comes of a signal: the state after it, and what is to be done. */
record CascadeStep<S extends CascadeState>(S next, List<CascadeAction> actions) {

  CascadeStep {
    actions = List.copyOf(actions);
  }

  static <S extends CascadeState> CascadeStep<S> to(S next, CascadeAction... actions) {
    return new CascadeStep<>(next, List.of(actions));
  }

  /** The same, with another state after it. */
  <T extends CascadeState> CascadeStep<T> into(T other) {
    return new CascadeStep<>(other, actions);
  }

  /** The same, and then these. */
  CascadeStep<S> and(CascadeAction... more) {
    return new CascadeStep<>(next, joined(actions, List.of(more)));
  }

  /** This step, and another that begins where it ends. */
  <T extends CascadeState> CascadeStep<T> then(CascadeStep<T> more) {
    return new CascadeStep<>(more.next, joined(actions, more.actions));
  }

  private static List<CascadeAction> joined(List<CascadeAction> first, List<CascadeAction> more) {
    return Stream.concat(first.stream(), more.stream()).toList();
  }
}
