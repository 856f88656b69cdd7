package talkspurt.boot.config;

import akka.actor.typed.ActorSystem;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import talkspurt.call.TimeLimit;
import talkspurt.media.profile.FailurePolicy;
import talkspurt.media.profile.Filler;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Prompt;
import talkspurt.media.profile.Voice;
import talkspurt.provider.OutcomeForm;
import talkspurt.provider.Responder.Part.UseTool;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.agent.Sentences;
import talkspurt.provider.embedded.EmbeddedProviders;
import talkspurt.provider.recorded.PrefetchedSynthesizer;
import talkspurt.telemetry.NanoClock;
import talkspurt.text.Placeholders;
import talkspurt.turn.TurnSettings;

/** Reads profiles whose calls a transcriber, an agent and a voice answer, one behind the other. */
final class CascadeProfileReader {

  private final ProfilePartReaders parts;
  private final ResponderReader responders;
  private final AgentsReader agents;
  private final EmbeddedProviders embedded;
  private final ActorSystem<?> system;
  private final ProviderStore.Reading made;
  private final SpeechLevel level;
  private final ConfigSection fillers;

  /** @param made where voices of the same settings are, and new ones come to */
  CascadeProfileReader(
      ProfilePartReaders parts,
      ResponderReader responders,
      EmbeddedProviders embedded,
      ActorSystem<?> system,
      ProviderStore.Reading made) {
    this.parts = parts;
    this.responders = responders;
    this.agents =
        new AgentsReader(responders, parts.tools(), parts.root().section(AgentsReader.LIMITS));
    this.embedded = embedded;
    this.system = system;
    this.made = made;
    this.level = parts.voices().level();
    this.fillers = parts.root().section("filler");
  }

  /**
   * Reads a profile.
   *
   * @param outcome what its agent may tell of how a call came out
   */
  Profile read(String name, ConfigSection block, OutcomeForm outcome) {
    block.only(ProfilePartReaders.keysAnd(
        "greeting", "max-keys", "responder", "phrases", "filler", "giving-up"));
    String language = block.text("language");
    TimeLimit limit = parts.limits().limit(block);
    ConfigSection transcriber = block.section("transcriber");
    ResponderReader.Agent made = responders.agent(block.section("responder"));
    TurnSettings taking = parts.turns(block, language).answering(made.requests());
    Map<String, ResponderReader.Agent> others = agents.responders(block);
    List<String> phrases = new ArrayList<>(made.phrases());
    phrases.addAll(AgentsReader.phrases(others));
    phrases.addAll(block.texts("phrases", List.of()));
    if (TranscriberReader.asksEmbedded(transcriber)) {
      embedded.refuseUnknownWords(phrases);
    }
    phrases.addAll(taking.backchannels().written());
    phrases.addAll(taking.commands().written());
    List<String> sayable = phrases.stream().distinct().toList();
    if (TranscriberReader.asksEmbedded(transcriber) && !block.faults().collects()) {
      embedded.foresee(sayable);
    }
    Prompt apology = level.prompt(PromptReader.apology(block));
    Filler filler = block.sectionOrNothing("filler").check(own -> filler(own, language));
    Prompt goodbye = block.has(TimeLimitReader.GOODBYE)
        ? level.prompt(PromptReader.of(block, TimeLimitReader.GOODBYE))
        : new Prompt.Say(parts.limits().goodbye(language, limit));
    Voice voice = rehearsed(
        parts.voices().read(block.section("synthesizer")), language, filler, apology, goodbye);
    Prompt greeting = level.prompt(PromptReader.greeting(block));
    if (greeting instanceof Prompt.Say say
        && Placeholders.in(say.words()).isEmpty()
        && SynthesizerReader.isEmbedded(block.section("synthesizer"))
        && !block.faults().collects()) {
      embedded.foresee(new Synthesizer.Request(language, voice.name(), say.words()));
    }
    Profile.Agent agent = new Profile.Agent(
        greeting,
        apology,
        goodbye,
        parts.transcribers().read(transcriber),
        sayable,
        made.responder(),
        made.askedAhead(),
        voice,
        block.has("max-keys") ? block.number("max-keys") : 1,
        parts.collects().agents(block, language, parts.toolbox(block, outcome)),
        filler,
        block.has("giving-up")
            ? Optional.of(block.section("giving-up").check(CascadeProfileReader::givingUp))
            : Optional.empty());
    AgentsReader.Shared shared = new AgentsReader.Shared(
        own -> rehearsed(parts.voices().read(own), language, filler, apology, goodbye),
        own -> parts.turns().turns(own, language),
        taking);
    Profile.Agent guarded = agent.guarded(parts.guardrails().read(block));
    return new Profile(
        name, language, taking, agents.agents(block, guarded, others, shared), limit);
  }

