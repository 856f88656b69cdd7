package talkspurt.control;

import com.fasterxml.jackson.databind.util.RawValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import talkspurt.call.EndReason;
import talkspurt.call.ToldOutcome;

/**
 * How a call that is over came out. What is not known is empty.
 *
 * @param callId the UUID as text
 * @param profile who answered
 * @param version which version of the profile; empty where that is not known
 * @param endedAt when the call ended
 * @param endReason the name of the reason why
 * @param state whether all is known that will be
 * @param source who told it
 * @param told what was told
 * @param goals the goals of the profile, and whether the call reached them
 * @param cause why it could not be asked for, where that failed
 * @param settledAt when all was known
 * @param webhook whether the profile's webhook was told
 * @param webhookCause why it was not, the last time
 */
public record CallOutcome(
    String callId,
    String profile,
    String version,
    Instant endedAt,
    String endReason,
    State state,
    Source source,
    Told told,
    SortedMap<String, Boolean> goals,
    Optional<String> cause,
    Optional<Instant> settledAt,
    Webhook webhook,
    Optional<String> webhookCause) {

  /** How far it is. */
  public enum State {
    /** Not all is known yet. */
    DUE,
    /** All that will be known is. */
    KNOWN,
    /** It was asked for after the call, in vain; what the agent told is there. */
    FAILED;

    /** As it is written, such as {@code known}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Who told it. */
  public enum Source {
    /** Nobody: there is only the call's end. */
    CALL,
    /** The agent, in the call. */
    AGENT,
    /** A model that was asked after the call; what the agent told stands. */
    MODEL;

    /** As it is written, such as {@code agent}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is known of telling it. */
  public enum Webhook {
    NONE,
    DUE,
    DELIVERED,
    GIVEN_UP;

    /** As it is written, such as {@code given-up}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * What was told of a call.
   *
   * @param fields a JSON object, or empty
   */
  public record Told(String disposition, String reason, String summary, String fields) {

    /** Nothing. */
    public static final Told NOTHING = new Told("", "", "", "");

    /** What there is of it goes into a view, fields as JSON. */
    public void putInto(Map<String, Object> view) {
      put(view, ToldOutcome.DISPOSITION, disposition);
      put(view, ToldOutcome.REASON, reason);
      put(view, ToldOutcome.SUMMARY, summary);
      if (!fields.isEmpty()) {
        view.put(ToldOutcome.FIELDS, new RawValue(fields));
      }
    }

    private static void put(Map<String, Object> view, String name, String value) {
      if (!value.isEmpty()) {
        view.put(name, value);
      }
    }

    /** Without the caller's and the agent's words. */
    @Override
    public String toString() {
      return "Told[" + disposition + "]";
    }
  }

  public CallOutcome {
    goals = new TreeMap<>(goals);
  }

  /** Of a call that has just ended. */
  static CallOutcome begun(
      String callId, String profile, String version, Instant endedAt, String endReason) {
    return new CallOutcome(
        callId,
        profile,
        version,
        endedAt,
        endReason,
        State.DUE,
        Source.CALL,
        Told.NOTHING,
        new TreeMap<>(),
        Optional.empty(),
        Optional.empty(),
        Webhook.NONE,
        Optional.empty());
  }

  /**
   * The same, settled.
   *
   * @param failure why it could not be asked for, where that failed
   * @param tells whether the profile has a webhook
   */
  public CallOutcome settled(
      Source by,
      Told what,
      SortedMap<String, Boolean> reached,
      Optional<String> failure,
      Instant at,
      boolean tells) {
    return new CallOutcome(
        callId,
        profile,
        version,
        endedAt,
        endReason,
        failure.isPresent() ? State.FAILED : State.KNOWN,
        by,
        what,
        reached,
        failure,
        Optional.of(at),
        tells ? Webhook.DUE : Webhook.NONE,
        Optional.empty());
  }

  /** The same with other news of its webhook. */
  public CallOutcome webhook(Webhook now, Optional<String> why) {
    return new CallOutcome(
        callId, profile, version, endedAt, endReason, state, source, told, goals, cause, settledAt,
        now, why);
  }

  /** What names it to others, the same whenever it is told. */
  public String id() {
    return "outcome-" + callId;
  }

  /** As it is told to others: names and values in their order; fields as JSON. */
  public Map<String, Object> view() {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("callId", callId);
    view.put("profile", profile);
    if (!version.isEmpty()) {
      view.put("profileVersion", version);
    }
    view.put("endedAt", endedAt.toString());
    view.put("endReason", EndReason.label(endReason));
    view.put("state", state.label());
    view.put("source", source.label());
    told.putInto(view);
    view.put("goals", goals);
    cause.ifPresent(why -> view.put("cause", why));
    settledAt.ifPresent(at -> view.put("settledAt", at.toString()));
    return view;
  }

  /** The same as a message of its own. */
  public Map<String, Object> told(String type) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", id());
    message.put("type", type);
    message.putAll(view());
    return message;
  }
}
