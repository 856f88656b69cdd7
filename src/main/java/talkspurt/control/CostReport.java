package talkspurt.control;

import java.util.List;
import java.util.SortedMap;
import talkspurt.call.Spending.Spent;

/**
 * What calls have cost.
 *
 * @param total of all of them
 * @param groups by day (such as {@code 2026-11-30}), profile or provider
 */
public record CostReport(Group total, SortedMap<String, Group> groups) {

  /** What may have been used, in the order in which it is listed. */
  public static final List<String> UNITS = List.of(
      "sound-ms",
      "characters",
      "input-tokens",
      "cached-input-tokens",
      "output-tokens",
      "audio-input-tokens",
      "cached-audio-input-tokens",
      "audio-output-tokens",
      "calls");

  /**
   * Calls together.
   *
   * @param calls how many; of a provider, how many it was used in
   * @param spent what they cost, in millionths, and what was used
   */
  public record Group(long calls, Spent spent) {}
}
