package talkspurt.http;

import java.util.Map;
import java.util.Optional;
import talkspurt.call.SessionChange;
import talkspurt.call.Variant;

/** What calls of one profile can be asked for while they run. */
public interface MidCallRules {

  /**
   * Why something cannot be.
   *
   * @param field that asks for it
   * @param wrong whether no call of the profile could ever take the value, rather than that nobody there
   *     can do such a thing
   * @param why in plain words, with what can be done instead
   */
  record Objection(String field, boolean wrong, String why) {}

  /** What stands against a change; empty where it can be. */
  Optional<Objection> toChange(SessionChange change);

  /** What stands against words for the caller. */
  Optional<Objection> toSay();

  /**
   * What stands against words for the agent.
   *
   * @param answer whether it is to speak about them at once
   */
  Optional<Objection> toHint(boolean answer);

  /** What stands against recording a call; empty where it can be. */
  Optional<Objection> toRecord();

  /** Where callers of the profile may be sent: by name, as {@code CONTEXT,EXTEN,PRIORITY}. */
  Map<String, String> transfers();

  /** Whether a call is recorded of which nothing else was asked for. */
  boolean recordsByItself();

  /** The rules of calls that got this variant of the profile. */
  MidCallRules of(Variant variant);

  /** Whether the bot can have another voice after it has spoken. */
  boolean anyVoice();
}