  /** Reads each part by itself, so that a fault in one hides none in another. */
  void eachByItself(ConfigSection block) {
    Faults faults = block.faults();
    String language = block.text("language", "en");
    faults.attempt(() -> parts.transcribers().read(block.section("transcriber")));
    faults.attempt(() -> responders.agent(block.section("responder")));
    agents.eachByItself(block);
    faults.attempt(() -> parts.guardrails().read(block));
    faults.attempt(() -> parts.voices().read(block.section("synthesizer")));
    faults.attempt(() -> PromptReader.greeting(block));
    faults.attempt(() -> PromptReader.apology(block));
    faults.attempt(() -> parts.limits().limit(block));
    faults.attempt(() -> HoursReader.read(block, ZoneId.systemDefault()));
    faults.attempt(() -> parts.turns(block, language));
    faults.attempt(() ->
        block.has("filler") ? block.section("filler").check(own -> filler(own, language)) : null);
    faults.attempt(
        () -> block.has("tools") ? block.section("tools").check(parts.tools()::tools) : null);
    faults.attempt(() -> block.has("giving-up")
        ? block.section("giving-up").check(CascadeProfileReader::givingUp)
        : null);
  }

  /** What a profile does not say itself is what is said in its language. */
  private Filler filler(ConfigSection own, String language) {
    ConfigSection block = own.only("after", "most", "say").or(fillers);
    ConfigSection words = fillers.section("say");
    String key = LanguageWarnings.key(words, language);
    List<String> known =
        words.has(key) ? words.texts(key) : parts.languages().words(language, "filler");
    return new Filler(
        block.duration("after"),
        own.has("say")
            ? own.texts("say").stream().map(text -> own.fixed("say", text)).toList()
            : known,
        block.number("most"));
  }

  /** What is said when a voice may be out of order is in memory before that. */
  private Voice rehearsed(
      Voice voice, String language, Filler filler, Prompt apology, Prompt goodbye) {
    List<String> texts = new ArrayList<>(filler.words());
    if (goodbye instanceof Prompt.Say say) {
      texts.addAll(Sentences.of(say.words(), parts.languages().pack(language).sentences()));
    }
    if (apology instanceof Prompt.Say say) {
      texts.add(say.words());
    }
    List<Synthesizer.Request> wanted = texts.stream()
        .map(text -> new Synthesizer.Request(language, voice.name(), text))
        .toList();
    Synthesizer known = made.one(
        Synthesizer.class,
        List.of("prefetched", voice.synthesizer(), wanted),
        () -> PrefetchedSynthesizer.create(
            system, voice.synthesizer(), wanted, NanoClock.system(), level::sentence));
    return new Voice(known, voice.name(), voice.pace());
  }

  private static FailurePolicy givingUp(ConfigSection block) {
    block.only("after-failures", "then");
    String then = block.text("then");
    if (then.equals("hang-up")) {
      return new FailurePolicy(block.number("after-failures"), new UseTool("end_call", Map.of()));
    }
    if (then.matches("transfer [^, ]+,[^, ]+,[^, ]+")) {
      String to = then.substring("transfer ".length());
      return new FailurePolicy(
          block.number("after-failures"), new UseTool("transfer_call", Map.of("destination", to)));
    }
    throw new IllegalArgumentException(
        "then is '" + then + "'; allowed: hang-up, transfer CONTEXT,EXTEN,PRIORITY");
  }
}
