package talkspurt.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
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
  private final CallPlaces places = new CallPlaces(all, recognised, new CallPlaces.Recogniser() {
    @Override
    public boolean neededBy(String profile) {
      return profile.equals(HEARD);
    }

    @Override
    public boolean behind() {
      return behind;
    }
  });

  @Test
  void takesAsManyCallsAsTheRecogniserBears() {
    assertEquals(Place.GIVEN, places.promise(A, HEARD));
    assertEquals(Place.GIVEN, places.promise(B, HEARD));
    assertEquals(Place.NONE, places.promise(C, HEARD));
    assertEquals(Place.KEPT, places.promise(A, HEARD));
    assertEquals(
        Optional.of(
            "the embedded recogniser can bear no more calls (talkspurt.embedded.max-calls)"),
        places.refusal(HEARD));
    assertEquals(Optional.empty(), places.refusal(OTHER));
    assertEquals(Place.GIVEN, places.promise(C, OTHER));
    bears = 3;
    assertEquals(Place.GIVEN, places.promise(D, HEARD));
  }

  @Test
  void takesNoMoreThanTheNode() {
    for (UUID call : new UUID[] {A, B, C}) {
      assertEquals(Place.GIVEN, places.promise(call, OTHER));
    }
    assertEquals(Place.GIVEN, places.promise(D, HEARD));
    assertEquals(Place.NONE, places.promise(E, HEARD));
    assertEquals(
        Optional.of("as many calls are taken as talkspurt.calls.max allows"),
        places.refusal(HEARD));
    // who found no place at the node holds none at the recogniser
    assertTrue(recognised.roomFor(E));
    assertEquals(Place.GIVEN, recognised.promise(E));
  }

  @Test
  void takesNoneThatNeedsARecogniserThatFallsBehind() {
    assertEquals(Place.GIVEN, places.promise(A, HEARD));
    behind = true;
    assertEquals(Place.NONE, places.promise(B, HEARD));
    assertEquals(Place.KEPT, places.promise(A, HEARD));
    assertEquals(Place.GIVEN, places.promise(C, OTHER));
    assertEquals(Optional.of("the embedded recogniser falls behind"), places.refusal(HEARD));
    assertFalse(places.roomFor(B, HEARD));
    assertTrue(places.roomFor(A, HEARD));
    assertTrue(places.roomFor(B, OTHER));
    behind = false;
    assertTrue(places.roomFor(B, HEARD));
    assertEquals(Place.GIVEN, places.promise(B, HEARD));
    assertFalse(places.roomFor(D, HEARD));
  }

  @Test
  void aCallThatDoesNotComeLeavesBothPlaces() {
    places.promise(A, HEARD);
    places.promise(B, HEARD);
    places.release(B);
    assertEquals(Place.GIVEN, places.promise(C, HEARD));
    assertFalse(all.full());
  }

  @Test
  void linesHoldThePlacesOfTheirCalls() {
    bears = 1;
    places.opened("line 1");
    places.entered(A, OTHER, "line 1");
    assertFalse(recognised.full());
    places.opened("line 2");
    places.entered(B, HEARD, "line 2");
    assertTrue(recognised.full());
    assertEquals(Place.NONE, places.promise(C, HEARD));
    places.closed("line 2");
    assertFalse(recognised.full());
    places.promise(C, OTHER);
    places.promise(D, OTHER);
    places.promise(E, OTHER);
    assertTrue(all.full());
    places.closed("line 1");
    assertFalse(all.full());
  }

  private static InstantSource now() {
    return InstantSource.fixed(Instant.EPOCH);
  }
}
