package talkspurt.control;

import static talkspurt.settings.Bounds.within;

import java.util.Map;

/**
 * How many calls may be at the same time, beside what the node's own limit says; 0 stands for no limit. Those for
 * callers, called numbers, profiles and the cluster count the calls of all nodes.
 *
 * @param expected how many announced calls of this node may not have come yet
 * @param cluster how many calls all nodes may have
 * @param perCaller how many of one caller's number; a number that is withheld has no limit
 * @param perCalled how many to one called number
 * @param startsPerSecond how many are announced to this node in a second
 * @param byProfile how many of a profile; one that is not named has no limit
 */
public record CallLimits(
    int expected,
    int cluster,
    int perCaller,
    int perCalled,
    int startsPerSecond,
    Map<String, Integer> byProfile) {

  /** The highest limit. */
  public static final int MOST = 1_000_000;

  /** No limits. */
  public static final CallLimits NONE = new CallLimits(0, 0, 0, 0, 0, Map.of());

  /**
   * Limits.
   *
   * @throws IllegalArgumentException unless each is from 0 to 1,000,000
   */
  public CallLimits {
    within("max-expected", expected, 0, MOST);
    within("max-in-cluster", cluster, 0, MOST);
    within("max-per-caller", perCaller, 0, MOST);
    within("max-per-called", perCalled, 0, MOST);
    within("starts-per-second", startsPerSecond, 0, MOST);
    byProfile.values().forEach(most -> within("max-calls", most, 0, MOST));
    byProfile = Map.copyOf(byProfile);
  }

  /** The same with those of profiles. */
  public CallLimits with(Map<String, Integer> ofProfiles) {
    return new CallLimits(expected, cluster, perCaller, perCalled, startsPerSecond, ofProfiles);
  }

  /** Whether the calls of other nodes count. */
  boolean acrossNodes() {
    return cluster > 0
        || perCaller > 0
        || perCalled > 0
        || byProfile.values().stream().anyMatch(most -> most > 0);
  }
}
