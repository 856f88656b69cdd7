package talkspurt.boot.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import talkspurt.media.profile.Agents;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Prompt;
import talkspurt.media.profile.Voice;
import talkspurt.provider.CollectTools;
import talkspurt.provider.Handoff;
import talkspurt.provider.Toolbox;
import talkspurt.turn.TurnSettings;

/** Reads the {@code agents} block of a profile: those who may be handed its callers. */
final class AgentsReader {

  static final String KEY = "agents";
  static final String START = "start";
  static final String LIMITS = "handoffs";

  /** The profile's own agent, as the others know it. */
  static final String MAIN = "main";

  private static final int MOST = 20;
  static final String HANDOFF = "handoff";

  private static final String DESCRIPTION = "description";
  private static final String RESPONDER = "responder";
  private static final String SYNTHESIZER = "synthesizer";
  private static final String GREETING = "greeting";
  private static final String PROMPT = "prompt";
  private static final String TOOLS = "tools";
  private static final String TURN = "turn";

  private final ResponderReader responders;
  private final ToolReader tools;
  private final ConfigSection limits;

  /** @param limits the block {@code talkspurt.handoffs}, what holds where a profile says nothing */
  AgentsReader(ResponderReader responders, ToolReader tools, ConfigSection limits) {
    this.responders = responders;
    this.tools = tools;
    this.limits = limits;
  }

  /** So that a fault in one agent hides none in another. */
  void eachByItself(ConfigSection profile) {
    if (!profile.has(KEY)) {
      return;
    }
    ConfigSection block = profile.section(KEY);
    for (String name : block.keys()) {
      profile
          .faults()
          .attempt(() -> block.isBlock(name) && !name.equals(MAIN)
              ? block.section(name).check(own -> responder(profile, own))
              : null);
    }
  }

