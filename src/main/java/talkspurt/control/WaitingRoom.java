package talkspurt.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Callers for whom there is no place, and who hear so on a line. Those who wait are served in the order in which they
 * came, for each profile by itself. Thread-safe.
 */
public final class WaitingRoom {

  /**
   * One of them.
   *
   * @param party whom the call is of
   * @param waits whether for a place; else only to hear that there is none
   * @param expectedUntil how long the line may take to come; empty once it is there
   */
  private record Guest(CallParty party, boolean waits, Optional<Instant> expectedUntil) {}

  private final int max;
  private final Duration comesWithin;
  private final InstantSource clock;
  private final Map<UUID, Guest> guests = new LinkedHashMap<>();

  /**
   * Nobody is there.
   *
   * @param max how many there may be
   * @param comesWithin how long their lines may take to come
   */
  public WaitingRoom(int max, Duration comesWithin, InstantSource clock) {
    this.max = max;
    this.comesWithin = comesWithin;
    this.clock = clock;
  }

  /** A caller may come; false where there are too many. */
  public synchronized boolean enter(UUID callId, CallParty party, boolean waits) {
    forgetTheLate();
    if (guests.containsKey(callId)) {
      return true;
    }
    if (guests.size() >= max) {
      return false;
    }
    guests.put(callId, new Guest(party, waits, Optional.of(clock.instant().plus(comesWithin))));
    return true;
  }

  /** The caller's line is here. Whom the call is of, if the caller is one of these. */
  public synchronized Optional<CallParty> came(UUID callId) {
    Guest guest = guests.computeIfPresent(
        callId, (id, known) -> new Guest(known.party(), known.waits(), Optional.empty()));
    return Optional.ofNullable(guest).map(Guest::party);
  }

  /** Whether the caller is one of these. */
  public synchronized boolean has(UUID callId) {
    forgetTheLate();
    return guests.containsKey(callId);
  }

  /** Whether callers of a profile wait, so that a new one comes after them. */
  public synchronized boolean waiting(String profile) {
    forgetTheLate();
    return guests.values().stream().anyMatch(guest -> guest.waits() && isOf(profile, guest));
  }

  /** Whether nobody of the same profile has waited on a line for longer. */
  public synchronized boolean isNext(UUID callId) {
    Guest own = guests.get(callId);
    return own != null
        && guests.values().stream()
            .takeWhile(guest -> guest != own)
            .filter(guest -> guest.waits() && guest.expectedUntil().isEmpty())
            .noneMatch(guest -> isOf(own.party().profile(), guest));
  }

  private static boolean isOf(String profile, Guest guest) {
    return guest.party().profile().equals(profile);
  }

  /** The caller is gone, or has a place. */
  public synchronized void leave(UUID callId) {
    guests.remove(callId);
  }

  /** How many there are. */
  public synchronized int size() {
    forgetTheLate();
    return guests.size();
  }

  private void forgetTheLate() {
    Instant now = clock.instant();
    guests
        .values()
        .removeIf(
            guest -> guest.expectedUntil().filter(until -> !now.isBefore(until)).isPresent());
  }
}
