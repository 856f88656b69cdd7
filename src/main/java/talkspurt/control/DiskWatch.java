package talkspurt.control;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.DatabaseMetrics;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;

/**
 * Keeps a reserve of the disk that H2's file is on: what would be written to the journal or the call log
 * is refused while there is less, before H2 meets a full disk. H2 closes its database at the first
 * write that finds no room, and with it goes what other threads have just committed.
 *
 * <p>Looked at before each write and, for the node that writes nothing, at each round of {@link H2Upkeep}.
 * Where nothing is watched (PostgreSQL, H2 in memory) all is written. Thread-safe.
 */
public final class DiskWatch implements Extension {

  private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
  private static final Id ID = new Id();
  private static final String H2_FILE = "jdbc:h2:file:";
  private static final int MAX_LINES_PER_MINUTE = 3;
  private static final long MIB = 1 << 20;

  private final LimitedLog limited;
  private Optional<Watched> watched = Optional.empty();
  private volatile Optional<String> problem = Optional.empty();

  private record Watched(Disk disk, DiskReserve reserve) {}

  DiskWatch(NanoClock clock) {
    this.limited = new LimitedLog(clock, MAX_LINES_PER_MINUTE);
  }

  static DiskWatch of(ActorSystem<?> system) {
    return ID.apply(system);
  }

  /**
   * Watches the disk of the journal's file from now on, if it is H2 in a file, which is there.
   *
   * @param minFreeBytes what has to stay free, 1 MiB to 1 TiB
   */
  public static void start(ActorSystem<?> system, long minFreeBytes, DatabaseMetrics metrics) {
    String url = Database.of(system).pool().getJdbcUrl();
    if (!url.startsWith(H2_FILE)) {
      return;
    }
    DiskReserve reserve = new DiskReserve(minFreeBytes);
    Path directory = Path.of(url.substring(H2_FILE.length()).replaceFirst(";.*", ""))
        .toAbsolutePath()
        .getParent();
    try {
      Disk disk = Disk.of(directory);
      DiskWatch watch = of(system);
      watch.watch(disk, reserve);
      metrics.databaseDisk(() -> free(disk), () -> watch.problem().isPresent());
    } catch (IOException unknown) {
      LOG.warn("the disk of {} cannot be watched: {}", directory, unknown.toString());
    }
  }

  private static double free(Disk disk) {
    try {
      return disk.room().usableBytes();
    } catch (IOException unknown) {
      return Double.NaN;
    }
  }

  synchronized void watch(Disk disk, DiskReserve reserve) {
    watched = Optional.of(new Watched(disk, reserve));
    look();
  }

  /**
   * Looks whether something may be written.
   *
   * @throws DiskFullException when not
   */
  void check() {
    look();
    problem.ifPresent(why -> {
      throw new DiskFullException(why);
    });
  }

  /** What kept the last look from being good, in a few words. */
  Optional<String> problem() {
    return problem;
  }

  /**
   * Looks whether H2 may write to make its file smaller.
   *
   * @param writtenBytes how much that may come to
   */
  synchronized boolean leavesRoomToCompact(long writtenBytes) {
    try {
      return watched.isEmpty()
          || watched.get().reserve().leavesRoomToCompact(watched.get().disk().room(), writtenBytes);
    } catch (IOException unknown) {
      return true;
    }
  }

  /** Looks now. What cannot be read changes nothing. */
  synchronized void look() {
    watched.ifPresent(at -> {
      try {
        judge(at.reserve(), at.disk().room());
      } catch (IOException unknown) {
        limited.log(
            "unknown",
            more -> LOG.warn(
                "the free space of H2's disk cannot be read: {}{}", unknown.toString(), more));
      }
    });
  }

  private void judge(DiskReserve reserve, Disk.Room room) {
    boolean before = problem.isPresent();
    if (reserve.isTouched(room, before)) {
      problem = Optional.of("has no room left on its disk: " + mib(room.usableBytes()) + " free, "
          + mib(reserve.bytes(room.totalBytes())) + " of them are the reserve, "
          + mib(reserve.enoughBytes(room.totalBytes())) + " are needed");
      if (!before) {
        limited.log(
            "full",
            more -> LOG.warn(
                "H2 {}: new calls are refused; events of running calls wait in memory for room on the disk{}",
                problem.get(),
                more));
      }
    } else if (before) {
      problem = Optional.empty();
      limited.log(
          "room",
          more -> LOG.info(
              "H2's disk has room again, {} free: calls are taken{}",
              mib(room.usableBytes()),
              more));
    }
  }

  private static String mib(long bytes) {
    return bytes / MIB + " MiB";
  }

  private static final class Id extends ExtensionId<DiskWatch> {
    @Override
    public DiskWatch createExtension(ActorSystem<?> system) {
      return new DiskWatch(NanoClock.system());
    }
  }
}
