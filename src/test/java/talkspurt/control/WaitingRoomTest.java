package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {

  private static final CallParty SALES = CallParty.ofProfile("sales");
  private static final CallParty HELP = CallParty.ofProfile("help");
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);
  private static final UUID C = new UUID(0, 3);
  private static final UUID D = new UUID(0, 4);

  private Instant now = Instant.EPOCH;
  private final WaitingRoom room = new WaitingRoom(3, Duration.ofSeconds(10), () -> now);

  @Test
  void takesSoManyAndNobodyTwice() {
    assertThat(room.enter(A, SALES, true)).isTrue();
    assertThat(room.enter(B, SALES, true)).isTrue();
    assertThat(room.enter(C, HELP, false)).isTrue();
    assertThat(room.enter(D, SALES, true)).isFalse();
    assertThat(room.enter(A, SALES, true)).as("again").isTrue();
    assertThat(room.size()).isEqualTo(3);
    room.leave(B);
    assertThat(room.enter(D, SALES, true)).isTrue();
  }

  @Test
  void whoseLineDoesNotComeIsForgotten() {
    room.enter(A, SALES, true);
    room.enter(B, SALES, true);
    assertThat(room.came(A)).isEqualTo(Optional.of(SALES));
    assertThat(room.came(C)).isEmpty();
    now = now.plusSeconds(10);
    assertThat(room.has(A)).isTrue();
    assertThat(room.has(B)).isFalse();
    assertThat(room.size()).isEqualTo(1);
  }

  @Test
  void thoseOfAProfileAreServedInTheOrderInWhichTheyCame() {
    room.enter(A, SALES, true);
    room.enter(B, SALES, true);
    room.enter(C, HELP, true);
    room.came(B);
    room.came(C);
    assertThat(room.isNext(B)).as("the line of the first is not here").isTrue();
    assertThat(room.isNext(C)).as("another profile").isTrue();
    room.came(A);
    assertThat(room.isNext(A)).isTrue();
    assertThat(room.isNext(B)).isFalse();
    room.leave(A);
    assertThat(room.isNext(B)).isTrue();
    assertThat(room.isNext(A)).as("not here any more").isFalse();
  }

  @Test
  void whoOnlyHearsThatThereIsNoPlaceKeepsNobodyWaiting() {
    room.enter(A, SALES, false);
    room.came(A);
    room.enter(B, SALES, true);
    room.came(B);
    assertThat(room.isNext(B)).isTrue();
    assertThat(room.waiting("sales")).isTrue();
    room.leave(B);
    assertThat(room.waiting("sales")).isFalse();
    assertThat(room.waiting("help")).isFalse();
  }
}
