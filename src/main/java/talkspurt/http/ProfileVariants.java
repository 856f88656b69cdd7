package talkspurt.http;

import java.util.Map;
import talkspurt.call.Experiment;
import talkspurt.call.TimeLimit;

/**
 * The variants of a profile, as far as call starts are about them.
 *
 * @param experiment how many calls each gets
 * @param limits how long calls of each may take
 */
public record ProfileVariants(Experiment experiment, Map<String, TimeLimit> limits) {

  public ProfileVariants {
    limits = Map.copyOf(limits);
  }
}
