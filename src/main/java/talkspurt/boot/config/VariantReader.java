package talkspurt.boot.config;

import static talkspurt.settings.Bounds.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import talkspurt.call.Experiment;
import talkspurt.call.TimeLimit;
import talkspurt.http.ProfileVariants;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Variants;

/** Reads the variants of a profile, {@code variants { a { weight = 50 }, b { weight = 50, … } }}: each is the profile with the keys it names replaced. */
final class VariantReader {

  static final String KEY = "variants";
  static final String EXPERIMENT = "experiment";

  private static final String WEIGHT = "weight";
  private static final String KIND = "kind";

  /** Said by a text or by a recording: what is left of the other would be a fault. */
  private static final List<String> PROMPTS = List.of("greeting", "apology", "goodbye");

  /** What a variant cannot change, and why. */
  private static final Map<String, String> OF_ALL = Map.of(
      "dnids",
      "calls come to the profile before a variant is chosen",
      "hours",
      "who answers at this time is decided before a variant is chosen",
      "busy",
      "it is for callers without a place, for whom no variant is chosen",
      "max-calls",
      "places are counted by profile",
      "budget",
      "budgets are counted by profile",
      "outcome",
      "what calls come to could not be compared",
      EXPERIMENT,
      "it names all variants together",
      KEY,
      "variants have none of their own");

  private VariantReader() {}

  /** A profile without its variants. */
  static ConfigSection without(ConfigSection profile) {
    return profile.has(KEY) || profile.has(EXPERIMENT)
        ? new ConfigSection(
            profile.config().withoutPath(KEY).withoutPath(EXPERIMENT),
            profile.path(),
            profile.standard(),
            profile.place(),
            profile.faults(),
            profile.wrong())
        : profile;
  }

  /**
   * The variants of a profile that says {@code variants}; what is wrong with them is told.
   *
   * @param name of the profile
   * @param profile as it is written, with its variants
   * @param reader reads a profile, and throws or tells what is wrong with it
   */
  static Optional<Variants> read(
      String name, ConfigSection profile, Function<ConfigSection, Profile> reader) {
    if (!profile.has(KEY)) {
      if (profile.has(EXPERIMENT)) {
        profile.tell(EXPERIMENT, "names an experiment, and the profile has no variants");
      }
      return Optional.empty();
    }
    SortedMap<String, Profile> byName = new TreeMap<>();
    for (String variant : profile.section(KEY).keys()) {
      Faults faults = profile.faults();
      Faults own = faults.collects() ? Faults.collected() : faults;
      own.attempt(() -> reader.apply(variant(profile, variant, own)))
          .ifPresent(one -> byName.put(variant, one));
      faults.takeNew(own);
    }
    return profile
        .faults()
        .attempt(() -> profile.check(block -> experiment(name, block)))
        .filter(experiment -> byName.keySet().equals(experiment.weights().keySet()))
        .map(experiment -> new Variants(experiment, byName));
  }

  private static Experiment experiment(String name, ConfigSection profile) {
    ConfigSection all = profile.section(KEY);
    SortedMap<String, Integer> weights = new TreeMap<>();
    for (String variant : all.keys()) {
      weights.put(variant, all.section(variant).check(VariantReader::weight));
    }
    return new Experiment(profile.text(EXPERIMENT, name), weights);
  }

  private static int weight(ConfigSection variant) {
    int weight = variant.number(WEIGHT);
    within(WEIGHT, weight, 0, Experiment.MOST_WEIGHT);
    return weight;
  }

