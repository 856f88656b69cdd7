package talkspurt.recording;

/**
 * How much of a disk recordings leave free, so that whatever else is kept there never meets a full one: the
 * journal's own reserve is smaller.
 *
 * <p>Of a small disk a third at most. Once there is less, half as much again has to be free before calls are
 * recorded again.
 */
record FreeRoom(long minFreeBytes) {

  private static final int MAX_PART_OF_DISK = 3;

  /**
   * Whether nothing more is to be recorded.
   *
   * @param usableBytes what may still be written
   * @param totalBytes of the disk; 0 where that is not known
   * @param before whether it was so at the last look
   */
  boolean isShort(long usableBytes, long totalBytes, boolean before) {
    long least =
        totalBytes <= 0 ? minFreeBytes : Math.min(minFreeBytes, totalBytes / MAX_PART_OF_DISK);
    return usableBytes < (before ? least * 3 / 2 : least);
  }
}
