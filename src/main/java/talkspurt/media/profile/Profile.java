package talkspurt.media.profile;

import static talkspurt.settings.Bounds.within;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import talkspurt.call.CallPlan;
import talkspurt.call.ProfileHours;
import talkspurt.call.TimeLimit;
import talkspurt.call.Variant;
import talkspurt.media.settings.ProfileAmbience;
import talkspurt.provider.Handoff;
import talkspurt.provider.Price;
import talkspurt.provider.Responder;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.Toolbox;
import talkspurt.provider.Transcriber;
import talkspurt.turn.TurnSettings;

/**
 * Who answers a call, and how.
 *
 * @param name the profile's name
 * @param language BCP 47 tag
 * @param turns how turns are taken
 * @param pipeline who hears and speaks
 * @param limit how long a call may take
 * @param zone where its callers are told the time
 * @param hours when those are there for whom it answers, where that is said
 * @param version a fingerprint of all that shapes its calls; empty where nobody asks for it
 * @param variants of which each call gets one, where it has such
 * @param options what its calls can be while they run, other than this
 * @param ambience what its callers hear below the voice
 */
public record Profile(
    String name,
    String language,
    TurnSettings turns,
    Pipeline pipeline,
    TimeLimit limit,
    ZoneId zone,
    Optional<ProfileHours> hours,
    String version,
    Optional<Variants> variants,
    MidCallOptions options,
    ProfileAmbience ambience) {

  /** One without a version, in the zone of this machine. */
  public Profile(
      String name, String language, TurnSettings turns, Pipeline pipeline, TimeLimit limit) {
    this(
        name,
        language,
        turns,
        pipeline,
        limit,
        ZoneId.systemDefault(),
        Optional.empty(),
        "",
        Optional.empty(),
        MidCallOptions.NONE,
        ProfileAmbience.ENGINE);
  }

  /** One whose calls may take as long as they like. */
  public Profile(String name, String language, TurnSettings turns, Pipeline pipeline) {
    this(name, language, turns, pipeline, TimeLimit.NONE);
  }

  /** What is paid for the time of a call, by the name of who is paid. */
  public Map<String, Price> priceOfTime() {
    return pipeline.priceOfTime();
  }

  /** The language of a call that it answers. */
  public String languageOf(CallPlan plan) {
    return plan.language().isEmpty() ? language : plan.language();
  }

  /** The same in this zone. */
  public Profile zone(ZoneId other) {
    return new Profile(
        name, language, turns, pipeline, limit, other, hours, version, variants, options, ambience);
  }

  /** The same with these hours. */
  public Profile hours(Optional<ProfileHours> other) {
    return new Profile(
        name, language, turns, pipeline, limit, zone, other, version, variants, options, ambience);
  }

  /** The name of the profile that answers at that time. */
  public String answersAt(Instant time) {
    return hours.map(known -> known.answering(name, time)).orElse(name);
  }

  /** The same as this version. */
  public Profile version(String other) {
    return new Profile(
        name,
        language,
        turns,
        pipeline,
        limit,
        zone,
        hours,
        other,
        variants.map(some -> some.version(other)),
        options,
        ambience);
  }

  /** The same with these variants. */
  public Profile variants(Optional<Variants> others) {
    return new Profile(
        name, language, turns, pipeline, limit, zone, hours, version, others, options, ambience);
  }

  /** The same with these options. */
  public Profile options(MidCallOptions other) {
    return new Profile(
        name, language, turns, pipeline, limit, zone, hours, version, variants, other, ambience);
  }

  /** The same with this below the voice. */
  public Profile ambience(ProfileAmbience other) {
    return new Profile(
        name, language, turns, pipeline, limit, zone, hours, version, variants, options, other);
  }

  /** The same with another pipeline, and other ways to take turns. */
  Profile with(TurnSettings otherTurns, Pipeline other) {
    return new Profile(
        name,
        language,
        otherTurns,
        other,
        limit,
        zone,
        hours,
        version,
        variants,
        options,
        ambience);
  }

  /** The variant that a call gets by its id; none where there are no variants. */
  public Variant choose(UUID callId) {
    return variants.map(some -> some.experiment().choose(callId)).orElse(Variant.NONE);
  }

  /** What answers a call of this variant; this profile itself where it has no such variant (any more). */
  public Profile as(Variant chosen) {
    return variants
        .flatMap(some -> Optional.ofNullable(some.byName().get(chosen.name())))
        .orElse(this);
  }

  /** Who hears and speaks. */
  public sealed interface Pipeline {

    /** What is paid for the time of a call; those that hear it count that themselves. */
    default Map<String, Price> priceOfTime() {
      return Map.of();
    }
  }

  /**
   * Transcriber, agent and synthesizer, one after the other.
   *
   * @param greeting said first
   * @param apology said when the responder fails
   * @param goodbye said when the call has taken as long as it may
   * @param transcriber speech to text
   * @param phrases what callers are likely to say, for the transcriber
   * @param responder the agent
   * @param askedAhead whether it may be asked before the caller's turn is over and in the journal
   * @param voice text to speech
   * @param maxKeys how many keys make an input
   * @param tools what the agent can do
   * @param filler said while it keeps the caller waiting
   * @param givingUp what is done when it fails again and again
   * @param agents all agents of the profile, this one among them, where there are several
   * @param guardrails what it must not say, and what it has to
   */
  public record Agent(
      Prompt greeting,
      Prompt apology,
      Prompt goodbye,
      Transcriber transcriber,
      List<String> phrases,
      Responder responder,
      boolean askedAhead,
      Voice voice,
      int maxKeys,
      Toolbox tools,
      Filler filler,
      Optional<FailurePolicy> givingUp,
      Agents agents,
      Guardrails guardrails)
      implements Pipeline {

    /** The only agent of a profile. */
    public Agent(
        Prompt greeting,
        Prompt apology,
        Prompt goodbye,
        Transcriber transcriber,
        List<String> phrases,
        Responder responder,
        boolean askedAhead,
        Voice voice,
        int maxKeys,
        Toolbox tools,
        Filler filler,
        Optional<FailurePolicy> givingUp) {
      this(
          greeting,
          apology,
          goodbye,
          transcriber,
          phrases,
          responder,
          askedAhead,
          voice,
          maxKeys,
          tools,
          filler,
          givingUp,
          Agents.NONE,
          Guardrails.NONE);
    }

    public Agent {
      phrases = List.copyOf(phrases);
      within("max-keys", maxKeys, 1, 64);
    }

    /** The same, and all its colleagues, with this voice, these of their tools, and these ways to take turns. */
    Agent changed(
        Optional<Voice> other, Optional<List<String>> names, Optional<TurnSettings> turns) {
      return new Agent(
          greeting,
          apology,
          goodbye,
          transcriber,
          phrases,
          responder,
          askedAhead,
          other.orElse(voice),
          maxKeys,
          names.map(tools::only).orElse(tools),
          filler,
          givingUp,
          agents.changed(other, names, turns),
          guardrails);
    }

    @Override
    public Map<String, Price> priceOfTime() {
      return responder.priceOfTime();
    }

    /** The same for a caller to whom others of the profile may speak, too. */
    public Agent among(Agents others) {
      return with(tools, others, guardrails);
    }

    /** The same that is held to these rules. */
    public Agent guarded(Guardrails rules) {
      return with(tools, agents, rules);
    }

    /** Another agent of the profile that hears as this one does. */
    public Agent colleague(Responder other, boolean ahead, Voice speaks, Toolbox can) {
      return new Agent(
          greeting,
          apology,
          goodbye,
          transcriber,
          phrases,
          other,
          ahead,
          speaks,
          maxKeys,
          can,
          filler,
          givingUp,
          Agents.NONE,
          guardrails);
    }

    /** The same, who may hand over to nobody. */
    Agent keeping() {
      return with(tools.with(Handoff.NONE), agents, guardrails);
    }

    private Agent with(Toolbox can, Agents others, Guardrails rules) {
      return new Agent(
          greeting,
          apology,
          goodbye,
          transcriber,
          phrases,
          responder,
          askedAhead,
          voice,
          maxKeys,
          can,
          filler,
          givingUp,
          others,
          rules);
    }
  }

  /**
   * A bot that hears and speaks for itself.
   *
   * @param speech the bot
   * @param apology said when it fails; without one the line is released at once
   * @param tools what it can do, if it can use such
   * @param goodbye said when the call has taken as long as it may; without one the line is released
   * @param listener hears values that callers are asked for, and nothing else
   * @param agents which it is, one after the other
   */
  public record Bot(
      SpeechToSpeech speech,
      Optional<Apology> apology,
      Toolbox tools,
      Optional<Goodbye> goodbye,
      Optional<Transcriber> listener,
      BotAgents agents)
      implements Pipeline {

    /** A bot that is one agent, and whose callers are asked for nothing that they may say. */
    public Bot(
        SpeechToSpeech speech,
        Optional<Apology> apology,
        Toolbox tools,
        Optional<Goodbye> goodbye) {
      this(speech, apology, tools, goodbye, Optional.empty(), BotAgents.NONE);
    }
  }

  /**
   * How a bot's call is ended when it has taken as long as it may.
   *
   * @param words what is said; empty where the bot finds words of its own
   * @param voice who says them; without one the bot is asked to
   */
  public record Goodbye(String words, Optional<Voice> voice) {}

  /**
   * What is said in place of a bot that fails.
   *
   * @param words the words
   * @param voice who says them
   */
  public record Apology(String words, Voice voice) {}
}