  /** What shapes the calls of a profile with variants: beside its own, what each variant has another value of. */
  static ProfileSheet sheet(
      String name,
      ConfigSection profile,
      ProfileSheet own,
      Function<ConfigSection, ProfileSheet> reader) {
    if (!profile.has(KEY)) {
      return own;
    }
    SortedMap<String, ProfileSheet.Entry> all = new TreeMap<>(own.entries());
    String place = ShownValues.origin(profile.place());
    all.put(EXPERIMENT, new ProfileSheet.Entry(profile.text(EXPERIMENT, name), place));
    for (String variant : profile.section(KEY).keys()) {
      String path = KEY + "." + ConfigUtil.joinPath(variant) + ".";
      ConfigValue weight = profile.section(KEY).section(variant).config().getValue(WEIGHT);
      all.put(
          path + WEIGHT,
          new ProfileSheet.Entry(
              ShownValues.text(WEIGHT, weight), ShownValues.origin(weight.origin())));
      Map<String, ProfileSheet.Entry> entries =
          reader.apply(variant(profile, variant, profile.faults())).entries();
      TreeSet<String> keys = new TreeSet<>(own.entries().keySet());
      keys.addAll(entries.keySet());
      for (String key : keys) {
        ProfileSheet.Entry before = own.entries().get(key);
        ProfileSheet.Entry now = entries.getOrDefault(key, new ProfileSheet.Entry("", place));
        if (before == null || !before.value().equals(now.value())) {
          all.put(path + key, now);
        }
      }
    }
    return new ProfileSheet(all);
  }

  /** What the API needs to know of them. */
  static ProfileVariants listed(Variants variants) {
    Map<String, TimeLimit> limits = new HashMap<>();
    variants.byName().forEach((name, profile) -> limits.put(name, profile.limit()));
    return new ProfileVariants(variants.experiment(), limits);
  }

  /** Tells of names that two profiles give to their experiments: their calls could not be told apart. */
  static void unique(ConfigSection profiles, SortedMap<String, Profile> byName) {
    Map<String, String> profileOf = new HashMap<>();
    byName.forEach((name, profile) -> profile.variants().ifPresent(variants -> {
      String experiment = variants.experiment().name();
      String other = profileOf.put(experiment, name);
      if (other != null) {
        profiles
            .section(name)
            .tell(
                profiles.section(name).has(EXPERIMENT) ? EXPERIMENT : KEY,
                "are of the experiment " + experiment + ", as those of profile " + other
                    + "; allowed: an experiment of its own (experiment = …), or variants = null");
      }
    }));
  }

  /** A profile that was read without a complaint, as this variant has it. */
  static ConfigSection variant(ConfigSection profile, String name) {
    Set<String> names = profile.sectionOrNothing(KEY).keys();
    if (!names.contains(name)) {
      throw new StartFailure("variant " + name + " does not exist; allowed: " + names);
    }
    return variant(profile, name, profile.faults());
  }

  /** The profile as this variant has it. */
  private static ConfigSection variant(ConfigSection profile, String name, Faults faults) {
    ConfigSection own = profile.section(KEY).section(name);
    for (String key : own.keys()) {
      if (OF_ALL.containsKey(key)) {
        own.tell(key, "is of the whole profile (" + OF_ALL.get(key) + "); allowed: in the profile");
      } else if (key.equals("prompt")) {
        own.tell(key, "is no key of a profile; allowed: responder.prompt, or bot.instructions");
      }
    }
    Config mine = own.config().withoutPath(WEIGHT);
    Config base = without(profile).config();
    for (String key : PROMPTS) {
      base = mine.root().containsKey(key) ? base.withoutPath(key) : base;
    }
    Config merged = laid(mine.root(), base.root()).toConfig();
    return new ConfigSection(
        merged, own.path(), profile.standard(), own.place(), faults, new HashMap<>());
  }

  /** Key by key, but what is of another kind is taken whole: its keys are others. */
  private static ConfigObject laid(ConfigObject own, ConfigObject base) {
    Map<String, ConfigValue> all = new HashMap<>(base);
    own.forEach((key, value) -> all.put(
        key,
        value instanceof ConfigObject block
                && base.get(key) instanceof ConfigObject below
                && sameKind(block, below)
            ? laid(block, below)
            : value));
    return ConfigValueFactory.fromMap(all).withOrigin(own.origin());
  }

  private static boolean sameKind(ConfigObject own, ConfigObject base) {
    return own.get(KIND) == null
        || String.valueOf(own.get(KIND).unwrapped())
            .equals(base.get(KIND) == null ? "" : String.valueOf(base.get(KIND).unwrapped()));
  }
}
