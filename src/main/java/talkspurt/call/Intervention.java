package talkspurt.call;

import java.time.Instant;
import java.util.Optional;
import talkspurt.text.OutsideText;

/**
 * Words that an operator or a program brings into a call: for the caller, or for the agent alone.
 *
 * @param id names it within its call; what is asked for twice under one id is done once
 * @param kind for whom the words are
 * @param words the words
 * @param by who wants it: the name of a token, or empty where the API asks for none
 * @param when when the bot may begin with it
 * @param language of the words, a BCP 47 tag; empty for that of the call
 * @param speaks whether a turn of the bot's comes of it: always of words for the caller
 * @param at when it was asked for
 * @param turn the turn that came of it; 0 before that
 * @param begunAt when that turn began
 */
public record Intervention(
    String id,
    Kind kind,
    String words,
    String by,
    When when,
    String language,
    boolean speaks,
    Instant at,
    int turn,
    Optional<Instant> begunAt) {

  /** For whom words are. */
  public enum Kind {
    /** The caller hears them, in the bot's voice. */
    SAY,
    /** The agent reads them; the caller does not hear them. */
    HINT
  }

  /** When the bot may begin. */
  public enum When {
    /** At once, whoever speaks. */
    NOW,
    /** When the bot's sentence is over; what it would have said after it is dropped. */
    AFTER_SENTENCE,
    /** When neither bot nor caller speaks, and the caller's last turn is answered. */
    WHEN_QUIET
  }

  public Intervention {
    words = OutsideText.repaired(words);
    begunAt = begunAt == null ? Optional.empty() : begunAt;
  }

  /** Words for the caller, of which none was said. */
  public static Intervention say(
      String id, String words, String by, When when, String language, Instant at) {
    return new Intervention(id, Kind.SAY, words, by, when, language, true, at, 0, Optional.empty());
  }

  /**
   * Words for the agent.
   *
   * @param answer whether the agent is to speak about them as soon as it can
   */
  public static Intervention hint(
      String id, String words, String by, boolean answer, When when, Instant at) {
    return new Intervention(id, Kind.HINT, words, by, when, "", answer, at, 0, Optional.empty());
  }

  /** Whether a turn of the bot's is still to come of it. */
  public boolean waits() {
    return speaks && begunAt.isEmpty();
  }

  /** Whether the caller is to hear these words themselves. */
  public boolean forCaller() {
    return kind == Kind.SAY;
  }

  Intervention begun(int inTurn, Instant now) {
    return new Intervention(
        id, kind, words, by, when, language, speaks, at, inTurn, Optional.of(now));
  }

  /** Whether the other asks for the same. */
  boolean sameAs(Intervention other) {
    return afresh().equals(other.afresh());
  }

  private Intervention afresh() {
    return new Intervention(
        id, kind, words, by, when, language, speaks, Instant.EPOCH, 0, Optional.empty());
  }

  /** The words may hold personal data: prints their length alone. */
  @Override
  public String toString() {
    return "Intervention[" + id + ", " + kind + " of " + words.length() + " characters by " + by
        + ", " + when + ", turn " + turn + "]";
  }
}
