package talkspurt.outbound;

import java.util.concurrent.CompletableFuture;
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

  /** Whether the exchange's host of that trunk, or where it names none any host, is connected and can dial now. */
  boolean ready(Trunk trunk);

  /**
   * Dials. The claim of the attempt has been written before.
   *
   * @param told what happens, in order, from any thread; {@code Released}, {@code NotSent} and {@code Lost} are the last
   */
  void dial(DialOrder order, Consumer<DialProgress> told);

  /**
   * Stops an attempt that nobody has answered, whoever dialled it; what comes of it is told to the one who dialled. Does
   * nothing where it is answered, or not known.
   */
  void cancel(String attempt);

  /**
   * Looks for an attempt that somebody else dialled, on the host of its trunk, or where that names none on all hosts; never
   * fails. Where one of these cannot be asked and no other has it, the answer is {@link Found#UNREACHABLE}.
   */
  CompletionStage<Found> find(String attempt, Trunk trunk);

  /** Where no exchange is configured: nothing is ever dialled. */
  Dialler NONE = new Dialler() {
    @Override
    public boolean ready(Trunk trunk) {
      return false;
    }

    @Override
    public void dial(DialOrder order, Consumer<DialProgress> told) {
      told.accept(new DialProgress.NotSent("no exchange is configured"));
    }

    @Override
    public void cancel(String attempt) {}

    @Override
    public CompletionStage<Found> find(String attempt, Trunk trunk) {
      return CompletableFuture.completedFuture(Found.UNREACHABLE);
    }
  };
}
