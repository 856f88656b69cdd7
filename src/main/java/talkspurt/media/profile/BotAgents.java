package talkspurt.media.profile;

import static talkspurt.settings.Bounds.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import talkspurt.call.Conduct;
import talkspurt.provider.Handoff;

/**
 * The agents that a bot with a session is, one after the other: its voice stays.
 *
 * @param first the name of the one that calls begin with
 * @param members all of them by name; empty where the bot is one agent
 * @param perTurn how often a caller may be handed over between two of their turns, 1 to 10
 * @param perCall how often in a call, 1 to 100
 */
public record BotAgents(String first, Map<String, Member> members, int perTurn, int perCall) {

  /** The bot is one agent. */
  public static final BotAgents NONE = new BotAgents("", Map.of(), 1, 1);

  public BotAgents {
    members = Map.copyOf(members);
    within("per-turn", perTurn, 1, Conduct.MOST_IN_A_ROW);
    within("per-call", perCall, 1, Conduct.MOST_HANDOFFS);
  }

  /**
   * One of them.
   *
   * @param instructions what it is to be
   * @param tools names of those of the profile's tools that it may use; without it all
   * @param handoff to whom it may hand over
   */
  public record Member(
      String name, String instructions, Optional<List<String>> tools, Handoff handoff) {

    /** The same, who may hand over to nobody. */
    Member keeping() {
      return new Member(name, instructions, tools, new Handoff(name, Map.of()));
    }
  }

  /** Who speaks; empty where there is none of that name. May hand over while that is allowed. */
  public Optional<Member> member(Conduct conduct) {
    boolean may = conduct.inARow() < perTurn && conduct.handoffs() < perCall;
    String name = conduct.agent().isEmpty() ? first : conduct.agent();
    return Optional.ofNullable(members.get(name)).map(known -> may ? known : known.keeping());
  }

  /** To whom anybody may hand over: what a session is told once, for all. */
  public Handoff anybody() {
    return members.values().stream().map(Member::handoff).reduce(Handoff.NONE, Handoff::and);
  }
}
