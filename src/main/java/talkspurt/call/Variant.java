package talkspurt.call;

import java.util.Optional;

/**
 * Which variant of its profile answers a call. Chosen when the call is announced, and kept: weights that change later
 * move no call.
 *
 * @param experiment the experiment it belongs to; empty where the profile has no variants
 * @param name its name; empty where the profile has no variants
 * @param forced whether the call start asked for it; chance had no part in it then, so it counts in no comparison
 */
public record Variant(String experiment, String name, boolean forced) {

  /** The profile has no variants, or the call is older than they are. */
  public static final Variant NONE = new Variant("", "", false);

  public Variant {
    experiment = experiment == null ? "" : experiment;
    name = name == null ? "" : name;
  }

  /** Its name, where there is a variant. */
  public Optional<String> known() {
    return Optional.of(name).filter(some -> !some.isEmpty());
  }
}
