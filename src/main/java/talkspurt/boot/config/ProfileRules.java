package talkspurt.boot.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import talkspurt.call.SessionChange;
import talkspurt.call.Variant;
import talkspurt.http.MidCallRules;
import talkspurt.media.profile.Agents;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.RecordingPolicy;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.chat.ChatResponder;
import talkspurt.provider.webhook.WebhookResponder;

/**
 * What calls of a profile can be asked for while they run: what its pipeline can do, and what the profile
 * names.
 */
record ProfileRules(Profile profile) implements MidCallRules {

  static final String REALTIME = "openai-realtime";

  @Override
  public Optional<Objection> toChange(SessionChange change) {
    return Stream.of(
            change.instructions().flatMap(any -> toInstructions()),
            change.voice().flatMap(this::toVoice),
            change.tools().flatMap(this::toTools),
            change.turnDetection().flatMap(any -> toDetection()),
            change.turn().isEmpty() ? Optional.<Objection>empty() : toTurns(change),
            change.language().flatMap(any -> toLanguage()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Objection> toInstructions() {
    if (asksModel()) {
      return Optional.empty();
    }
    return cannot(
        "instructions",
        agent()
            ? "the agent is scripted and has no prompt; have words said by POST /say, or use a profile"
                + " whose responder is openai-chat or webhook"
            : "Media Streams cannot carry instructions; tell the bot by a way of your own");
  }

  private Optional<Objection> toVoice(String name) {
    TreeSet<String> known = new TreeSet<>(profile.options().voices().keySet());
    if (realtime() || known.contains(name)) {
      return Optional.empty();
    }
    if (!agent()) {
      return cannot("voice", "the voice is the bot's own, and Media Streams cannot name another");
    }
    return known.isEmpty()
        ? cannot("voice", "the profile names no other voices; name them in its voices block")
        : wrong("voice", "is '" + name + "'; allowed: " + String.join(", ", known));
  }

  private Optional<Objection> toTools(List<String> names) {
    if (agent() && !asksModel()) {
      return cannot("tools", "the agent is scripted: what it does is in its script");
    }
    TreeSet<String> known = new TreeSet<>(offered().stream().map(ToolSpec::name).toList());
    return names.stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .flatMap(name -> wrong(
            "tools",
            "names '" + name + "'; allowed: "
                + (known.isEmpty() ? "none, as the profile has none" : String.join(", ", known))));
  }

  private List<ToolSpec> offered() {
    if (profile.pipeline() instanceof Profile.Bot bot) {
      return bot.tools().with(bot.agents().anybody()).offered();
    }
    Profile.Agent agent = (Profile.Agent) profile.pipeline();
    return Stream.concat(
            Stream.of(agent), agent.agents().members().values().stream().map(Agents.Member::agent))
        .flatMap(one -> one.tools().offered().stream())
        .toList();
  }

  private Optional<Objection> toDetection() {
    return realtime()
        ? Optional.empty()
        : cannot(
            "turnDetection",
            "only a bot of kind openai-realtime can detect turns itself; change"
                + " how turns are taken by turn");
  }

  private Optional<Objection> toTurns(SessionChange change) {
    String language = change.language().orElse(profile.language());
    try {
      profile.options().turns().with(change.turn(), language);
      return Optional.empty();
    } catch (IllegalArgumentException refused) {
      return wrong("turn", "cannot be so: " + refused.getMessage());
    }
  }

  private Optional<Objection> toLanguage() {
    return agent() || realtime()
        ? Optional.empty()
        : cannot("language", "the bot of a Media Stream is told the language at its start alone");
  }

  @Override
  public Optional<Objection> toSay() {
    return profile.pipeline() instanceof Profile.Bot bot && bot.apology().isEmpty()
        ? cannot(
            "text",
            realtime()
                ? "the bot's own voice cannot be made to say exact words, and the profile has no"
                    + " synthesizer; add synthesizer and apology, or ask by POST /hint with answer = true"
                : "the profile has no synthesizer to say it with; add synthesizer and apology")
        : Optional.empty();
  }

  @Override
  public Optional<Objection> toHint(boolean answer) {
    if (asksModel()) {
      return Optional.empty();
    }
    return cannot(
        "text",
        agent()
            ? "the agent is scripted and reads no notes; have words said by POST /say"
            : "Media Streams cannot carry notes; tell the bot by a way of your own");
  }

  @Override
  public Map<String, String> transfers() {
    if (profile.pipeline() instanceof Profile.Agent agent) {
      return agent.tools().transfers();
    }
    return profile.pipeline() instanceof Profile.Bot bot ? bot.tools().transfers() : Map.of();
  }

  @Override
  public Optional<Objection> toRecord() {
    return profile.recording().mode() == RecordingPolicy.Mode.OFF
        ? cannot(
            "action",
            "calls of the profile are not recorded; set recording.mode of the profile to on, announced or"
                + " after-consent")
        : Optional.empty();
  }

  @Override
  public boolean recordsByItself() {
    return profile.recording().mode() == RecordingPolicy.Mode.ON
        || profile.recording().mode() == RecordingPolicy.Mode.ANNOUNCED;
  }

  @Override
  public MidCallRules of(Variant variant) {
    return new ProfileRules(profile.as(variant));
  }

  @Override
  public boolean anyVoice() {
    return agent();
  }

  /** Rules follow from a profile's version: those of another reading of the same settings are the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ProfileRules rules
        && profile.name().equals(rules.profile.name())
        && profile.version().equals(rules.profile.version());
  }

  @Override
  public int hashCode() {
    return Objects.hash(profile.name(), profile.version());
  }

  private boolean agent() {
    return profile.pipeline() instanceof Profile.Agent;
  }

  private boolean realtime() {
    return profile.options().kind().equals(REALTIME);
  }

  private boolean asksModel() {
    String kind = profile.options().kind();
    return realtime() || kind.equals(ChatResponder.KIND) || kind.equals(WebhookResponder.KIND);
  }

  private static Optional<Objection> cannot(String field, String why) {
    return Optional.of(new Objection(field, false, why));
  }

  private static Optional<Objection> wrong(String field, String why) {
    return Optional.of(new Objection(field, true, why));
  }
}
