package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.LoggedLines;

class DiskWatchTest {

  private static final long MIB = 1 << 20;
  private static final DiskReserve RESERVE = new DiskReserve(32 * MIB);

  private final DiskWatch watch = new DiskWatch(() -> 0);
  private long freeMib = 100;
  private boolean readable = true;

  private Disk.Room room() throws IOException {
    if (!readable) {
      throw new IOException("not mounted");
    }
    return new Disk.Room(freeMib * MIB, 1000 * MIB);
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 32, false, false",
    "1000, 31, false, true",
    "1000, 47, true, true",
    "1000, 48, true, false",
    "20, 5, false, false",
    "20, 4, false, true",
    "20, 7, true, true",
    "20, 8, true, false",
    "0, 31, false, true",
    "0, 32, false, false",
    "1000, 0, false, true"
  })
  void theReserveIsTouchedBelowItAndFreeAgainFromHalfAsMuchMore(
      long totalMib, long freeMib, boolean before, boolean touched) {
    Disk.Room room = new Disk.Room(freeMib * MIB, totalMib * MIB);
    assertThat(RESERVE.isTouched(room, before)).isEqualTo(touched);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, MIB - 1, (1L << 40) + 1})
  void aReserveThatIsNoneIsRefused(long bytes) {
    assertThatThrownBy(() -> new DiskReserve(bytes)).hasMessageContaining("1 MiB to 1 TiB");
  }

  @Test
  void itRefusesWithoutRoomAndSaysSoOnce() {
    try (LoggedLines log = LoggedLines.of(DiskWatch.class)) {
      watch.watch(this::room, RESERVE);
      assertThatCode(watch::check).doesNotThrowAnyException();
      for (long free : new long[] {31, 20, 40, 0, 47}) {
        freeMib = free;
        assertThatThrownBy(watch::check)
            .isInstanceOf(DiskFullException.class)
            .hasMessageStartingWith("has no room left on its disk: " + free + " MiB free");
      }
      assertThat(watch.problem()).isPresent();
      freeMib = 48;
      assertThatCode(watch::check).doesNotThrowAnyException();
      assertThat(watch.problem()).isEmpty();
      assertThat(log.lines()).hasSize(2);
      assertThat(log.lines().get(0)).startsWith("WARN H2 has no room left on its disk: 31 MiB");
      assertThat(log.lines().get(1)).startsWith("INFO H2's disk has room again, 48 MiB free");
    }
  }

  @Test
  void halfOfTheReserveIsNotForCompacting() {
    watch.watch(this::room, RESERVE);
    assertThat(watch.leavesRoomToCompact(2 * MIB)).isTrue();
    freeMib = 18;
    assertThat(watch.leavesRoomToCompact(2 * MIB)).isTrue();
    freeMib = 17;
    assertThat(watch.leavesRoomToCompact(2 * MIB)).isFalse();
    assertThat(watch.leavesRoomToCompact(MIB)).isTrue();
  }

  @Test
  void aDiskThatCannotBeReadChangesNothing() {
    try (LoggedLines log = LoggedLines.of(DiskWatch.class)) {
      watch.watch(this::room, RESERVE);
      readable = false;
      assertThatCode(watch::check).doesNotThrowAnyException();
      assertThat(log.lines()).hasSize(1).first().asString().contains("cannot be read");
      assertThat(watch.leavesRoomToCompact(MIB)).isTrue();
      readable = true;
      freeMib = 1;
      watch.look();
      readable = false;
      assertThatThrownBy(watch::check).isInstanceOf(DiskFullException.class);
    }
  }

  @Test
  void whatIsNotWatchedTakesAll() {
    assertThatCode(watch::check).doesNotThrowAnyException();
    assertThat(watch.problem()).isEmpty();
    assertThat(watch.leavesRoomToCompact(1L << 40)).isTrue();
  }

  @Test
  void theDiskOfADirectoryHasRoom(@TempDir Path directory) throws IOException {
    Disk.Room room = Disk.of(directory).room();
    assertThat(room.totalBytes()).isPositive();
    assertThat(room.usableBytes()).isBetween(0L, room.totalBytes());
  }

  @Test
  void whyAWriteFailedIsFoundAmongItsCauses() {
    assertThat(DiskFullException.caused(
            new IllegalStateException(new DiskFullException("has no room left"))))
        .isTrue();
    assertThat(DiskFullException.caused(new IllegalStateException("else"))).isFalse();
  }
}
