package talkspurt.http;

import java.util.Optional;
import talkspurt.call.Variant;

/**
 * Which variant of its profile answers a call.
 *
 * @param forced true where the call start asked for it; absent where chance chose
 */
record VariantView(String experiment, String name, Optional<Boolean> forced) {

  static Optional<VariantView> of(Variant variant) {
    return variant
        .known()
        .map(name -> new VariantView(
            variant.experiment(), name, Optional.of(true).filter(yes -> variant.forced())));
  }
}
