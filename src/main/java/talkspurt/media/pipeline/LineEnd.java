package talkspurt.media.pipeline;

import java.util.Optional;
import talkspurt.line.HostLostException;
import talkspurt.media.playout.TtsCut;

/**
 * How a line ended.
 *
 * @param how why
 * @param heard what hearing came to
 * @param cut the speech that was cut off by it
 */
public record LineEnd(How how, HearingReport heard, Optional<TtsCut> cut) {

  /** Why a line ended. */
  public enum How {
    /** The peer closed it, or we did. */
    CLOSED,
    /** A fault of ours. */
    FAILED,
    /** The peer's host stands still, or is cut off. */
    HOST_LOST;

    static How of(Throwable failure) {
      return failure instanceof HostLostException ? HOST_LOST : FAILED;
    }
  }
}
