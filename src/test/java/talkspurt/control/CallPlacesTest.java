package talkspurt.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.control.CallLimit.Place;

class CallPlacesTest {

  private static final String HEARD = "heard";
  private static final String OTHER = "other";
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);
  private static final UUID C = new UUID(0, 3);
  private static final UUID D = new UUID(0, 4);
  private static final UUID E = new UUID(0, 5);

  private int bears = 2;
  private boolean behind;
  private final CallLimit all = new CallLimit(4, Duration.ofMinutes(1), now(), full -> {});
  private final CallLimit recognised =
      new CallLimit(() -> bears, Duration.ofMinutes(1), now(), full -> {});
  private boolean overloaded;
  private String spent = "";
  private final List<NoPlace> refused = new ArrayList<>();
  private long nanos;
  private CallPlaces places = places(CallLimits.NONE);

  private CallPlaces places(CallLimits limits) {
    CallPlaces.Recogniser recogniser = new CallPlaces.Recogniser() {
      @Override
      public boolean neededBy(String profile) {
        return profile.equals(HEARD);
      }

      @Override
      public boolean behind() {
        return behind;
      }
    };
    CallPlaces.Load load = new CallPlaces.Load() {
      @Override
      public boolean overloaded() {
        return overloaded;
      }

      @Override
      public boolean providerSpent(String profile) {
        return profile.equals(spent);
      }
    };
    return new CallPlaces(
        all,
        recognised,
        recogniser,
        limits,
        CallsElsewhere.none(),
        load,
        refused::add,
        () -> nanos);
  }

  private Place promise(UUID call, String profile) {
    return places.promise(call, CallParty.ofProfile(profile)).place();
  }

  @Test
  void takesAsManyCallsAsTheRecogniserBears() {
    assertEquals(Place.GIVEN, promise(A, HEARD));
    assertEquals(Place.GIVEN, promise(B, HEARD));
    assertEquals(Place.NONE, promise(C, HEARD));
    assertEquals(Place.KEPT, promise(A, HEARD));
    assertEquals(Optional.of(NoPlace.RECOGNISER_FULL), places.refusal(CallParty.ofProfile(HEARD)));
    assertEquals(Optional.empty(), places.refusal(CallParty.ofProfile(OTHER)));
    assertEquals(Place.GIVEN, promise(C, OTHER));
    bears = 3;
    assertEquals(Place.GIVEN, promise(D, HEARD));
  }

  @Test
  void takesNoMoreThanTheNode() {
    for (UUID call : new UUID[] {A, B, C}) {
      assertEquals(Place.GIVEN, promise(call, OTHER));
    }
    assertEquals(Place.GIVEN, promise(D, HEARD));
    assertEquals(Place.NONE, promise(E, HEARD));
    assertEquals(Optional.of(NoPlace.NODE_FULL), places.refusal(CallParty.ofProfile(HEARD)));
    // who found no place at the node holds none at the recogniser
    assertTrue(recognised.roomFor(E));
    assertEquals(Place.GIVEN, recognised.promise(E));
  }

  @Test
  void takesNoneThatNeedsARecogniserThatFallsBehind() {
    assertEquals(Place.GIVEN, promise(A, HEARD));
    behind = true;
    assertEquals(Place.NONE, promise(B, HEARD));
    assertEquals(Place.KEPT, promise(A, HEARD));
    assertEquals(Place.GIVEN, promise(C, OTHER));
    assertEquals(
        Optional.of(NoPlace.RECOGNISER_BEHIND), places.refusal(CallParty.ofProfile(HEARD)));
    assertFalse(places.roomFor(B, CallParty.ofProfile(HEARD)));
    assertTrue(places.roomFor(A, CallParty.ofProfile(HEARD)));
    assertTrue(places.roomFor(B, CallParty.ofProfile(OTHER)));
    behind = false;
    assertTrue(places.roomFor(B, CallParty.ofProfile(HEARD)));
    assertEquals(Place.GIVEN, promise(B, HEARD));
    assertFalse(places.roomFor(D, CallParty.ofProfile(HEARD)));
  }

  @Test
  void aCallThatDoesNotComeLeavesBothPlaces() {
    promise(A, HEARD);
    promise(B, HEARD);
    places.release(B);
    assertEquals(Place.GIVEN, promise(C, HEARD));
    assertFalse(all.full());
  }

  @Test
  void linesHoldThePlacesOfTheirCalls() {
    bears = 1;
    places.opened("line 1");
    places.entered(A, CallParty.ofProfile(OTHER), "line 1");
    assertFalse(recognised.full());
    places.opened("line 2");
    places.entered(B, CallParty.ofProfile(HEARD), "line 2");
    assertTrue(recognised.full());
    assertEquals(Place.NONE, promise(C, HEARD));
    places.closed("line 2");
    assertFalse(recognised.full());
    promise(C, OTHER);
    promise(D, OTHER);
    promise(E, OTHER);
    assertTrue(all.full());
    places.closed("line 1");
    assertFalse(all.full());
  }

  @Test
  void anOverloadedNodeTakesNoneButThoseItHas() {
    assertEquals(Place.GIVEN, promise(A, OTHER));
    overloaded = true;
    assertEquals(Place.KEPT, promise(A, OTHER));
    assertEquals(
        new CallPlaces.Answer(Place.NONE, Optional.of(NoPlace.OVERLOADED)),
        places.promise(B, CallParty.ofProfile(OTHER)));
    assertEquals(List.of(NoPlace.OVERLOADED), refused);
    overloaded = false;
    assertEquals(Place.GIVEN, promise(B, OTHER));
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0, 0, 0, 0, TOO_MANY_EXPECTED",
    "0, 2, 0, 0, 0, CLUSTER_FULL",
    "0, 0, 2, 0, 0, CALLER_FULL",
    "0, 0, 0, 2, 0, CALLED_FULL",
    "0, 0, 0, 0, 2, TOO_FAST"
  })
  void takesNoMoreThanALimit(
      int expected, int cluster, int caller, int called, int starts, NoPlace why) {
    places = places(new CallLimits(expected, cluster, caller, called, starts, Map.of()));
    CallParty party = new CallParty(OTHER, "1", "2");
    assertEquals(Place.GIVEN, places.promise(A, party).place());
    assertEquals(Place.GIVEN, places.promise(B, party).place());
    assertEquals(new CallPlaces.Answer(Place.NONE, Optional.of(why)), places.promise(C, party));
    assertEquals(Place.KEPT, places.promise(B, party).place());
    places.release(A);
    nanos = 500_000_000;
    assertEquals(Place.GIVEN, places.promise(C, party).place());
  }

  @Test
  void aProfileWhoseProviderTakesNothingHasNoPlace() {
    spent = OTHER;
    assertEquals(
        Optional.of(NoPlace.PROVIDER_SPENT),
        places.promise(A, CallParty.ofProfile(OTHER)).why());
    assertEquals(Place.GIVEN, promise(A, HEARD));
    spent = "";
    assertEquals(Place.GIVEN, promise(B, OTHER));
  }

  @Test
  void limitsOfNumbersAndProfilesAreForEachByItself() {
    places = places(new CallLimits(0, 0, 1, 1, 0, Map.of(OTHER, 2)));
    assertEquals(Place.GIVEN, places.promise(A, new CallParty(OTHER, "1", "2")).place());
    assertEquals(
        Optional.of(NoPlace.CALLER_FULL),
        places.promise(B, new CallParty("x", "1", "3")).why());
    assertEquals(
        Optional.of(NoPlace.CALLED_FULL),
        places.promise(B, new CallParty("x", "4", "2")).why());
    assertEquals(Place.GIVEN, places.promise(B, new CallParty(OTHER, "", "")).place());
    assertEquals(Place.GIVEN, places.promise(C, new CallParty("x", "", "")).place());
    assertEquals(
        Optional.of(NoPlace.PROFILE_FULL),
        places.promise(D, new CallParty(OTHER, "", "")).why());
  }

  @Test
  void linesCountUntilTheyAreGone() {
    places = places(new CallLimits(0, 1, 0, 0, 0, Map.of()));
    assertEquals(Place.GIVEN, promise(A, OTHER));
    places.opened("line 1");
    places.entered(A, CallParty.ofProfile(OTHER), "line 1");
    assertEquals(Place.NONE, promise(B, OTHER));
    places.closed("line 1");
    assertEquals(Place.GIVEN, promise(B, OTHER));
  }

  private static InstantSource now() {
    return InstantSource.fixed(Instant.EPOCH);
  }
}
