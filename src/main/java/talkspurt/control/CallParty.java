package talkspurt.control;

import talkspurt.call.CallPlan;

/**
 * Whom a call is of, as far as limits go by it.
 *
 * @param profile the profile that answers
 * @param caller the number that calls, or empty where it is withheld
 * @param called the number that was called, or empty
 */
public record CallParty(String profile, String caller, String called) {

  /** Of a call as it was announced. */
  public static CallParty of(CallPlan plan) {
    return new CallParty(plan.profile(), plan.callerId().number(), plan.dnid().number());
  }

  /** Of a call of which no more is known. */
  public static CallParty ofProfile(String profile) {
    return new CallParty(profile, "", "");
  }
}
