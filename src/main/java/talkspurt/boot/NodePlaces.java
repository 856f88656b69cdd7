package talkspurt.boot;

import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;
import talkspurt.boot.config.Settings;
import talkspurt.control.AdmissionSettings;
import talkspurt.control.CallLimit;
import talkspurt.control.CallLimits;
import talkspurt.control.CallParty;
import talkspurt.control.CallPlaces;
import talkspurt.control.CallPlaces.Recogniser;
import talkspurt.control.CallsElsewhere;
import talkspurt.control.NoPlace;
import talkspurt.control.Overload;
import talkspurt.control.PeriodBudget;
import talkspurt.control.WaitingRoom;
import talkspurt.media.profile.Profile;
import talkspurt.provider.embedded.EmbeddedProviders;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

/**
 * The places that a node has for calls.
 *
 * @param calls how many calls are here
 * @param places which may come
 * @param room where callers are for whom there is no place
 */
record NodePlaces(CallLimit calls, CallPlaces places, WaitingRoom room) {

  /** A call that begins now needs its agent or bot no sooner. */
  private static final Duration WORTH_WAITING = Duration.ofSeconds(3);

  /**
   * Places as the settings say.
   *
   * @param day what calls may cost in a day
   * @param month what they may cost in a month
   * @param tellOthers told when the node takes no more calls, and when it takes some again
   */
  static NodePlaces create(
      ActorSystem<?> system,
      Settings settings,
      LiveProfiles profiles,
      EmbeddedProviders embedded,
      Metrics metrics,
      PeriodBudget day,
      PeriodBudget month,
      Consumer<Boolean> tellOthers) {
    AdmissionSettings admission = settings.admission();
    for (NoPlace why : NoPlace.values()) {
      metrics.calls().startRefusalKnown(why.label());
    }
    LoadWatch load = new LoadWatch(
        new Overload(admission.loopLate(), admission.journalLate()), metrics, tellOthers);
    Duration expect = settings.calls().expectTimeout();
    CallLimit calls = new CallLimit(admission.max(), expect, InstantSource.system(), load::full);
    CallLimit recognised =
        new CallLimit(embedded::maxCalls, expect, InstantSource.system(), full -> {});
    CallLimits limits = admission.limits().with(profiles.maxCalls());
    CallPlaces places = new CallPlaces(
        calls,
        recognised,
        recogniser(embedded, profiles),
        limits,
        settings.cluster().alone() ? CallsElsewhere.none() : CallsElsewhere.start(system),
        load(load, profiles, day, month),
        why -> metrics.calls().startRefused(why.label()),
        NanoClock.system());
    load.start(
        system,
        () -> places.refusal(CallParty.ofProfile(profiles.standard().name())).isPresent());
    return new NodePlaces(
        calls, places, new WaitingRoom(admission.maxBusyLines(), expect, InstantSource.system()));
  }

  /** Other profiles are in force, with limits of theirs. */
  void limits(AdmissionSettings admission, LiveProfiles profiles) {
    places.limits(admission.limits().with(profiles.maxCalls()));
  }

  private static CallPlaces.Load load(
      LoadWatch watch, LiveProfiles profiles, PeriodBudget day, PeriodBudget month) {
    return new CallPlaces.Load() {
      @Override
      public boolean overloaded() {
        return watch.overloaded();
      }

      @Override
      public boolean dayBudgetSpent(String profile) {
        return day.usedUp(profile);
      }

      @Override
      public boolean monthBudgetSpent(String profile) {
        return month.usedUp(profile);
      }

      @Override
      public boolean providerSpent(String profile) {
        Profile known = profiles.profiles().byName().get(profile);
        return known != null && takesNothingFor(known.pipeline()).compareTo(WORTH_WAITING) > 0;
      }
    };
  }

  private static Duration takesNothingFor(Profile.Pipeline pipeline) {
    if (pipeline instanceof Profile.Agent agent) {
      return agent.responder().takesNothingFor();
    }
    if (pipeline instanceof Profile.Bot bot) {
      return bot.speech().takesNothingFor();
    }
    throw new AssertionError(pipeline);
  }

  /** Takes a place for a call, where there is one. */
  boolean take(UUID callId, CallParty party) {
    return places.promise(callId, party).place() != CallLimit.Place.NONE;
  }

  private static Recogniser recogniser(EmbeddedProviders embedded, LiveProfiles profiles) {
    return new Recogniser() {
      @Override
      public boolean neededBy(String profile) {
        return profiles.recognisedHere(profile);
      }

      @Override
      public boolean behind() {
        return embedded.behind();
      }
    };
  }
}
