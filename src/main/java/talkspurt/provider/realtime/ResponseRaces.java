package talkspurt.provider.realtime;

/**
 * What is waited for where we and the server decide at the same time: the end of a response that is to
 * stop, and the end of one that the server still has. Time is an argument, in ms. Not thread-safe.
 */
final class ResponseRaces {

  /** What to do when the server is still busy with a response. */
  enum Busy {
    WAIT,
    STOP_IT,
    GIVE_UP
  }

  private static final String CANCEL_EVENT = "cancel-";
  private static final long CANCELLED_WITHIN_MS = 2000;
  private static final long BUSY_FOR_MS = 200;
  private static final int MAX_DOUBLED = 3;
  private static final int STOP_AFTER = 4;
  private static final int GIVE_UP_AFTER = 8;

  private boolean cancelling;
  private long cancelledAt;
  private int busy;

  /** The name of the event that stops a response; comes back with an error it causes. */
  static String cancelEvent(String response) {
    return CANCEL_EVENT + response;
  }

  /** A response is to stop. */
  void cancel(long now) {
    cancelling = true;
    cancelledAt = now;
  }

  /** A response begins, or there is another session: nothing is waited for. */
  void settle() {
    cancelling = false;
    busy = 0;
  }

  /** Whether an error says that there is nothing to stop. */
  boolean nothingToCancel(ServerEvent.Fault fault, String response) {
    return cancelling
        && (fault.cause().equals(cancelEvent(response))
            || tellsOfCancel(fault) && !fault.cause().startsWith(CANCEL_EVENT));
  }

  /** Whether an error is the answer to something that came too late, and means nothing more. */
  static boolean late(ServerEvent.Fault fault) {
    return fault.cause().startsWith(CANCEL_EVENT) || tellsOfCancel(fault);
  }

  private static boolean tellsOfCancel(ServerEvent.Fault fault) {
    return fault.code().equals("response_cancel_not_active");
  }

  /** Whether the end of a response that was to stop is not told any more. */
  boolean cancelUnanswered(long now) {
    return cancelling && now - cancelledAt >= CANCELLED_WITHIN_MS;
  }

  /** The server has refused a response, since it has another. */
  Busy busy() {
    busy++;
    return busy == STOP_AFTER ? Busy.STOP_IT : busy > GIVE_UP_AFTER ? Busy.GIVE_UP : Busy.WAIT;
  }

  /** How long to wait before a response is asked for again. */
  long busyForMs() {
    return BUSY_FOR_MS << Math.min(MAX_DOUBLED, Math.max(0, busy - 1));
  }
}
