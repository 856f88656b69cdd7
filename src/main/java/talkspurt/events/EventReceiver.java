package talkspurt.events;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** Who takes the events of a webhook. */
public interface EventReceiver {

  /** What became of one. */
  sealed interface Answer {

    /** It is taken. */
    record Taken() implements Answer {}

    /**
     * It is not.
     *
     * @param why in one line
     * @param delay what the receiver asked for; zero: nothing
     * @param ofEvent whether the receiver refuses just this one
     */
    record NotTaken(String why, Duration delay, boolean ofEvent) implements Answer {}

    /** The receiver wants no more of any (410). */
    record Gone(String why) implements Answer {}
  }

  /**
   * Sends one; never fails.
   *
   * @param id the same whenever it is sent
   * @param at now
   * @param body JSON
   */
  CompletionStage<Answer> post(String id, Instant at, String body);
}
