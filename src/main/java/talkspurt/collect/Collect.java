package talkspurt.collect;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import java.util.Optional;

/**
 * A value that a profile asks of its callers, such as a card number.
 *
 * @param name what the agent asks for it by
 * @param content what it consists of
 * @param secret whether it is kept from everything but the tool that gets it
 * @param until the key that ends it; empty: its length or a pause does
 * @param times how long things are waited for
 * @param tries how often the caller is asked, 1 to 10
 * @param confirm whether the caller is asked if it is right
 * @param phrases what the caller hears
 * @param target which tool gets it; always there for a secret
 * @param spoken whether it may be spoken; else it has to be keyed
 * @param tellsLastFour whether the agent is told the last four of a secret
 */
public record Collect(
    String name,
    Content content,
    boolean secret,
    Optional<Character> until,
    Times times,
    int tries,
    Confirm confirm,
    Phrases phrases,
    Optional<Target> target,
    boolean spoken,
    boolean tellsLastFour) {

  /** How long a value may be at most. */
  public static final int LONGEST = 64;

  /** What the tool is called that begins it. */
  public static final String TOOL = "collect";

  public Collect {
    if (!name.matches("[A-Za-z][A-Za-z0-9_-]{0,31}")) {
      throw new IllegalArgumentException(
          "name is " + name + "; allowed: up to 32 letters, digits, _ and -, a letter first");
    }
    within("tries", tries, 1, 10);
    if (until.filter(key -> key != '#').isPresent()) {
      throw new IllegalArgumentException("until is " + until.get() + "; allowed: #, none");
    }
    if (secret && target.isEmpty()) {
      throw new IllegalArgumentException(
          "secret has no tool that gets the value; allowed: tool and argument, or secret = false");
    }
    if (!secret && tellsLastFour) {
      throw new IllegalArgumentException(
          "tell-last-four is for a secret: the agent is told all of any other value");
    }
    if (content instanceof DateContent && (confirm == Confirm.LAST_FOUR || tellsLastFour)) {
      throw new IllegalArgumentException((tellsLastFour ? "tell-last-four" : "confirm = last-four")
          + " is for digits, but kind is date; allowed: confirm = read-back or none");
    }
    if (!content.keyable() && !spoken) {
      throw new IllegalArgumentException(
          "spoken is false, but letters cannot be keyed; allowed: kind = digits, or spoken = true");
    }
  }

  /** How a caller is asked whether it is right. */
  public enum Confirm {
    /** They are not. */
    NONE,
    /** By its last four digits. */
    LAST_FOUR,
    /** By all of it. */
    READ_BACK;

    /** What settings call it. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /** How many digits or letters it has. */
  public record Length(int min, int max) {
    public Length {
      within("min", min, 1, LONGEST);
      within("max", max, min, LONGEST);
    }
  }

  /**
   * How long things are waited for.
   *
   * @param first the first key or word, 2 to 120 s
   * @param pause the next key or group, 1 to 30 s; then the value is taken as complete
   * @param kept how long a secret is kept for its tool, 10 s to 30 min
   */
  public record Times(Duration first, Duration pause, Duration kept) {
    public Times {
      within("timeout", first, 2_000, 120_000);
      within("pause", pause, 1_000, 30_000);
      within("keep", kept, 10_000, 1_800_000);
    }
  }

  /**
   * What the caller hears.
   *
   * @param ask asks for the value
   * @param again asks once more
   * @param confirm asks whether it is right; {@code {value}} stands for what is read
   */
  public record Phrases(String ask, String again, String confirm) {}

  /** The tool that gets the value, and as which argument. */
  public record Target(String tool, String argument) {}

  /** What stands in its place wherever somebody reads. */
  public String masked() {
    return "•••• (" + name + ")";
  }

  /** How callers say it, and what they answer. */
  public CodeWords words() {
    return content.words();
  }
}
