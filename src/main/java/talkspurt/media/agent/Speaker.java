package talkspurt.media.agent;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.Conduct;
import talkspurt.media.profile.Agents;
import talkspurt.media.profile.Profile;
import talkspurt.provider.Handoff;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Responder.Part;

/** Which of a profile's agents speaks on one line. Not thread-safe. */
final class Speaker {

  private static final Logger LOG = LoggerFactory.getLogger(Speaker.class);

  private Profile profile;
  private Profile.Agent own;
  private Agents.Member member;
  private Optional<Conduct> told = Optional.empty();

  /** From now on it is one of these; the first, as long as nothing else is told. */
  Agents.Member use(Profile other, Profile.Agent agent) {
    profile = other;
    own = agent;
    told = Optional.empty();
    member = Agents.Member.alone(agent, other.turns());
    return member;
  }

  /** What comes of being told who speaks. */
  record Change(Agents.Member member, boolean handedOff, Optional<String> missing) {}

  /**
   * Takes in who speaks.
   *
   * @return what is new about that; empty where nothing is
   */
  Optional<Change> told(Conduct conduct) {
    if (told.filter(conduct::equals).isPresent() || own.agents().members().isEmpty()) {
      return Optional.empty();
    }
    boolean handedOff =
        told.filter(before -> conduct.handoffs() > before.handoffs()).isPresent();
    told = Optional.of(conduct);
    Optional<Agents.Member> named = own.agents().member(conduct);
    Agents.Member wanted =
        named.orElseGet(() -> own.agents().member(Conduct.NONE).orElseThrow());
    if (handedOff) {
      LOG.info(
          "handed off from {} to {}, {} in the call",
          conduct.from(),
          wanted.name(),
          conduct.handoffs());
    }
    if (wanted.equals(member)) {
      return Optional.empty();
    }
    member = wanted;
    return Optional.of(new Change(
        wanted, handedOff, named.isPresent() ? Optional.empty() : Optional.of(conduct.agent())));
  }

  /** Why the first agent speaks in place of one whom the settings do not name any more. */
  static ProviderFailure missing(String name) {
    return new ProviderFailure(
        Kind.REJECTED_REQUEST,
        "agents",
        "the profile has no agent " + name + " any more: the first one speaks");
  }

  /** The wish of an agent for a tool, with the agent's name where that is needed; empty: it may not. */
  Optional<Part.UseTool> wish(Part.UseTool tool) {
    if (!tool.name().equals(Handoff.NAME)) {
      return Optional.of(tool);
    }
    Optional<Part.UseTool> allowed = member.agent().tools().handoff().by(tool);
    if (allowed.isEmpty()) {
      LOG.warn(
          "profile {}: agent {} may not hand the caller over to {} now; it stays",
          profile.name(),
          member.name(),
          tool.arguments().get("to"));
    }
    return allowed;
  }
}
