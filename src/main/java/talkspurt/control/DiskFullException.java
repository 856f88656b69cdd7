package talkspurt.control;

/** Nothing is written now, since the reserve of the disk is touched: see {@link DiskReserve}. */
final class DiskFullException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Without a stack: thrown for each write until there is room. */
  DiskFullException(String message) {
    super(message, null, false, false);
  }

  /** Whether this is why something failed. {@link DiskWatch} has told it. */
  static boolean caused(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof DiskFullException) {
        return true;
      }
    }
    return false;
  }
}
