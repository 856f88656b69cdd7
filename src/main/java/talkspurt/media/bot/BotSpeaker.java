package talkspurt.media.bot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.Conduct;
import talkspurt.call.SessionChange;
import talkspurt.language.Wording;
import talkspurt.media.profile.BotAgents;
import talkspurt.media.profile.Profile;
import talkspurt.provider.Briefing;
import talkspurt.provider.Handoff;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.Toolbox;
import talkspurt.provider.agent.BriefingNote;

/** Which agent a bot with a session is on one line, and what its session is by that. Not thread-safe. */
final class BotSpeaker {

  private static final Logger LOG = LoggerFactory.getLogger(BotSpeaker.class);

  private Profile.Bot bot;
  private Wording words;
  private Conduct conduct = Conduct.NONE;
  private Optional<BotAgents.Member> member = Optional.empty();
  private boolean told;

  /** From now on it is one of these, and is told of things in these words. */
  void use(Profile.Bot other, Wording wording) {
    bot = other;
    words = wording;
    told = false;
    member = bot.agents().member(conduct);
  }

  /**
   * Takes in which one it is.
   *
   * @return its name, where the caller was handed over to it since
   */
  Optional<String> know(Conduct now) {
    boolean handedOff = told && now.handoffs() > conduct.handoffs();
    conduct = now;
    told = true;
    member = bot.agents().member(now);
    if (member.isEmpty() && !bot.agents().members().isEmpty()) {
      LOG.warn("the profile has no agent {} any more: the first one speaks", now.agent());
      member = bot.agents().member(Conduct.NONE);
    }
    if (handedOff) {
      LOG.info("handed off from {} to {}, {} in the call", now.from(), now.agent(), now.handoffs());
    }
    return handedOff ? member.map(BotAgents.Member::name) : Optional.empty();
  }

  /** Every tool that any of the agents has, as the session knows them. */
  List<ToolSpec> offered() {
    return bot.tools().with(bot.agents().anybody()).offered(words);
  }

  /** What the agent may use now. */
  Toolbox box() {
    return bot.tools().with(member.map(BotAgents.Member::handoff).orElse(Handoff.NONE));
  }

  /** The session of the agent, but for what was asked to be other in this call. */
  SessionChange session(SessionChange asked) {
    return member
        .map(one -> new SessionChange(
                Optional.of(instructions(one)),
                Optional.empty(),
                Optional.of(tools(one)),
                Optional.empty())
            .then(asked))
        .orElse(asked);
  }

  /** Names in braces stand for values of the call, and a summary is not our text: its braces are replaced. */
  private String instructions(BotAgents.Member one) {
    Briefing briefing = new Briefing(
        one.name(),
        conduct.handoffs() == 0
            ? Optional.empty()
            : Optional.of(
                new Briefing.TakenOver(conduct.from(), conduct.summary().text())),
        List.of());
    return one.instructions()
        + BriefingNote.told(briefing, words)
            .map(note -> "\n\n" + note.replace('{', '(').replace('}', ')'))
            .orElse("");
  }

  private List<String> tools(BotAgents.Member one) {
    List<String> names = new ArrayList<>(one.tools()
        .orElseGet(() -> bot.tools().offered().stream().map(ToolSpec::name).toList()));
    if (!one.handoff().others().isEmpty()) {
      names.add(Handoff.NAME);
    }
    return names;
  }
}
