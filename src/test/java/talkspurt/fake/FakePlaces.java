package talkspurt.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import talkspurt.control.CallLimit;
import talkspurt.control.CallLimits;
import talkspurt.control.CallPlaces;
import talkspurt.control.CallsElsewhere;
import talkspurt.telemetry.NanoClock;

/** FakePlaces that ask one limit. */
public final class FakePlaces {

  private FakePlaces() {}

  /** No profile needs the node's recogniser. */
  public static CallPlaces of(CallLimit limit) {
    return of(limit, () -> false);
  }

  /** All profiles need the node's recogniser as long as it falls behind. */
  public static CallPlaces of(CallLimit limit, BooleanSupplier behind) {
    CallLimit any = new CallLimit(
        1_000_000, Duration.ofDays(1), InstantSource.fixed(Instant.EPOCH), full -> {});
    CallPlaces.Recogniser recogniser = new CallPlaces.Recogniser() {
      @Override
      public boolean neededBy(String profile) {
        return behind.getAsBoolean();
      }

      @Override
      public boolean behind() {
        return behind.getAsBoolean();
      }
    };
    return new CallPlaces(
        limit,
        any,
        recogniser,
        CallLimits.NONE,
        CallsElsewhere.none(),
        CallPlaces.Load.NONE,
        why -> {},
        NanoClock.system());
  }
}
