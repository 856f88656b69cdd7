package talkspurt.call;

import java.util.ArrayList;
import java.util.List;
import talkspurt.text.OutsideText;

/**
 * Who of a profile's agents speaks, how it came to that, and what they were not let say.
 *
 * @param agent which one; empty for the one that the profile begins with
 * @param from which one handed the caller over; empty where none did
 * @param summary what that one told of the call
 * @param handoffs how often the caller was handed over in the call
 * @param inARow how often since the caller's last turn
 * @param withheld sentences that were withheld, the latest last
 */
public record Conduct(
    String agent,
    String from,
    SpokenText summary,
    int handoffs,
    int inARow,
    List<Withheld> withheld) {

  /** Nobody was handed over, and nothing withheld. */
  public static final Conduct NONE = new Conduct("", "", SpokenText.NOTHING, 0, 0, List.of());

  /** How often a caller may be handed over in a call, whatever the settings say. */
  public static final int MOST_HANDOFFS = 100;

  /** How often without a turn of the caller's in between, whatever the settings say. */
  public static final int MOST_IN_A_ROW = 10;

  public Conduct {
    agent = OutsideText.repaired(agent);
    from = OutsideText.repaired(from);
    summary = summary == null ? SpokenText.NOTHING : summary;
    withheld = withheld == null ? List.of() : List.copyOf(withheld);
  }

  /** Whether the same agent speaks, who was handed the caller at the same time. */
  public boolean sameAgentAs(Conduct other) {
    return agent.equals(other.agent) && handoffs == other.handoffs;
  }

  /** Whether no agent may hand the caller over before the caller has had a turn, or at all. */
  boolean handedOffTooOften() {
    return handoffs >= MOST_HANDOFFS || inARow >= MOST_IN_A_ROW;
  }

  Conduct handedOff(CallEvent.HandedOff event) {
    return new Conduct(
        event.agent(), event.from(), event.summary(), handoffs + 1, inARow + 1, withheld);
  }

  Conduct withholding(Withheld sentence) {
    List<Withheld> longer = new ArrayList<>(withheld);
    longer.add(sentence);
    return new Conduct(
        agent,
        from,
        summary,
        handoffs,
        inARow,
        longer.subList(Math.max(0, longer.size() - Withheld.MOST), longer.size()));
  }

  /** The same once the caller has had a turn. */
  public Conduct callerHadATurn() {
    return inARow == 0 ? this : new Conduct(agent, from, summary, handoffs, 0, withheld);
  }
}