  /** How each agent but the profile's own answers, by name; none where there are no others. */
  Map<String, ResponderReader.Agent> responders(ConfigSection profile) {
    Map<String, ResponderReader.Agent> made = new LinkedHashMap<>();
    if (profile.has(KEY)) {
      ConfigSection block = profile.section(KEY);
      if (block.keys().size() > MOST) {
        profile.tell(KEY, "has " + block.keys().size() + "; allowed: " + MOST);
      }
      for (String name : block.keys()) {
        if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
          block.tell(name, "is no name; allowed: up to 64 letters, digits, _ and -");
        }
        if (!name.equals(MAIN)) {
          made.put(name, block.section(name).check(own -> responder(profile, own)));
        }
      }
    }
    return made;
  }

  private ResponderReader.Agent responder(ConfigSection profile, ConfigSection own) {
    own.only(DESCRIPTION, RESPONDER, PROMPT, SYNTHESIZER, TOOLS, GREETING, TURN, HANDOFF);
    if (own.has(RESPONDER) == own.has(PROMPT)) {
      throw new IllegalArgumentException("needs one of prompt, responder");
    }
    if (own.has(RESPONDER)) {
      return responders.agent(own.section(RESPONDER));
    }
    ConfigSection shared = profile.section(RESPONDER);
    String kind = shared.text("kind");
    if (!kind.equals("openai-chat")) {
      throw new IllegalArgumentException(
          "prompt stands for the profile's responder with another prompt, and that is of" + " kind "
              + kind + "; allowed: with kind openai-chat, else a responder of its own");
    }
    own.template(PROMPT);
    return responders.agent(new ConfigSection(
        shared.config().withValue(PROMPT, own.config().getValue(PROMPT)),
        shared.path(),
        shared.standard(),
        shared.place(),
        shared.faults(),
        shared.wrong()));
  }

  /**
   * What reads of an agent what the profile has, too.
   *
   * @param voices reads a {@code synthesizer} block
   * @param turns reads a {@code turn} block
   * @param usual how turns are taken in the profile
   */
  record Shared(
      Function<ConfigSection, Voice> voices,
      Function<ConfigSection, TurnSettings> turns,
      TurnSettings usual) {}

  /**
   * The agent that calls begin with, among all others.
   *
   * @param own the profile's own
   * @param made how the others answer
   */
  Profile.Agent agents(
      ConfigSection profile,
      Profile.Agent own,
      Map<String, ResponderReader.Agent> made,
      Shared shared) {
    if (!profile.has(KEY)) {
      for (String key : List.of(START, LIMITS)) {
        if (profile.has(key)) {
          profile.tell(
              key, "says something of agents, and there are none; allowed: with agents { … }");
        }
      }
      scripts(profile, Set.of());
      return own;
    }
    ConfigSection block = profile.section(KEY);
    Map<String, String> known = descriptions(block);
    Map<String, Agents.Member> members = new LinkedHashMap<>();
    made.forEach((name, agent) -> members.put(
        name,
        block.section(name).check(one -> member(name, one, own, agent, known, profile, shared))));
    String first = profile.has(START) ? profile.text(START) : MAIN;
    if (first.equals(MAIN)) {
      Handoff may = handoff(
          MAIN,
          block.isBlock(MAIN) ? block.section(MAIN).only(DESCRIPTION, HANDOFF) : block,
          known);
      scripts(profile, may.others().keySet());
      members.put(
          MAIN,
          new Agents.Member(
              MAIN,
              own.colleague(
                  own.responder(), own.askedAhead(), own.voice(), own.tools().with(may)),
              Optional.empty(),
              shared.usual()));
    } else if (!members.containsKey(first)) {
      profile.tell(
          START,
          "is " + first + Nearest.hint(first, made.keySet()) + "; allowed: " + made.keySet());
      return own;
    } else if (block.has(MAIN)) {
      block.tell(
          MAIN,
          "never speaks, since the profile starts with " + first + "; allowed: without start");
    }
    ConfigSection numbers =
        profile.sectionOrNothing(LIMITS).only("per-turn", "per-call").or(limits);
    Agents all = numbers.check(
        of -> new Agents(first, members, of.number("per-turn"), of.number("per-call")));
    return members.get(first).agent().among(all);
  }

  /** What each is handed callers for; the profile's own agent, where that is said. */
  static Map<String, String> descriptions(ConfigSection block) {
    Map<String, String> known = new LinkedHashMap<>();
    for (String name : block.keys()) {
      if (!name.equals(MAIN) || block.isBlock(MAIN) && block.section(MAIN).has(DESCRIPTION)) {
        known.put(name, block.section(name).text(DESCRIPTION));
      }
    }
    return known;
  }

  private Agents.Member member(
      String name,
      ConfigSection one,
      Profile.Agent own,
      ResponderReader.Agent answers,
      Map<String, String> known,
      ConfigSection profile,
      Shared shared) {
    Optional<Prompt> greeting =
        one.has(GREETING) ? Optional.of(PromptReader.greeting(one)) : Optional.empty();
    if (greeting.isEmpty()
        && one.has(RESPONDER)
        && one.section(RESPONDER).text("kind").equals("scripted")) {
      one.tell(
          GREETING,
          "is missing; allowed: what a scripted agent says first, as it answers by topics alone");
    }
    Handoff may = handoff(name, one, known);
    scripts(one, may.others().keySet());
    Toolbox can =
        one.has(TOOLS) ? tools(one, own.tools()).outcome(own.tools().outcome()) : own.tools();
    Voice voice =
        one.has(SYNTHESIZER) ? shared.voices().apply(synthesizer(one, profile)) : own.voice();
    return new Agents.Member(
        name,
        own.colleague(answers.responder(), answers.askedAhead(), voice, can.with(may)),
        greeting,
        turns(one, profile, shared).answering(answers.requests()));
  }

  /** Tools of its own, and those of the profile's values that they can take. */
  private Toolbox tools(ConfigSection one, Toolbox ofProfile) {
    Toolbox own = one.section(TOOLS).check(tools::tools);
    return own.with(CollectTools.with(own.runner(), ofProfile.runner()));
  }

  private static TurnSettings turns(ConfigSection one, ConfigSection profile, Shared shared) {
    if (!one.has(TURN)) {
      return shared.usual();
    }
    ConfigSection own = one.section(TURN);
    return shared.turns().apply(profile.has(TURN) ? own.or(profile.section(TURN)) : own);
  }

  /** One that names no kind differs from the profile's in what it says. */
  private static ConfigSection synthesizer(ConfigSection one, ConfigSection profile) {
    ConfigSection own = one.section(SYNTHESIZER);
    return own.has("kind") ? own : own.or(profile.section(SYNTHESIZER));
  }

  /** To whom one may hand over: to those it names, else to all that are known. */
  static Handoff handoff(String name, ConfigSection one, Map<String, String> known) {
    Map<String, String> others = new LinkedHashMap<>(known);
    others.remove(name);
    if (one.has(HANDOFF) && !one.isBlock(HANDOFF)) {
      List<String> named = one.texts(HANDOFF);
      named.stream()
          .filter(other -> !others.containsKey(other))
          .findFirst()
          .ifPresent(other -> one.tell(
              HANDOFF,
              "names " + other + Nearest.hint(other, others.keySet()) + "; allowed: "
                  + new TreeSet<>(others.keySet())
                  + " (main is the profile's own agent, once it has a description)"));
      others.keySet().retainAll(named);
    }
    return new Handoff(name, others);
  }

  /** A script hands over to those alone to whom its agent may. */
  private static void scripts(ConfigSection agent, Set<String> allowed) {
    if (!agent.isBlock(RESPONDER)) {
      return;
    }
    List<ConfigSection> chain = new ArrayList<>();
    agent.section(RESPONDER).chain("fallback").forEach(chain::add);
    for (ConfigSection one : chain) {
      for (ConfigSection topic : one.sections("topics")) {
        String then = topic.text("then", "");
        String to = then.startsWith(HANDOFF + " ") ? then.substring(HANDOFF.length() + 1) : "";
        if (!to.isEmpty() && !allowed.contains(to)) {
          topic.tell(
              "then",
              "is '" + then + "'" + Nearest.hint(to, allowed) + "; allowed agents: "
                  + new TreeSet<>(allowed));
        }
      }
    }
  }

  /** What callers may say to any of these. */
  static List<String> phrases(Map<String, ResponderReader.Agent> made) {
    Function<ResponderReader.Agent, List<String>> own = ResponderReader.Agent::phrases;
    return made.values().stream().map(own).flatMap(List::stream).toList();
  }
}
