package talkspurt.provider;

import java.util.List;
import java.util.Optional;

/**
 * What an agent is to know of what others have done in the call.
 *
 * @param agent its name, where the profile has several; else empty
 * @param takenOver from whom it has the caller, where another agent spoke before
 * @param withheld what agents were not let say, the latest last
 */
public record Briefing(String agent, Optional<TakenOver> takenOver, List<Withheld> withheld) {

  /** There is nothing to know. */
  public static final Briefing NONE = new Briefing("", Optional.empty(), List.of());

  public Briefing {
    withheld = List.copyOf(withheld);
  }

  /**
   * A sentence of an agent's that nobody heard.
   *
   * @param turn in the answer to which turn
   * @param rule the name of the rule that forbids it
   */
  public record Withheld(int turn, String rule, String words) {}

  /**
   * An agent was handed the caller.
   *
   * @param from by whom; may be empty
   * @param summary what that one told; may be empty
   */
  public record TakenOver(String from, String summary) {}
}
