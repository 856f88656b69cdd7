package talkspurt.exchange.ami;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import talkspurt.call.CommandOutcome;

/**
 * Keys that are sent one after the other: the next when Asterisk has answered to the one before, and a gap is over. The
 * first that is not sent ends it.
 */
final class DigitRun {

  /** How long each key sounds. Asterisk sends none that is shorter than 80 ms. */
  static final Duration KEY = Duration.ofMillis(120);

  /** The silence behind each, so that the same key twice is not one. */
  static final Duration GAP = Duration.ofMillis(100);

  private static final Duration HALF_SECOND = Duration.ofMillis(500);

  private final String keys;
  private final Function<Character, CompletionStage<CommandOutcome>> press;
  private final Function<Duration, CompletionStage<Void>> pause;

  /**
   * A run that has not begun.
   *
   * @param keys as {@code ChannelCommand.SendDigits} has them
   * @param press sends one key
   * @param pause waits
   */
  DigitRun(
      String keys,
      Function<Character, CompletionStage<CommandOutcome>> press,
      Function<Duration, CompletionStage<Void>> pause) {
    this.keys = keys;
    this.press = press;
    this.pause = pause;
  }

  /** Begins it. */
  CompletionStage<CommandOutcome> start() {
    return from(0, 0);
  }

  private CompletionStage<CommandOutcome> from(int at, int sent) {
    if (at == keys.length()) {
      return CompletableFuture.completedFuture(new CommandOutcome.Done());
    }
    char key = keys.charAt(at);
    if (key == 'w' || key == 'W') {
      return pause
          .apply(key == 'w' ? HALF_SECOND : HALF_SECOND.multipliedBy(2))
          .thenCompose(over -> from(at + 1, sent));
    }
    return press.apply(key).thenCompose(outcome -> {
      if (outcome instanceof CommandOutcome.Done) {
        return pause.apply(GAP).thenCompose(over -> from(at + 1, sent + 1));
      }
      return CompletableFuture.completedFuture(partly(outcome, sent));
    });
  }

  /** Where keys were sent before, what came of the next is not what came of all. */
  private static CommandOutcome partly(CommandOutcome outcome, int sent) {
    String after = sent == 0 ? "" : " (after " + sent + (sent == 1 ? " key" : " keys") + ")";
    String why = outcome.why() + after;
    if (outcome instanceof CommandOutcome.Refused) {
      return new CommandOutcome.Refused(why);
    }
    return outcome instanceof CommandOutcome.Unreachable && sent == 0
        ? outcome
        : new CommandOutcome.Unanswered(why);
  }
}
