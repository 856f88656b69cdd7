package talkspurt.media.profile;

import java.util.Map;
import java.util.Optional;
import talkspurt.call.CallPlan;
import talkspurt.call.SessionChange;
import talkspurt.turn.TurnSettings;

/**
 * What calls of a profile can be while they run, other than it says.
 *
 * @param kind of the agent or bot that answers first, as the settings name it; empty where that is not known
 * @param turns how turns are taken with other settings
 * @param voices other voices, by the names that the profile gives them
 * @param hold what callers on hold hear; empty for silence
 */
public record MidCallOptions(
    String kind, Turns turns, Map<String, Voice> voices, Optional<Hold> hold) {

  /** How turns are taken with other settings. */
  @FunctionalInterface
  public interface Turns {

    /**
     * The settings of the profile, but for these.
     *
     * @param others by name, each value as JSON
     * @param language whose lists of words hold
     * @throws IllegalArgumentException where they are no such settings, with what is wrong
     */
    TurnSettings with(Map<String, String> others, String language);
  }

  /** A profile whose calls stay as they are. */
  public static final MidCallOptions NONE = new MidCallOptions(
      "",
      (others, language) -> {
        throw new IllegalArgumentException("turn settings stay; allowed: none");
      },
      Map.of(),
      Optional.empty());

  public MidCallOptions {
    voices = Map.copyOf(voices);
  }

  /**
   * The profile as a call wants it; the same where it wants nothing else. What it cannot be stays as it is:
   * whoever asked was told so, unless the profile has been another there.
   */
  public static Profile applied(Profile profile, CallPlan plan) {
    SessionChange wanted = plan.session();
    boolean otherTurns = !wanted.turn().isEmpty();
    if (!otherTurns && wanted.voice().isEmpty() && wanted.tools().isEmpty()) {
      return profile;
    }
    MidCallOptions options = profile.options();
    Optional<TurnSettings> turns =
        otherTurns ? Optional.of(options.turnsOr(profile, plan)) : Optional.empty();
    Profile.Pipeline pipeline = profile.pipeline() instanceof Profile.Agent agent
        ? agent.changed(wanted.voice().map(options.voices::get), wanted.tools(), turns)
        : profile.pipeline();
    return profile.with(turns.orElse(profile.turns()), pipeline);
  }

  private TurnSettings turnsOr(Profile profile, CallPlan plan) {
    try {
      return turns.with(plan.session().turn(), profile.language());
    } catch (IllegalArgumentException other) {
      return profile.turns();
    }
  }
}
