package talkspurt.boot.config;

import static talkspurt.settings.Bounds.within;

import akka.actor.typed.ActorSystem;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import talkspurt.call.ProfileHours;
import talkspurt.call.TimeLimit;
import talkspurt.call.Variant;
import talkspurt.check.Endpoint;
import talkspurt.control.CallLimits;
import talkspurt.control.RetentionRule;
import talkspurt.control.RetentionRules;
import talkspurt.control.WordRedaction;
import talkspurt.http.MidCallRules;
import talkspurt.http.ProfileDirectory;
import talkspurt.http.ProfileVariants;
import talkspurt.media.busy.BusyAnswer;
import talkspurt.media.profile.BotGuardrails;
import talkspurt.media.profile.FailurePolicy;
import talkspurt.media.profile.Filler;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Profiles;
import talkspurt.media.profile.Prompt;
import talkspurt.media.profile.Variants;
import talkspurt.media.profile.Voice;
import talkspurt.outcome.OutcomePolicy;
import talkspurt.provider.Responder.Part.UseTool;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Toolbox;
import talkspurt.provider.agent.Sentences;
import talkspurt.provider.embedded.EmbeddedProviders;
import talkspurt.provider.mediastream.MediaStreamSettings;
import talkspurt.provider.recorded.PrefetchedSynthesizer;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;
import talkspurt.text.Placeholders;
import talkspurt.turn.Interruption;
import talkspurt.turn.TurnSettings;

/** Reads the profiles, and makes their providers. */
public final class ProfileReader {

  private static final String TIME_ZONE = "time-zone";

  private final ConfigSection root;
  private final ConfigSection profiles;
  private final TurnReader turns;
  private final LanguageFiles languages;
  private final MidCallReader midCall;
  private final String standard;
  private final EmbeddedProviders embedded;
  private final SynthesizerReader voices;
  private final BotReader bots;
  private final Set<String> recalls = new HashSet<>();
  private final Set<String> recognisedHere = new HashSet<>();
  private final Set<String> wordless = new HashSet<>();
  private final Map<String, WordRedaction> redacted = new HashMap<>();
  private final Map<String, Integer> maxCalls = new HashMap<>();
  private final Map<String, Long> dayBudgets = new HashMap<>();
  private final Map<String, Long> monthBudgets = new HashMap<>();
  private final Map<String, BusyAnswer> busy = new HashMap<>();
  private final Map<String, OutcomePolicy> outcomes = new HashMap<>();
  private final Map<String, RetentionRule> retention = new HashMap<>();
  private final TranscriberReader transcribers;
  private final Map<String, Profile> byName = new HashMap<>();
  private final Map<String, String> byDnid = new HashMap<>();
  private final Map<String, ProfileSheet> sheets = new TreeMap<>();
  private final ProviderStore.Reading made;
  private final ProfileSheetReader sheetReader;

  private final SpeechLevel level;
  private final ResponderReader responders;
  private final ToolReader tools;
  private final CollectReader collects;
  private final ConsentReader consents;
  private final LanguageRedactions redactions;
  private final AgentsReader agents;
  private final GuardrailsReader guardrails;
  private final OutcomeReader outcomeReader;
  private final RetentionRule keeps;
  private final ConfigSection fillers;
  private final TimeLimitReader limits;
  private final FeeReader fees;
  private final ActorSystem<?> system;
  private final Metrics metrics;

