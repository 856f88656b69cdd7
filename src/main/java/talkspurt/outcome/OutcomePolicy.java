package talkspurt.outcome;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import talkspurt.provider.OutcomeForm;

/**
 * What a profile wants to know of how its calls came out.
 *
 * @param form what may be told
 * @param goals what calls are to reach
 * @param fill who is to tell
 * @param withoutWords the disposition of calls in which the caller said and pressed nothing; empty: none
 * @param model who is asked after the call; there where {@code fill} is after-call
 * @param webhook who is told, if anybody is
 */
public record OutcomePolicy(
    OutcomeForm form,
    List<Goal> goals,
    Fill fill,
    String withoutWords,
    Optional<OutcomeModel> model,
    Optional<OutcomeWebhook> webhook) {

  /** Of a profile that says nothing. */
  public static final OutcomePolicy NONE = new OutcomePolicy(
      OutcomeForm.PLAIN, List.of(), Fill.IN_CALL, "", Optional.empty(), Optional.empty());

  public OutcomePolicy {
    goals = List.copyOf(goals);
  }

  SortedMap<String, Boolean> reached(Goal.Outcome outcome) {
    SortedMap<String, Boolean> reached = new TreeMap<>();
    goals.forEach(goal -> reached.put(goal.name(), goal.reached(outcome)));
    return reached;
  }
}
