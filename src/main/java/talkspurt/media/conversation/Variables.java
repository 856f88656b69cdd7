package talkspurt.media.conversation;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import talkspurt.call.CallPlan;
import talkspurt.call.ProfileHours;
import talkspurt.media.profile.Profile;
import talkspurt.text.ClockVariables;
import talkspurt.text.ClockWords;
import talkspurt.text.EarlierVariables;

/** What is known of a call by name, for texts and for bots. */
public final class Variables {

  private Variables() {}

  /**
   * What the dialplan sent, and over it what the clock of the profile says, earlier calls of the number, {@code callerId}, {@code dnid} and
   * {@code lext}.
   */
  public static Map<String, String> of(CallPlan plan, Profile profile, Instant now) {
    ClockWords words = profile.speech().clock();
    String language = profile.language();
    Map<String, String> variables = new HashMap<>(plan.variables());
    ZonedDateTime there = now.atZone(profile.zone());
    variables.putAll(ClockVariables.at(there, language, words));
    profile
        .hours()
        .map(ProfileHours::open)
        .ifPresent(hours -> variables.putAll(
            ClockVariables.hours(hours.openAt(now), hours.opens(now), there, language, words)));
    if (plan.earlier().known()) {
      variables.putAll(EarlierVariables.of(
          plan.earlier().count(),
          plan.earlier().lastAt().map(at -> at.atZone(profile.zone())),
          profile.speech().wording().reason(plan.earlier().lastOutcome()),
          language));
    }
    variables.put("callerId", plan.callerId().number());
    variables.put("dnid", plan.dnid().number());
    variables.put("lext", plan.lext());
    return variables;
  }
}