  private ProfileReader(
      ConfigSection root,
      EmbeddedProviders embedded,
      Function<MediaStreamSettings, SpeechToSpeech> bots,
      ActorSystem<?> system,
      Metrics metrics,
      ProviderStore.Reading made,
      Map<String, String> engine) {
    this.root = root;
    this.made = made;
    made.prices(PriceRules.read(root));
    this.profiles = root.section("profiles");
    this.languages = new LanguageFiles(root);
    this.turns = new TurnReader(root, languages);
    this.sheetReader = new ProfileSheetReader(root, turns, languages, engine);
    this.standard = root.text("default-profile");
    this.embedded = embedded;
    this.voices = new SynthesizerReader(root, embedded, system, metrics, System.getenv(), made);
    this.midCall = new MidCallReader(turns, voices);
    this.level = voices.level();
    this.bots = new BotReader(root, bots, system, metrics, made);
    this.transcribers = new TranscriberReader(root, embedded, system, metrics, made);
    this.fillers = root.section("filler");
    this.fees = new FeeReader(root.section(FeeReader.KEY), made);
    this.limits = new TimeLimitReader(root.section("calls"), languages);
    this.system = system;
    this.metrics = metrics;
    this.responders = new ResponderReader(system, embedded, root, metrics, made);
    this.keeps = SettingsReader.part(root, RetentionReader::standard);
    this.outcomeReader = new OutcomeReader(system, root, metrics.providers(), languages, made);
    this.tools = new ToolReader(system, root, metrics, made);
    this.guardrails = new GuardrailsReader(new SentenceJudgeReader(
        system, root.section(GuardrailsReader.KEY).section("model"), metrics, made)::read);
    this.collects = new CollectReader(root.section(CollectReader.KEY));
    this.consents = new ConsentReader(
        root.section(ConsentReader.KEY),
        root.section(CollectReader.KEY).section(CollectReader.WORDS),
        languages);
    this.redactions = new LanguageRedactions(languages, collects::spoken);
    this.agents = new AgentsReader(responders, tools, root.section(AgentsReader.LIMITS));
  }

  /**
   * All profiles, read and checked.
   *
   * @param bots makes the bot of a {@code bot} block
   */
  public static ProfileReader read(
      Settings settings,
      EmbeddedProviders embedded,
      Function<MediaStreamSettings, SpeechToSpeech> bots,
      ActorSystem<?> system,
      Metrics metrics) {
    return read(
        SettingsReader.root(settings, Faults.atOnce()),
        embedded,
        bots,
        system,
        metrics,
        new ProviderStore().reading(),
        Map.of());
  }

  /**
   * The same, told to whom {@code root} tells its faults.
   *
   * @param made where providers of the same settings are, and new ones come to
   * @param engine what else shapes all calls, by name
   */
  public static ProfileReader read(
      ConfigSection root,
      EmbeddedProviders embedded,
      Function<MediaStreamSettings, SpeechToSpeech> bots,
      ActorSystem<?> system,
      Metrics metrics,
      ProviderStore.Reading made,
      Map<String, String> engine) {
    ProfileReader reader = new ProfileReader(root, embedded, bots, system, metrics, made, engine);
    for (String name : reader.profiles.keys()) {
      root.faults().attempt(() -> {
        reader.read(name);
        return name;
      });
    }
    Set<String> names = reader.profiles.keys();
    reader.byName.forEach((name, profile) -> profile
        .hours()
        .flatMap(ProfileHours::closed)
        .filter(other -> !names.contains(other))
        .ifPresent(other -> reader
            .profiles
            .section(name)
            .tell(
                HoursReader.KEY + ".closed",
                "is " + other + Nearest.hint(other, names) + "; allowed: " + names)));
    VariantReader.unique(reader.profiles, new TreeMap<>(reader.byName));
    if (!names.contains(reader.standard)) {
      root.tell(
          "default-profile",
          "is " + reader.standard + Nearest.hint(reader.standard, names) + "; allowed: " + names);
    }
    return reader;
  }

  /** Tells what is wrong with the profiles to whom {@code root} tells its faults; nothing is made that lasts. */
  public static void look(
      ConfigSection root, EmbeddedProviders embedded, ActorSystem<?> system, Metrics metrics) {
    read(
        root,
        embedded,
        bot -> request -> null,
        system,
        metrics,
        new ProviderStore().reading(),
        Map.of());
  }

  public Profiles profiles() {
    return new Profiles(byName, standard);
  }

  public ProfileDirectory directory() {
    Map<String, TimeLimit> times = new HashMap<>();
    byName.forEach((name, profile) -> times.put(name, profile.limit()));
    Map<String, String> versions = new HashMap<>();
    byName.forEach((name, profile) -> versions.put(name, profile.version()));
    Map<String, ProfileVariants> variants = new HashMap<>();
    byName.forEach((name, profile) ->
        profile.variants().ifPresent(some -> variants.put(name, VariantReader.listed(some))));
    Map<String, ProfileHours> hours = new HashMap<>();
    byName.forEach((name, profile) -> profile.hours().ifPresent(own -> hours.put(name, own)));
    Map<String, MidCallRules> rules = new HashMap<>();
    byName.forEach((name, profile) -> rules.put(name, new ProfileRules(profile)));
    return new ProfileDirectory(
        standard,
        Set.copyOf(byName.keySet()),
        byDnid,
        rules,
        times,
        versions,
        hours,
        variants,
        recalls,
        new LanguageLacks(byName));
  }

