package talkspurt.control;

/**
 * How much of a disk stays free, so that H2 never meets a full one: what was accepted before must still
 * find room, and so must what H2 writes to make its file smaller.
 *
 * <p>Of a small disk a quarter at most. Once there is less, half as much again has to be free before
 * events are taken again, so that a node at the limit does not go to and fro.
 *
 * @param minFreeBytes on a disk that is large enough, 1 MiB to 1 TiB
 */
record DiskReserve(long minFreeBytes) {

  private static final long MIB = 1 << 20;
  private static final long MAX_MIB = 1 << 20;
  private static final int MAX_PART_OF_DISK = 4;

  DiskReserve {
    if (minFreeBytes < MIB || minFreeBytes > MAX_MIB * MIB) {
      throw new IllegalArgumentException(
          "reserve of " + minFreeBytes + " bytes; allowed: 1 MiB to 1 TiB");
    }
  }

  /** What has to stay free of a disk of this size; of one whose size is not known, all that is wanted. */
  long bytes(long totalBytes) {
    return totalBytes <= 0 ? minFreeBytes : Math.min(minFreeBytes, totalBytes / MAX_PART_OF_DISK);
  }

  /** From how much on events are taken again. */
  long enoughBytes(long totalBytes) {
    return bytes(totalBytes) * 3 / 2;
  }

  /**
   * Whether nothing more is to be accepted.
   *
   * @param before whether it was so at the last look
   */
  boolean isTouched(Disk.Room room, boolean before) {
    long needed = before ? enoughBytes(room.totalBytes()) : bytes(room.totalBytes());
    return room.usableBytes() < needed;
  }

  /** Whether H2 may write so much to make its file smaller: half of the reserve is for what was accepted. */
  boolean leavesRoomToCompact(Disk.Room room, long writtenBytes) {
    return room.usableBytes() - writtenBytes >= bytes(room.totalBytes()) / 2;
  }
}
