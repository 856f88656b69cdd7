package talkspurt.call;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The variants of a profile, and how many calls each is to get.
 *
 * <p>A call's variant follows from the experiment's name and the call's id alone, so each node chooses the same, also after
 * a restart: the first 8 bytes of the SHA-256 of {@code NAME, line feed, id in lower case}, in UTF-8, as an unsigned number
 * with the highest byte first, modulo the sum of the weights, fall into the share of one variant. The shares lie behind
 * one another in the order of the variants' names.
 *
 * @param name 1 to {@value #LONGEST_NAME} letters, digits, points, _ and -, a letter or digit first
 * @param weights by name of the variant, 2 to {@value #MOST_VARIANTS} of them; 0 to {@value #MOST_WEIGHT} each, and not all 0
 */
public record Experiment(String name, SortedMap<String, Integer> weights) {

  /** How many variants a profile may have. */
  public static final int MOST_VARIANTS = 8;

  /** The largest weight. */
  public static final int MOST_WEIGHT = 1000;

  /** The longest name of an experiment. */
  public static final int LONGEST_NAME = 64;

  /** The longest name of a variant. */
  public static final int LONGEST_VARIANT = 32;

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";

  /** Complaints begin with the key of the settings that is wrong. */
  public Experiment {
    if (!isName(name, LONGEST_NAME)) {
      throw new IllegalArgumentException("experiment is '" + name + "'; allowed: 1 to "
          + LONGEST_NAME + " letters, digits, points, _ and -, a letter or digit first");
    }
    if (weights.size() < 2 || weights.size() > MOST_VARIANTS) {
      throw new IllegalArgumentException(
          "variants are " + weights.keySet() + "; allowed: 2 to " + MOST_VARIANTS);
    }
    for (Map.Entry<String, Integer> one : weights.entrySet()) {
      if (!isName(one.getKey(), LONGEST_VARIANT)) {
        throw new IllegalArgumentException(
            "variants are " + weights.keySet() + "; allowed: names of 1 to " + LONGEST_VARIANT
                + " letters, digits, points, _ and -, a letter or digit first");
      }
      if (one.getValue() < 0 || one.getValue() > MOST_WEIGHT) {
        throw new IllegalArgumentException("variants." + one.getKey() + ".weight is "
            + one.getValue() + "; allowed: 0 to " + MOST_WEIGHT);
      }
    }
    if (weights.values().stream().allMatch(weight -> weight == 0)) {
      throw new IllegalArgumentException("variants all have weight 0; allowed: one above 0");
    }
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
  }

  /** The variant that this call gets by its id. */
  public Variant choose(UUID callId) {
    long sum = weights.values().stream().mapToInt(weight -> weight).sum();
    long at = Long.remainderUnsigned(hash(callId), sum);
    for (Map.Entry<String, Integer> one : weights.entrySet()) {
      at -= one.getValue();
      if (at < 0) {
        return new Variant(name, one.getKey(), false);
      }
    }
    throw new AssertionError(weights);
  }

  /** The variant that a call start asks for, whatever its weight; empty where there is none of that name. */
  public Optional<Variant> forced(String variant) {
    return weights.containsKey(variant)
        ? Optional.of(new Variant(name, variant, true))
        : Optional.empty();
  }

  private static boolean isName(String text, int longest) {
    return text.length() <= longest && text.matches(NAME);
  }

  private long hash(UUID callId) {
    byte[] text = (name + "\n" + callId).getBytes(StandardCharsets.UTF_8);
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text)).getLong();
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new AssertionError(everyJdkHasIt);
    }
  }
}
