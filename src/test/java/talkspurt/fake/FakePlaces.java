package talkspurt.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import talkspurt.control.CallLimit;
import talkspurt.control.CallPlaces;

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
    return new CallPlaces(limit, any, new CallPlaces.Recogniser() {
      @Override
      public boolean neededBy(String profile) {
        return behind.getAsBoolean();
      }

      @Override
      public boolean behind() {
        return behind.getAsBoolean();
      }
    });
  }
}
