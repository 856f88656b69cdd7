package talkspurt.media.profile;

import talkspurt.provider.Responder.Part;

/**
 * What becomes of a caller whose agent fails again and again.
 *
 * @param failures how many replies in a row have to fail for that
 * @param then what is done once the apology was heard
 */
public record FailurePolicy(int failures, Part.UseTool then) {

  public FailurePolicy {
    if (failures < 1 || failures > 100) {
      throw new IllegalArgumentException("failures is " + failures + "; allowed: 1 to 100");
    }
  }
}
