package talkspurt.collect;

import java.util.List;

/**
 * What a {@link ConsentState} makes of a signal.
 *
 * @param next the state from then on
 * @param actions what is to be done, in this order
 */
public record ConsentStep(ConsentState next, List<ConsentAction> actions) {

  static ConsentStep to(ConsentState next, ConsentAction... actions) {
    return new ConsentStep(next, List.of(actions));
  }
}
