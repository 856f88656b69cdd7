package talkspurt.media.profile;

import static talkspurt.settings.Bounds.within;

import talkspurt.provider.Responder.Part;

/**
 * What becomes of a caller whose agent fails again and again.
 *
 * @param failures how many replies in a row have to fail for that
 * @param then what is done once the apology was heard
 */
public record FailurePolicy(int failures, Part.UseTool then) {

  public FailurePolicy {
    within("failures", failures, 1, 100);
  }
}
