package talkspurt.provider.agent;

import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a model's replies begin with thoughts of which only the end is marked, since its chat
 * template has put {@code <think>} into the prompt. Where that is to be found out it is learned from
 * the replies. One for all calls of an agent; thread-safe.
 */
public final class ThoughtsFirst {

  /** What a profile says of it. */
  public enum Setting {
    /** By the model's name, and by what it wrote so far. */
    AUTO,
    /** They do: a reply is held until its thoughts have ended. */
    TRUE,
    /** They do not: an end of thoughts alone is a slip. */
    FALSE;

    /** As a profile writes it. */
    public static Setting of(String written) {
      return switch (written.toLowerCase(Locale.ROOT)) {
        case "auto" -> AUTO;
        case "true", "yes", "on" -> TRUE;
        case "false", "no", "off" -> FALSE;
        default ->
          throw new IllegalArgumentException(
              "thinks-first is " + written + "; allowed: auto, true, false");
      };
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(ThoughtsFirst.class);
  private static final Pattern THINKERS = Pattern.compile(
      "deepseek-r1|qwq|(?:^|[^a-z0-9])(?:r1|thinking|thinker|reasoner|reasoning)(?:$|[^a-z0-9])");

  private final Setting setting;
  private final String model;
  private volatile boolean expected;
  private boolean warned;

  /**
   * Nothing has been written yet.
   *
   * @param model its name, for the log too
   */
  public ThoughtsFirst(Setting setting, String model) {
    this.setting = setting;
    this.model = model;
    expected = setting == Setting.TRUE
        || setting == Setting.AUTO
            && THINKERS.matcher(model.toLowerCase(Locale.ROOT)).find();
  }

  /** An agent of which nothing is known. */
  public static ThoughtsFirst unknown() {
    return new ThoughtsFirst(Setting.AUTO, "");
  }

  /** Whether a reply is held until its thoughts have ended. */
  boolean expected() {
    return expected;
  }

  /** Whether an end of thoughts alone makes what was before it thoughts. */
  boolean possible() {
    return setting != Setting.FALSE;
  }

  /** A reply had the end of thoughts alone, behind words that were spoken. */
  synchronized void seen() {
    boolean surprise = setting == Setting.AUTO && !expected;
    expected = true;
    if (surprise && !warned) {
      warned = true;
      LOG.warn(
          "the agent{} writes thoughts that end with </think> but do not begin with <think>; some may have"
              + " been spoken. From now on its replies wait for that end. Say so by thinks-first = true, or"
              + " have the server keep thoughts apart (vLLM, SGLang: --reasoning-parser)",
          model.isEmpty() ? "" : " (" + model + ")");
    }
  }

  /** A reply that was held had no thoughts. */
  void missed() {
    if (setting == Setting.AUTO) {
      expected = false;
    }
  }
}