  /** What each profile is made of, by its name; empty where faults are collected. */
  public SortedMap<String, ProfileSheet> sheets() {
    return new TreeMap<>(sheets);
  }

  /** The providers of these profiles. */
  public ProviderStore.Reading providers() {
    return made;
  }

  /** The profiles whose first transcriber is the embedded one. */
  public Set<String> recognisedHere() {
    return Set.copyOf(recognisedHere);
  }

  /** The profiles of whose calls no words are kept; so is one of which a variant says so. */
  public Set<String> wordless() {
    return Set.copyOf(wordless);
  }

  /** How words of calls are redacted, by profile; so are those of one of which a variant says so. */
  public Map<String, WordRedaction> redacted() {
    return Map.copyOf(redacted);
  }

  /** How many calls a profile may have at the same time; 0, or not among them: no limit. */
  public Map<String, Integer> maxCalls() {
    return Map.copyOf(maxCalls);
  }

  /** What calls of a profile may cost in a day, in millionths of the currency; 0: no limit. */
  public Map<String, Long> dayBudgets() {
    return Map.copyOf(dayBudgets);
  }

  /** The same in a month. */
  public Map<String, Long> monthBudgets() {
    return Map.copyOf(monthBudgets);
  }

  /** What each profile wants to know of how its calls came out. */
  public Map<String, OutcomePolicy> outcomes() {
    return Map.copyOf(outcomes);
  }

  /** How long what is kept of calls. */
  public RetentionRules retention() {
    return new RetentionRules(keeps, retention);
  }

  /** What callers hear for whom there is no place; those of other profiles take the way out. */
  public Map<String, BusyAnswer> busy() {
    return Map.copyOf(busy);
  }

  /**
   * The providers of a profile, each by itself.
   *
   * @param variant those of this variant of it; empty: of the profile without variants
   */
  public List<Endpoint> endpoints(String name, String variant) {
    Profile profile = byName.get(name);
    if (profile == null) {
      throw new StartFailure(
          "profile " + name + " does not exist; allowed: " + new TreeSet<>(byName.keySet()));
    }
    return new EndpointReader(root, voices, transcribers, responders, tools)
        .endpoints(
            ownLanguage(
                variant.isEmpty()
                    ? block(name)
                    : ProfileVars.applied(VariantReader.variant(profiles.section(name), variant))),
            profile.as(new Variant("", variant, true)));
  }

  private void read(String name) {
    ProfileLanguages spoken = new ProfileLanguages(block(name), languages);
    spoken.check();
    ConfigSection block = spoken.in(spoken.own());
    ProfileVars.check(block);
    if (EarlierReader.namedIn(profiles.section(name))) {
      recalls.add(name);
    }
    if (block.faults().collects()) {
      eachByItself(block);
    }
    block
        .faults()
        .attempt(() -> outcomeReader.read(block))
        .ifPresent(policy -> outcomes.put(name, policy));
    block
        .faults()
        .attempt(() -> RetentionReader.ofProfile(block, keeps))
        .flatMap(own -> own)
        .ifPresent(rule -> retention.put(name, rule));
    block.faults().attempt(() -> block.check(profile -> profile(name, profile))).ifPresent(one -> {
      Profile known = inLanguages(name, spoken, one).variants(variants(name));
      byName.put(name, versioned(name, spoken, known));
      made.takePaid().forEach(provider -> metrics.calls().costKnown(name, provider));
      block
          .faults()
          .attempt(() -> BusyReader.read(root.section("calls"), block, one, languages))
          .flatMap(answer -> answer)
          .ifPresent(answer -> busy.put(name, answer));
    });
    block
        .faults()
        .attempt(() -> block.check(ProfileReader::mostCalls))
        .ifPresent(most -> maxCalls.put(name, most));
    block
        .faults()
        .attempt(() -> BudgetReader.perDay(block))
        .ifPresent(most -> dayBudgets.put(name, most));
    block
        .faults()
        .attempt(() -> BudgetReader.perMonth(block))
        .ifPresent(most -> monthBudgets.put(name, most));
    for (String dnid : block.texts("dnids", List.of())) {
      String other = byDnid.put(dnid, name);
      if (other != null) {
        block.tell(
            "dnids",
            "holds a number that belongs to profile " + other + "; allowed: each number once");
      }
    }
  }

