package talkspurt.media.profile;

import static talkspurt.settings.Bounds.within;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import talkspurt.call.ProfileHours;
import talkspurt.call.TimeLimit;
import talkspurt.call.Variant;
import talkspurt.language.LanguagePack;
import talkspurt.media.settings.ProfileAmbience;
import talkspurt.provider.Handoff;
import talkspurt.provider.Price;
import talkspurt.provider.Responder;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.Toolbox;
import talkspurt.provider.Transcriber;
import talkspurt.provider.Usage;
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
 * @param speech what is known of the language
 * @param languages which others it speaks
 * @param missing what of it is in another language than this one, by the names of its keys
 * @param recording whether its calls are recorded
 * @param fees what is taken for its calls themselves, by the name of who is paid
 * @param outbound what called parties are told first, and how they say that they want no more calls
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
    ProfileAmbience ambience,
    LanguagePack speech,
    Languages languages,
    List<String> missing,
    RecordingPolicy recording,
    Map<String, Price> fees,
    OutboundPolicy outbound) {

  public Profile {
    fees = Map.copyOf(fees);
    missing = List.copyOf(missing);
  }

  /** One that is whole in its language, and speaks no other. */
  public Profile(
      String name,
      String language,
      TurnSettings turns,
      Pipeline pipeline,
      TimeLimit limit,
      ZoneId zone,
      Optional<ProfileHours> hours,
      String version) {
    this(
        name,
        language,
        turns,
        pipeline,
        limit,
        zone,
        hours,
        version,
        Optional.empty(),
        MidCallOptions.NONE,
        ProfileAmbience.ENGINE,
        LanguagePack.shipped(language),
        Languages.only(language),
        List.of(),
        RecordingPolicy.OFF,
        Map.of(),
        OutboundPolicy.NONE);
  }

  /** The key of what callers hear first. */
  public static final String GREETING = "greeting";

  /** One without a version, in the zone of this machine. */
  public Profile(
      String name, String language, TurnSettings turns, Pipeline pipeline, TimeLimit limit) {
    this(name, language, turns, pipeline, limit, ZoneId.systemDefault(), Optional.empty(), "");
  }

  /** One whose calls may take as long as they like. */
  public Profile(String name, String language, TurnSettings turns, Pipeline pipeline) {
    this(name, language, turns, pipeline, TimeLimit.NONE);
  }

  /** What is paid for the time of a call, by the name of who is paid. */
  public Map<String, Price> priceOfTime() {
    Map<String, Price> all = new HashMap<>(pipeline.priceOfTime());
    fees.forEach((who, fee) -> {
      if (fee.knows(Usage.Unit.SOUND_MS)) {
        all.put(who, fee.only(Usage.Unit.SOUND_MS));
      }
    });
    return all;
  }

  /** The same in this zone. */
  public Profile zone(ZoneId other) {
    return with(other, hours, version);
  }

  /** The same with these hours. */
  public Profile hours(Optional<ProfileHours> other) {
    return with(zone, other, version);
  }

  /** The name of the profile that answers at that time. */
  public String answersAt(Instant time) {
    return hours.map(known -> known.answering(name, time)).orElse(name);
  }

  /** The same as this version. */
  public Profile version(String other) {
    return with(zone, hours, other).variants(variants.map(some -> some.version(other)));
  }

  /** The same with these variants. */
  public Profile variants(Optional<Variants> others) {
    return new Profile(
        name, language, turns, pipeline, limit, zone, hours, version, others, options, ambience,
        speech, languages, missing, recording, fees, outbound);
  }

  /** The same with these options. */
  public Profile options(MidCallOptions other) {
    return new Profile(
        name, language, turns, pipeline, limit, zone, hours, version, variants, other, ambience,
        speech, languages, missing, recording, fees, outbound);
  }

  /** The same with this below the voice. */
  public Profile ambience(ProfileAmbience other) {
    return new Profile(
        name, language, turns, pipeline, limit, zone, hours, version, variants, options, other,
        speech, languages, missing, recording, fees, outbound);
  }

  /** The same whose calls are recorded so. */
  public Profile recording(RecordingPolicy other) {
    return new Profile(
        name, language, turns, pipeline, limit, zone, hours, version, variants, options, ambience,
        speech, languages, missing, other, fees, outbound);
  }

  /** The same whose calls cost these fees. */
  public Profile fees(Map<String, Price> others) {
    return new Profile(
        name, language, turns, pipeline, limit, zone, hours, version, variants, options, ambience,
        speech, languages, missing, recording, others, outbound);
  }

  /** The same whose called parties are told this. */
  public Profile outbound(OutboundPolicy other) {
    return new Profile(
        name, language, turns, pipeline, limit, zone, hours, version, variants, options, ambience,
        speech, languages, missing, recording, fees, other);
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

  private Profile with(ZoneId where, Optional<ProfileHours> when, String which) {
    return new Profile(
        name, language, turns, pipeline, limit, where, when, which, variants, options, ambience,
        speech, languages, missing, recording, fees, outbound);
  }

  /** The same with these words of its language, and these others beside it. */
  public Profile speaking(LanguagePack words, Languages others, List<String> lacks) {
    return new Profile(
        name,
        words.tag(),
        turns,
        pipeline,
        limit,
        zone,
        hours,
        version,
        variants,
        options,
        ambience,
        words,
        others,
        lacks,
        recording,
        fees,
        outbound);
  }

  /** The same where turns are taken so, by this pipeline. */
  public Profile with(TurnSettings taking, Pipeline other) {
    return new Profile(
        name, language, taking, other, limit, zone, hours, version, variants, options, ambience,
        speech, languages, missing, recording, fees, outbound);
  }

  /** The same in these words. */
  Profile speaking(LanguagePack words) {
    return speaking(words, languages, missing);
  }

  /** The profile as it is in calls of this language; empty: its own. */
  public Profile in(String tag) {
    return tag.isEmpty() || tag.equals(language) ? this : languages.of(this, tag);
  }

  /** Whose greeting calls in this language begin with: one that is not there is said in the profile's own language. */
  public Profile greets() {
    return missing.contains(GREETING) ? in(languages.spoken().get(0)) : this;
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

    /**
     * The same, and all its colleagues, that says this, and whose callers are likely to say that.
     *
     * @param words how turns are taken in that language, for the words that its colleagues know
     */
    public Agent saying(
        Prompt sorry, Prompt farewell, Filler waiting, List<String> likely, TurnSettings words) {
      return new Agent(
          greeting,
          sorry,
          farewell,
          transcriber,
          likely,
          responder,
          askedAhead,
          voice,
          maxKeys,
          tools,
          waiting,
          givingUp,
          agents.saying(one -> one.saying(sorry, farewell, waiting, likely, words), words),
          guardrails);
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
   * @param listener hears values that callers are asked for
   * @param agents which it is, one after the other
   * @param guardrails what it must not say; {@code apology} has the voice of what is said in place of that
   */
  public record Bot(
      SpeechToSpeech speech,
      Optional<Apology> apology,
      Toolbox tools,
      Optional<Goodbye> goodbye,
      Optional<BotListener> listener,
      BotAgents agents,
      BotGuardrails guardrails)
      implements Pipeline {

    /** A bot that is one agent, and whose callers are asked for nothing that they may say. */
    public Bot(
        SpeechToSpeech speech,
        Optional<Apology> apology,
        Toolbox tools,
        Optional<Goodbye> goodbye) {
      this(speech, apology, tools, goodbye, Optional.empty(), BotAgents.NONE, BotGuardrails.NONE);
    }

    /** The same with these rules. */
    public Bot guarded(BotGuardrails rules) {
      return new Bot(speech, apology, tools, goodbye, listener, agents, rules);
    }
  }

  /**
   * Who of ours hears callers of a bot.
   *
   * @param overhears whether also what they are not asked for, for words by which they opt out: the bot tells none
   */
  public record BotListener(Transcriber transcriber, boolean overhears) {}

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
