package talkspurt.boot;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many connections the door between nodes holds. One that has sent no frame yet is a stranger:
 * beyond the most of them, a newcomer takes the place of the oldest, so that strangers who wait keep no
 * node out. Those of nodes are limited by address and in all. Thread-safe.
 */
final class DoorPlaces {

  /** A connection, for as long as it is open. */
  interface Guest {

    /** Where it comes from. */
    InetAddress address();

    /** Asks it to leave, since another takes its place; called without waiting, from any thread. */
    void giveWay();
  }

  private final int maxStrangers;
  private final int maxByAddress;
  private final int maxNodes;
  private final Set<Guest> strangers = new LinkedHashSet<>();
  private final Map<InetAddress, Integer> nodes = new HashMap<>();
  private int nodesOpen;

  /** No connections; each limit is at least 1. */
  DoorPlaces(int maxStrangers, int maxByAddress, int maxNodes) {
    this.maxStrangers = maxStrangers;
    this.maxByAddress = maxByAddress;
    this.maxNodes = maxNodes;
  }

  /** A connection that has sent nothing yet. */
  void enter(Guest guest) {
    Guest oldest = null;
    synchronized (this) {
      if (strangers.size() == maxStrangers) {
        Iterator<Guest> all = strangers.iterator();
        oldest = all.next();
        all.remove();
      }
      strangers.add(guest);
    }
    if (oldest != null) {
      oldest.giveWay();
    }
  }

  /** Its first frame has come; false where there is no place for it, and it is to close. */
  synchronized boolean known(Guest guest) {
    if (!strangers.remove(guest)
        || nodesOpen == maxNodes
        || nodes.getOrDefault(guest.address(), 0) == maxByAddress) {
      return false;
    }
    nodesOpen++;
    nodes.merge(guest.address(), 1, Integer::sum);
    return true;
  }

  /**
   * It has closed.
   *
   * @param known whether it had been given a place among nodes
   */
  synchronized void leave(Guest guest, boolean known) {
    if (known) {
      nodesOpen--;
      nodes.computeIfPresent(guest.address(), (address, open) -> open == 1 ? null : open - 1);
    } else {
      strangers.remove(guest);
    }
  }
}
