package talkspurt.outbound;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Has an exchange dial. Asked by the one node of the cluster that makes outbound calls; never blocks. */
public interface Dialler {

  /** What became of an attempt whose dialler is gone. */
  enum Found {
    /** The exchange has a channel for it that nobody has answered. */
    RINGING,
    /** It was answered; the call goes on. */
    ANSWERED,
    /** The exchange was asked, and has no channel for it: not dialled, or over. */
    NONE,
    /** The exchange cannot be asked now. */
    UNREACHABLE
  }

  /** Whether an exchange is there that can dial by that trunk. */
  boolean ready(String trunk);

  /**
   * Dials. The claim of the attempt has been written before.
   *
   * @param told what happens, in order, from any thread; {@code Released}, {@code NotSent} and {@code Lost} are the last
   */
  void dial(DialOrder order, Consumer<DialProgress> told);

  /** Stops an attempt that nobody has answered; what comes of it is told to the one who dialled. */
  void cancel(String attempt);

  /** Looks for an attempt that somebody else dialled; never fails. */
  CompletionStage<Found> find(String attempt);
}
