package talkspurt.boot.config;

import static talkspurt.settings.Bounds.within;

import akka.actor.typed.ActorSystem;
import java.time.DateTimeException;
import java.time.ZoneId;
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
import talkspurt.http.OutboundDirectory;
import talkspurt.http.ProfileDirectory;
import talkspurt.http.ProfileVariants;
import talkspurt.media.busy.BusyAnswer;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Profiles;
import talkspurt.media.profile.Variants;
import talkspurt.outcome.OutcomePolicy;
import talkspurt.provider.OutcomeForm;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.embedded.EmbeddedProviders;
import talkspurt.provider.mediastream.MediaStreamSettings;
import talkspurt.telemetry.Metrics;

/** Reads the profiles, and makes their providers. */
public final class ProfileReader {

  private final ConfigSection root;
  private final ConfigSection profiles;
  private final LanguageFiles languages;
  private final MidCallReader midCall;
  private final String standard;
  private final SynthesizerReader voices;
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
  private final Map<String, OutboundDirectory.Terms> outbound = new HashMap<>();
  private final Map<String, ProfileSheet> sheets = new TreeMap<>();
  private final ProviderStore.Reading made;
  private final ProfileSheetReader sheetReader;

  private final ProfilePartReaders parts;
  private final CascadeProfileReader cascades;
  private final BotProfileReader bots;
  private final ResponderReader responders;
  private final ToolReader tools;
  private final ConsentReader consents;
  private final LanguageRedactions redactions;
  private final OutcomeReader outcomeReader;
  private final RetentionRule keeps;
  private final FeeReader fees;
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
    this.metrics = metrics;
    made.prices(PriceRules.read(root));
    this.profiles = root.section("profiles");
    this.standard = root.text("default-profile");
    this.languages = new LanguageFiles(root);
    TurnReader turns = new TurnReader(root, languages);
    this.sheetReader = new ProfileSheetReader(root, turns, languages, engine);
    this.voices = new SynthesizerReader(root, embedded, system, metrics, System.getenv(), made);
    this.midCall = new MidCallReader(turns, voices);
    this.transcribers = new TranscriberReader(root, embedded, system, metrics, made);
    this.fees = new FeeReader(root.section(FeeReader.KEY), made);
    this.responders = new ResponderReader(system, embedded, root, metrics, made);
    this.keeps = SettingsReader.part(root, RetentionReader::standard);
    this.outcomeReader = new OutcomeReader(system, root, metrics.providers(), languages, made);
    this.tools = new ToolReader(system, root, metrics, made);
    CollectReader collects = new CollectReader(root.section(CollectReader.KEY));
    this.consents = new ConsentReader(
        root.section(ConsentReader.KEY),
        root.section(CollectReader.KEY).section(CollectReader.WORDS),
        languages);
    this.redactions = new LanguageRedactions(languages, collects::spoken);
    this.parts = new ProfilePartReaders(
        root,
        languages,
        turns,
        new TimeLimitReader(root.section("calls"), languages),
        transcribers,
        voices,
        tools,
        collects,
        new GuardrailsReader(new SentenceJudgeReader(
            system, root.section(GuardrailsReader.KEY).section("model"), metrics, made)::read));
    this.cascades = new CascadeProfileReader(parts, responders, embedded, system, made);
    this.bots = new BotProfileReader(parts, new BotReader(root, bots, system, metrics, made));
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

  /** How calls of each profile are made; those that are not among them have no trunk. */
  public Map<String, OutboundDirectory.Terms> outbound() {
    return Map.copyOf(outbound);
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
        .attempt(() -> OutboundProfileReader.terms(
            block,
            root.section(OutboundReader.KEY).section(OutboundReader.TRUNKS).keys(),
            root.section(OutboundReader.KEY).duration(OutboundReader.RINGING)))
        .flatMap(own -> own)
        .ifPresent(terms -> outbound.put(name, terms));
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
    LanguageProfiles all = new LanguageProfiles(spoken, languages, tag -> parts.turns(block, tag));
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
    block.faults().attempt(() -> BackgroundReader.profile(block, made));
    if (block.has("bot")) {
      bots.eachByItself(block);
    } else {
      cascades.eachByItself(block);
    }
  }

  private Profile profile(String name, ConfigSection block) {
    OutcomeForm outcome = outcomes.getOrDefault(name, OutcomePolicy.NONE).form();
    Profile profile =
        block.has("bot") ? bots.read(name, block, outcome) : cascades.read(name, block, outcome);
    if (!block.has("bot") && TranscriberReader.isEmbedded(block.section("transcriber"))) {
      recognisedHere.add(name);
    }
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
            block.has("bot") && bots.tellsWords(block)))
        .outbound(OutboundProfileReader.policy(
            block, profile.pipeline(), block.has("bot") && bots.tellsWords(block)));
  }

  private ZoneId zone(ConfigSection block) {
    ConfigSection from = block.has(ProfilePartReaders.TIME_ZONE) ? block : root;
    String zone = from.text(ProfilePartReaders.TIME_ZONE);
    try {
      return zone.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(zone);
    } catch (DateTimeException unknown) {
      from.tell(
          ProfilePartReaders.TIME_ZONE,
          "is " + zone + Nearest.hint(zone, ZoneId.getAvailableZoneIds())
              + "; allowed: a zone such as Europe/Berlin");
      return ZoneId.systemDefault();
    }
  }
}
