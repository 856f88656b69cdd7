package talkspurt.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A command to the Asterisk that has the call's channel: written before it is sent, and again with what came of it.
 *
 * @param id names it within its call; what is asked for twice under one id is done once
 * @param command what is asked for
 * @param by who wants it: the name of a token, or empty where the API asks for none
 * @param run names the one who sends it: whoever asks for the same again does not
 * @param at when it was asked for
 * @param outcome what came of it; empty before that is known
 * @param toldAt when that became known
 */
public record ChannelOrder(
    String id,
    ChannelCommand command,
    String by,
    String run,
    Instant at,
    Optional<CommandOutcome> outcome,
    Optional<Instant> toldAt) {

  /** No command takes longer: one without an outcome after that was lost with its node. */
  public static final Duration LONGEST = Duration.ofSeconds(90);

  public ChannelOrder {
    outcome = outcome == null ? Optional.empty() : outcome;
    toldAt = toldAt == null ? Optional.empty() : toldAt;
  }

  /** One of which nothing is known yet. */
  public ChannelOrder(String id, ChannelCommand command, String by, String run, Instant at) {
    this(id, command, by, run, at, Optional.empty(), Optional.empty());
  }

  /** The same, of which this has become known. */
  ChannelOrder told(CommandOutcome what, Instant now) {
    return new ChannelOrder(id, command, by, run, at, Optional.of(what), Optional.of(now));
  }

  /** The same with another command. */
  ChannelOrder with(ChannelCommand other) {
    return new ChannelOrder(id, other, by, run, at, outcome, toldAt);
  }

  /** Whether the other asks for the same. */
  boolean sameAs(ChannelOrder other) {
    return command.equals(other.command);
  }

  /**
   * What can be said of it: the outcome's label, {@code running}, or {@code unknown} where it was lost with its node or
   * the call ended before it was known.
   *
   * @param callOver whether the call has ended
   */
  public String status(boolean callOver, Instant now) {
    boolean lost = callOver || now.isAfter(at.plus(LONGEST));
    return outcome.map(CommandOutcome::label).orElse(lost ? "unknown" : "running");
  }
}