  private ConfigSection ownLanguage(ConfigSection block) {
    ProfileLanguages spoken = new ProfileLanguages(block, languages);
    return spoken.in(spoken.own());
  }

  /** With what the profile's own names stand for. */
  private ConfigSection block(String name) {
    return ProfileVars.applied(VariantReader.without(profiles.section(name)));
  }

  private Optional<Variants> variants(String name) {
    return VariantReader.read(name, profiles.section(name), merged -> {
      ProfileLanguages spoken = new ProfileLanguages(ProfileVars.applied(merged), languages);
      spoken.check();
      ConfigSection variant = spoken.in(spoken.own());
      ProfileVars.check(variant);
      if (variant.faults().collects()) {
        eachByItself(variant);
      }
      OutcomeReader.scripted(
          variant, outcomes.getOrDefault(name, OutcomePolicy.NONE).form());
      return inLanguages(name, spoken, variant.check(profile -> profile(name, profile)));
    });
  }

  private Profile versioned(String name, ProfileLanguages spoken, Profile profile) {
    if (root.faults().collects()) {
      return profile;
    }
    ProfileSheet sheet = VariantReader.sheet(
        name,
        profiles.section(name),
        sheetReader.read(spoken),
        variant -> sheetReader.read(new ProfileLanguages(ProfileVars.applied(variant), languages)));
    sheets.put(name, sheet);
    return profile.version(sheet.version());
  }

  /** The profile, which knows what it is in the other languages that it speaks. */
  private Profile inLanguages(String name, ProfileLanguages spoken, Profile own) {
    ConfigSection block = spoken.in(spoken.own());
    LanguageProfiles all = new LanguageProfiles(spoken, languages, tag -> turns(block, tag));
    Profile known = all.own(own);
    for (String tag : spoken.spoken()) {
      if (!tag.equals(spoken.own())) {
        ConfigSection there = spoken.in(tag);
        there
            .faults()
            .attempt(() -> there.check(profile -> profile(name, profile)))
            .ifPresent(read -> all.add(tag, read));
      }
    }
    return known;
  }

  private static int mostCalls(ConfigSection block) {
    int most = block.has("max-calls") ? block.number("max-calls") : 0;
    within("max-calls", most, 0, CallLimits.MOST);
    return most;
  }

  /** So that a fault in one part of a profile hides none in another. */
  private void eachByItself(ConfigSection block) {
    Faults faults = block.faults();
    String language = block.text("language", "en");
    faults.attempt(() -> BackgroundReader.profile(block, made));
    if (block.has("bot")) {
      faults.attempt(() -> block.section("bot").check(bots::read));
      faults.attempt(() -> block.has("turn") ? turns(block, language) : null);
      faults.attempt(
          () -> block.has("synthesizer") ? voices.read(block.section("synthesizer")) : null);
      return;
    }
    faults.attempt(() -> transcribers.read(block.section("transcriber")));
    faults.attempt(() -> responders.agent(block.section("responder")));
    agents.eachByItself(block);
    faults.attempt(() -> guardrails.read(block));
    faults.attempt(() -> voices.read(block.section("synthesizer")));
    faults.attempt(() -> PromptReader.greeting(block));
    faults.attempt(() -> PromptReader.apology(block));
    faults.attempt(() -> limits.limit(block));
    faults.attempt(() -> HoursReader.read(block, ZoneId.systemDefault()));
    faults.attempt(() -> turns(block, language));
    faults.attempt(() ->
        block.has("filler") ? block.section("filler").check(own -> filler(own, language)) : null);
    faults.attempt(() -> block.has("tools") ? block.section("tools").check(tools::tools) : null);
    faults.attempt(() ->
        block.has("giving-up") ? block.section("giving-up").check(ProfileReader::givingUp) : null);
  }

  private Profile profile(String name, ConfigSection block) {
    Profile profile = block.has("bot") ? botProfile(name, block) : agentProfile(name, block);
    ZoneId zone = zone(block);
    switch (PrivacyReader.transcript(block)) {
      case ON -> {}
      case REDACTED -> redacted.put(name, redactions.of(block.text("language")));
      case OFF -> wordless.add(name);
    }
    return profile
        .zone(zone)
        .fees(fees.read(block))
        .hours(HoursReader.read(block, zone))
        .ambience(BackgroundReader.profile(block, made))
        .options(midCall.read(block, profile))
        .recording(consents.read(
            block,
            profile.pipeline(),
            RecordingReader.policy(block, profile.pipeline()),
            block.has("bot") && bots.tellsWords(block.section("bot"))));
  }

