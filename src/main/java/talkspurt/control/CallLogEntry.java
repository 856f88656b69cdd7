package talkspurt.control;

import java.time.Instant;
import java.util.Optional;
import talkspurt.call.AnswerTimes;
import talkspurt.call.Direction;
import talkspurt.call.Variant;

/**
 * One line of the call log.
 *
 * @param callId the UUID as text
 * @param state name of the state
 * @param callerId who called
 * @param dnid which number was called
 * @param profile who answered
 * @param version which version of the profile; empty where that is not known
 * @param variant which variant of the profile
 * @param registeredAt when the call became known
 * @param answeredAt when its first line was attached
 * @param endedAt when it ended
 * @param endReason why it ended
 * @param failures how many things went wrong in it
 * @param failed whether something did, or the call ended badly
 * @param bargeIns how often the caller broke into the bot's speech
 * @param answers what the caller waited for answers
 * @param cost what it has cost, in millionths of the currency of the settings
 * @param disposition what it came to, once that is known; else empty. It is written with the call's outcome
 * @param language in which it is, where the call start or somebody later said so; else empty
 * @param consent what the caller answered when told that the call is recorded: {@code given} or {@code refused}; empty where
 *     nobody has answered
 * @param direction who called whom
 */
public record CallLogEntry(
    String callId,
    String state,
    String callerId,
    String dnid,
    String profile,
    String version,
    Variant variant,
    Instant registeredAt,
    Optional<Instant> answeredAt,
    Optional<Instant> endedAt,
    Optional<String> endReason,
    int failures,
    boolean failed,
    int bargeIns,
    AnswerTimes answers,
    long cost,
    String disposition,
    String language,
    String consent,
    Direction direction) {

  /** A call of which is not known what it came to, in a language nobody named, whose caller has answered nothing. */
  public CallLogEntry(
      String callId,
      String state,
      String callerId,
      String dnid,
      String profile,
      String version,
      Variant variant,
      Instant registeredAt,
      Optional<Instant> answeredAt,
      Optional<Instant> endedAt,
      Optional<String> endReason,
      int failures,
      boolean failed,
      int bargeIns,
      AnswerTimes answers,
      long cost) {
    this(
        callId,
        state,
        callerId,
        dnid,
        profile,
        version,
        variant,
        registeredAt,
        answeredAt,
        endedAt,
        endReason,
        failures,
        failed,
        bargeIns,
        answers,
        cost,
        "",
        "",
        "",
        Direction.INBOUND);
  }

  /** The same without what came from outside. */
  CallLogEntry withoutDetails() {
    return new CallLogEntry(
        callId,
        state,
        "",
        "",
        "",
        "",
        Variant.NONE,
        registeredAt,
        answeredAt,
        endedAt,
        endReason,
        failures,
        failed,
        bargeIns,
        answers,
        cost,
        "",
        "",
        consent,
        direction);
  }

  /** Without the numbers, which are personal data. */
  @Override
  public String toString() {
    return "CallLogEntry[" + callId + " " + state + "]";
  }
}
