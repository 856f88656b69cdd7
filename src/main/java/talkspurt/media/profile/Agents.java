package talkspurt.media.profile;

import static talkspurt.settings.Bounds.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import talkspurt.call.Conduct;
import talkspurt.turn.TurnSettings;

/**
 * The agents of a profile, which may hand callers over to one another.
 *
 * @param first the name of the one that calls begin with
 * @param members all of them by name; empty where the profile has one agent
 * @param perTurn how often a caller may be handed over between two of their turns, 1 to 10
 * @param perCall how often in a call, 1 to 100
 */
public record Agents(String first, Map<String, Member> members, int perTurn, int perCall) {

  /** A profile has one agent. */
  public static final Agents NONE = new Agents("", Map.of(), 1, 1);

  public Agents {
    members = Map.copyOf(members);
    within("per-turn", perTurn, 1, Conduct.MOST_IN_A_ROW);
    within("per-call", perCall, 1, Conduct.MOST_HANDOFFS);
  }

  /**
   * One of them.
   *
   * @param name empty where the profile has one agent
   * @param agent how it answers
   * @param takesOver what it says first when it was handed a caller; without it, it is asked
   * @param turns how turns are taken while it speaks
   */
  public record Member(
      String name, Profile.Agent agent, Optional<Prompt> takesOver, TurnSettings turns) {

    /** The only agent of a profile. */
    public static Member alone(Profile.Agent agent, TurnSettings turns) {
      return new Member("", agent, Optional.empty(), turns);
    }

    /** The same, who may hand over to nobody. */
    Member keeping() {
      return new Member(name, agent.keeping(), takesOver, turns);
    }
  }

  /** The same, each with this voice, these of its tools, and these ways to take turns. */
  Agents changed(
      Optional<Voice> voice, Optional<List<String>> tools, Optional<TurnSettings> turns) {
    Map<String, Member> all = new HashMap<>();
    members.forEach((name, one) -> all.put(
        name,
        new Member(
            name,
            one.agent().changed(voice, tools, turns),
            one.takesOver(),
            turns.orElse(one.turns()))));
    return new Agents(first, all, perTurn, perCall);
  }

  /** The same, each saying something else, and taking turns by the words of another language. */
  Agents saying(UnaryOperator<Profile.Agent> other, TurnSettings words) {
    Map<String, Member> all = new HashMap<>();
    members.forEach((name, one) -> all.put(
        name,
        new Member(name, other.apply(one.agent()), one.takesOver(), one.turns().inWordsOf(words))));
    return new Agents(first, all, perTurn, perCall);
  }

  /** Who speaks; empty where there is none of that name. May hand over while that is allowed. */
  public Optional<Member> member(Conduct conduct) {
    boolean may = conduct.inARow() < perTurn && conduct.handoffs() < perCall;
    String name = conduct.agent().isEmpty() ? first : conduct.agent();
    return Optional.ofNullable(members.get(name)).map(known -> may ? known : known.keeping());
  }
}
