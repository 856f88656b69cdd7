package talkspurt.boot.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import talkspurt.media.profile.BotAgents;
import talkspurt.provider.Handoff;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.Toolbox;

/** Reads the {@code agents} block of a profile whose bot holds a session. */
final class BotAgentsReader {

  private static final String DESCRIPTION = "description";
  private static final String PROMPT = "prompt";
  private static final String TOOLS = "tools";

  private final ConfigSection limits;

  /** @param limits the block {@code talkspurt.handoffs}, what holds where a profile says nothing */
  BotAgentsReader(ConfigSection limits) {
    this.limits = limits;
  }

  /**
   * The agents; none where the profile has no such block.
   *
   * @param session whether its bot has a session that can be another
   * @param instructions those of the bot itself, which is {@code main}
   * @param box the tools of the profile
   */
  BotAgents read(ConfigSection profile, boolean session, String instructions, Toolbox box) {
    if (!profile.has(AgentsReader.KEY)) {
      return BotAgents.NONE;
    }
    if (!session) {
      throw new IllegalArgumentException(
          "has both agents and a bot of kind media-stream, whose instructions and tools are its own affair; allowed:"
              + " agents with a bot of kind openai-realtime, or with responder");
    }
    ConfigSection block = profile.section(AgentsReader.KEY);
    Map<String, String> known = AgentsReader.descriptions(block);
    Map<String, BotAgents.Member> members = new LinkedHashMap<>();
    for (String name : block.keys()) {
      members.put(
          name, block.section(name).check(one -> member(name, one, known, instructions, box)));
    }
    members.computeIfAbsent(
        AgentsReader.MAIN,
        name -> new BotAgents.Member(
            name, instructions, Optional.empty(), AgentsReader.handoff(name, block, known)));
    String first = profile.text(AgentsReader.START, AgentsReader.MAIN);
    if (!members.containsKey(first)) {
      profile.tell(
          AgentsReader.START,
          "is " + first + Nearest.hint(first, members.keySet()) + "; allowed: "
              + new TreeSet<>(members.keySet()));
    }
    return profile
        .sectionOrNothing(AgentsReader.LIMITS)
        .only("per-turn", "per-call")
        .or(limits)
        .check(of -> new BotAgents(first, members, of.number("per-turn"), of.number("per-call")));
  }

  private static BotAgents.Member member(
      String name, ConfigSection one, Map<String, String> known, String instructions, Toolbox box) {
    boolean main = name.equals(AgentsReader.MAIN);
    if (one.has("synthesizer")) {
      throw new IllegalArgumentException(
          "synthesizer has no place here: the voice of a Realtime bot cannot change once"
              + " it was heard; allowed: description, prompt, tools, handoff");
    }
    if (main) {
      one.only(DESCRIPTION, TOOLS, AgentsReader.HANDOFF);
    } else {
      one.only(DESCRIPTION, PROMPT, TOOLS, AgentsReader.HANDOFF);
    }
    Handoff may = AgentsReader.handoff(name, one, known);
    return new BotAgents.Member(
        name, main ? instructions : one.template(PROMPT), tools(one, box), may);
  }

  private static Optional<List<String>> tools(ConfigSection one, Toolbox box) {
    if (!one.has(TOOLS)) {
      return Optional.empty();
    }
    Set<String> offered =
        new TreeSet<>(box.offered().stream().map(ToolSpec::name).toList());
    List<String> names = one.texts(TOOLS);
    names.stream()
        .filter(name -> !offered.contains(name))
        .findFirst()
        .ifPresent(name -> one.tell(
            TOOLS,
            "names " + name + Nearest.hint(name, offered) + "; allowed: tools of the profile, "
                + offered));
    return Optional.of(names);
  }
}