  private Profile agentProfile(String name, ConfigSection block) {
    block.only(
        "language",
        TIME_ZONE,
        HoursReader.KEY,
        ProfileVars.KEY,
        "dnids",
        "max-calls",
        "busy",
        "greeting",
        "apology",
        "max-keys",
        "turn",
        "transcriber",
        "synthesizer",
        "responder",
        "phrases",
        "tools",
        CollectReader.KEY,
        "filler",
        "giving-up",
        AgentsReader.KEY,
        AgentsReader.START,
        AgentsReader.LIMITS,
        GuardrailsReader.KEY,
        MidCallReader.VOICES,
        MidCallReader.HOLD,
        TimeLimitReader.LONGEST,
        TimeLimitReader.WRAP_UP,
        TimeLimitReader.GOODBYE,
        BudgetReader.BUDGET,
        FeeReader.KEY,
        BackgroundReader.BACKGROUND,
        RecordingReader.KEY,
        ConsentReader.KEY,
        PrivacyReader.KEY,
        OutcomeReader.KEY);
    String language = block.text("language");
    TimeLimit limit = limits.limit(block);
    ConfigSection transcriber = block.section("transcriber");
    ResponderReader.Agent made = responders.agent(block.section("responder"));
    TurnSettings taking = turns(block, language).answering(made.requests());
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
    if (TranscriberReader.isEmbedded(transcriber)) {
      recognisedHere.add(name);
    }
    Prompt apology = level.prompt(PromptReader.apology(block));
    Filler filler = block.sectionOrNothing("filler").check(own -> filler(own, language));
    Prompt goodbye = block.has(TimeLimitReader.GOODBYE)
        ? level.prompt(PromptReader.of(block, TimeLimitReader.GOODBYE))
        : new Prompt.Say(limits.goodbye(language, limit));
    Voice voice =
        rehearsed(voices.read(block.section("synthesizer")), language, filler, apology, goodbye);
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
        transcribers.read(transcriber),
        sayable,
        made.responder(),
        made.askedAhead(),
        voice,
        block.has("max-keys") ? block.number("max-keys") : 1,
        collects.agents(block, language, toolbox(name, block)),
        filler,
        block.has("giving-up")
            ? Optional.of(block.section("giving-up").check(ProfileReader::givingUp))
            : Optional.empty());
    AgentsReader.Shared shared = new AgentsReader.Shared(
        own -> rehearsed(voices.read(own), language, filler, apology, goodbye),
        own -> turns.turns(own, language),
        taking);
    Profile.Agent guarded = agent.guarded(guardrails.read(block));
    return new Profile(
        name, language, taking, agents.agents(block, guarded, others, shared), limit);
  }

  private Profile botProfile(String name, ConfigSection block) {
    for (String other : List.of(
        "transcriber", "responder", "greeting", "max-keys", "phrases", "filler", "giving-up")) {
      boolean hearsAnswers = other.equals("transcriber")
          && (block.has(CollectReader.KEY) || block.has(ConsentReader.KEY));
      if (block.has(other) && !hearsAnswers) {
        throw new IllegalArgumentException(
            "has both bot and " + other
                + "; allowed: a bot, which hears and speaks for itself, or transcriber, responder and synthesizer");
      }
    }
    block.only(
        "language",
        TIME_ZONE,
        HoursReader.KEY,
        ProfileVars.KEY,
        "dnids",
        "max-calls",
        "busy",
        "apology",
        "turn",
        "transcriber",
        "synthesizer",
        "bot",
        "tools",
        AgentsReader.KEY,
        AgentsReader.START,
        AgentsReader.LIMITS,
        MidCallReader.VOICES,
        MidCallReader.HOLD,
        CollectReader.KEY,
        TimeLimitReader.LONGEST,
        TimeLimitReader.WRAP_UP,
        TimeLimitReader.GOODBYE,
        BudgetReader.BUDGET,
        FeeReader.KEY,
        BackgroundReader.BACKGROUND,
        RecordingReader.KEY,
        ConsentReader.KEY,
        PrivacyReader.KEY,
        GuardrailsReader.KEY,
        OutcomeReader.KEY);
    if (block.has("apology") != block.has("synthesizer")) {
      throw new IllegalArgumentException(
          "has one of apology, synthesizer; allowed with a bot: both, or none");
    }
    String language = block.text("language");
    BotReader.Made bot = bots.read(block.section("bot"));
    if (block.has("turn") && !bot.interruptible()) {
      throw new IllegalArgumentException(
          "has a turn block, but bot.interrupt is false: the bot takes "
              + "its turns by itself; allowed: turn with bot.interrupt = true");
    }
    TimeLimit limit = limits.limit(block);
    Optional<Profile.Apology> apology = block.has("apology")
        ? Optional.of(new Profile.Apology(
            block.fixed("apology", block.text("apology")),
            voices.read(block.section("synthesizer"))))
        : Optional.empty();
    TurnSettings taking =
        bot.interruptible() ? turns(block, language) : turns.uninterrupted(language);
    if (bot.interruptible() && taking.endOfTurn().byKey()) {
      throw new IllegalArgumentException(
          "has turn.end-of-turn-by = key, but its bot is told when the caller is silent; allowed: silence");
    }
    if (bot.session() && taking.interruption().by() == Interruption.By.WORDS) {
      throw new IllegalArgumentException(
          "has turn.interruption = words:N, but its bot keeps to itself what it understands; allowed: "
              + "full, dtmf-only, none");
    }
    BotGuardrails rules = guardrails.bot(
        block, root.section(GuardrailsReader.KEY), bot.session(), apology.isPresent());
    Toolbox box = collects.bots(block, language, toolbox(name, block));
    return new Profile(
        name,
        language,
        taking,
        new Profile.Bot(
            bot.speech(),
            apology,
            box,
            goodbye(block, language, limit, apology, bot.session()),
            block.has("transcriber")
                ? Optional.of(transcribers.read(block.section("transcriber")))
                : Optional.empty(),
            new BotAgentsReader(root.section(AgentsReader.LIMITS))
                .read(block, bot.session(), bots.instructions(block.section("bot")), box),
            rules),
        limit);
  }

  private Toolbox toolbox(String name, ConfigSection block) {
    return block.has("tools")
        ? block
            .section("tools")
            .check(tools::tools)
            .outcome(outcomes.getOrDefault(name, OutcomePolicy.NONE).form())
        : Toolbox.empty();
  }

  private ZoneId zone(ConfigSection block) {
    ConfigSection from = block.has(TIME_ZONE) ? block : root;
    String zone = from.text(TIME_ZONE);
    try {
      return zone.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(zone);
    } catch (DateTimeException unknown) {
      from.tell(
          TIME_ZONE,
          "is " + zone + Nearest.hint(zone, ZoneId.getAvailableZoneIds())
              + "; allowed: a zone such as Europe/Berlin");
      return ZoneId.systemDefault();
    }
  }

  /** Said by the profile's voice, where it has one, else by a bot that can be asked to. */
  private Optional<Profile.Goodbye> goodbye(
      ConfigSection block,
      String language,
      TimeLimit limit,
      Optional<Profile.Apology> apology,
      boolean session) {
    Optional<String> own = block.has(TimeLimitReader.GOODBYE)
        ? Optional.of(block.fixed(TimeLimitReader.GOODBYE, block.text(TimeLimitReader.GOODBYE)))
        : Optional.empty();
    if (apology.isPresent()) {
      return Optional.of(new Profile.Goodbye(
          own.orElseGet(() -> limits.goodbye(language, limit)),
          apology.map(Profile.Apology::voice)));
    }
    if (own.isPresent() && !session) {
      throw new IllegalArgumentException(
          "has a goodbye and nobody to say it; allowed: goodbye with apology and synthesizer, or with"
              + " a bot of kind openai-realtime");
    }
    return session
        ? Optional.of(new Profile.Goodbye(own.orElse(""), Optional.empty()))
        : Optional.empty();
  }

  /** What a profile does not say itself is what is said in its language. */
  private Filler filler(ConfigSection own, String language) {
    ConfigSection block = own.only("after", "most", "say").or(fillers);
    ConfigSection words = fillers.section("say");
    String key = LanguageWarnings.key(words, language);
    List<String> known = words.has(key) ? words.texts(key) : languages.words(language, "filler");
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
      texts.addAll(Sentences.of(say.words(), languages.pack(language).sentences()));
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

  private TurnSettings turns(ConfigSection block, String language) {
    return block.has("turn") ? turns.turns(block.section("turn"), language) : turns.turns(language);
  }
}
