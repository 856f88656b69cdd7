package talkspurt.boot.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import talkspurt.language.PackReader;
import talkspurt.media.profile.Profile;

/**
 * The languages of a profile, and what its block is in each: texts may stand by language where one could stand
 * ({@code greeting.say { en = "Hello", fr = "Bonjour" }}), {@code by-language.fr} says anything else, and what the
 * profile does not say in a language the language's file does.
 */
final class ProfileLanguages {

  static final String LANGUAGE = "language";
  static final String LANGUAGES = "languages";
  static final String BY_LANGUAGE = "by-language";
  static final String SWITCH = "language-switch";

  private static final Set<String> KNOWN = Set.of(Locale.getISOLanguages());
  private static final String FALLBACK = ".fallback";
  private static final String SCRIPTED = "scripted";
  private static final int MAX_FALLBACKS = 4;

  /** What is said once in one language, and in others by their files. */
  private static final List<String> IN_FILES =
      List.of("apology", "goodbye", "filler.say", "busy.say");

  private final ConfigSection profile;
  private final LanguageFiles files;
  private final String own;
  private final List<String> spoken;

  /**
   * @param profile the block as it is written
   * @param files what is known of languages
   */
  ProfileLanguages(ConfigSection profile, LanguageFiles files) {
    this.profile = profile;
    this.files = files;
    List<String> listed = profile.texts(LANGUAGES, List.of());
    this.own = profile.has(LANGUAGE) || listed.isEmpty() ? profile.text(LANGUAGE) : listed.get(0);
    Set<String> all = new LinkedHashSet<>();
    all.add(own);
    all.addAll(listed.isEmpty() ? written() : listed);
    this.spoken = List.copyOf(all);
  }

  /** Their tags, the profile's own first. */
  List<String> spoken() {
    return spoken;
  }

  /** The profile's own. */
  String own() {
    return own;
  }

  /** Whether a call goes on in another of them once its caller speaks that. */
  boolean switches() {
    String how = profile.text(SWITCH, "off");
    if (!how.equals("off") && !how.equals("once")) {
      profile.tell(SWITCH, "is " + how + "; allowed: off, once");
    }
    return how.equals("once");
  }

  /** Tells what is wrong with them. */
  void check() {
    if (profile.has(LANGUAGES)) {
      spoken.stream()
          .filter(tag -> !KNOWN.contains(PackReader.base(tag)))
          .forEach(tag -> profile.tell(
              LANGUAGES,
              "has " + tag + ", which is no language's tag; allowed: such as en, de or en-GB"));
      written().stream()
          .filter(tag -> !spoken.contains(tag))
          .forEach(tag -> profile.tell(
              LANGUAGES,
              "is " + spoken + ", but the profile has texts in " + tag
                  + "; allowed: texts in these alone"));
      if (!profile.texts(LANGUAGES).contains(own)) {
        profile.tell(
            LANGUAGES,
            "is " + profile.texts(LANGUAGES) + "; allowed: language, " + own + ", among them");
      }
    }
    if (switches() && spoken.size() < 2) {
      profile.tell(
          SWITCH,
          "is once, but the profile speaks " + own + " alone; allowed: with " + LANGUAGES
              + " or texts in others");
    }
  }

  /** The languages in which something is written. */
  private Set<String> written() {
    Set<String> tags = new LinkedHashSet<>();
    if (profile.isBlock(BY_LANGUAGE)) {
      tags.addAll(profile.section(BY_LANGUAGE).keys());
    }
    LanguageTexts.texts(profile.config())
        .forEach(key -> byLanguage(profile.config(), key)
            .ifPresent(texts -> tags.addAll(new TreeSet<>(texts.keySet()))));
    return tags;
  }

  /** The profile as it is in calls of this language. */
  ConfigSection in(String tag) {
    Config block = profile.config();
    Optional<Config> overlay = overlay(tag);
    boolean foreign = !PackReader.base(tag).equals(PackReader.base(own));
    for (String key : IN_FILES) {
      boolean said = byLanguage(block, key).isPresent()
          || byLanguage(block, key + ".say").isPresent()
          || byLanguage(block, key + ".play").isPresent();
      if (foreign && !said && hasInFile(tag, key)) {
        block = block.withoutPath(key);
      }
    }
    if (overlay.isPresent()) {
      block = over(overlay.get(), block);
    }
    block = block.withoutPath(LANGUAGES).withoutPath(BY_LANGUAGE).withoutPath(SWITCH);
    for (String key : LanguageTexts.texts(block)) {
      Optional<ConfigObject> texts = byLanguage(block, key);
      if (texts.isPresent()) {
        block = block.withoutPath(key);
        Optional<ConfigValue> chosen = meant(texts.get(), tag).or(() -> fallback(key, texts.get()));
        block = chosen.isPresent() ? block.withValue(key, chosen.get()) : block;
      }
    }
    block = voices(block, tag);
    block = block.withValue(
        LANGUAGE,
        tag.equals(own) && profile.has(LANGUAGE)
            ? profile.config().getValue(LANGUAGE)
            : ConfigValueFactory.fromAnyRef(tag).withOrigin(profile.place()));
    return new ConfigSection(
        fromFiles(block, tag),
        profile.path(),
        profile.standard(),
        profile.place(),
        profile.faults(),
        profile.wrong());
  }

  /** What the profile does not have in a language that is not its own, by the names of its keys. */
  List<String> missing(String tag) {
    List<String> missing = new ArrayList<>();
    if (!files.complete(tag)) {
      missing.add("talkspurt.languages." + PackReader.base(tag));
    }
    if (PackReader.base(tag).equals(PackReader.base(own))) {
      return missing;
    }
    Config above = overlay(tag).orElse(ConfigFactory.empty());
    if (profile.has(Profile.GREETING)
        && !above.hasPath(Profile.GREETING)
        && !said(Profile.GREETING, tag)) {
      missing.add(Profile.GREETING);
    }
    for (String key : LanguageTexts.needed(profile.config())) {
      boolean another = above.hasPath(key) || above.hasPath(key.replaceFirst("\\.[^.]*$", ".kind"));
      if (profile.has(key) && !another && !said(key, tag)) {
        missing.add(key);
      }
    }
    if (isOfKind(profile.config(), "responder", SCRIPTED) && !above.hasPath("responder")) {
      missing.add("responder");
    }
    return missing;
  }

  private boolean said(String key, String tag) {
    return List.of(key, key + ".say", key + ".play").stream()
        .anyMatch(one -> byLanguage(profile.config(), one)
            .filter(texts -> meant(texts, tag).isPresent())
            .isPresent());
  }

  private Optional<Config> overlay(String tag) {
    return profile.isBlock(BY_LANGUAGE)
        ? meant(profile.config().getObject(BY_LANGUAGE), tag)
            .filter(ConfigObject.class::isInstance)
            .map(block -> ((ConfigObject) block).toConfig())
        : Optional.empty();
  }

  /** Merged, but for what would be neither the one nor the other. */
  private static Config over(Config above, Config below) {
    Config rest = below;
    for (String key : LanguageTexts.whole(below)) {
      rest = above.hasPath(key) ? rest.withoutPath(key) : rest;
    }
    for (String port : LanguageTexts.ports(below)) {
      rest = above.hasPath(port + ".kind") ? rest.withoutPath(port) : rest;
    }
    return above.withFallback(rest);
  }

  private boolean hasInFile(String tag, String key) {
    return files.has(tag, key.split("\\.")[0]);
  }

  /** A text of which another language has one is still said in the profile's own, unless the language's file has it. */
  private Optional<ConfigValue> fallback(String key, ConfigObject texts) {
    return IN_FILES.contains(key) || IN_FILES.contains(key.split("\\.")[0])
        ? Optional.empty()
        : meant(texts, own);
  }

  /** The value at this tag, or at that of its language. */
  private static Optional<ConfigValue> meant(ConfigObject byTag, String tag) {
    return Optional.ofNullable(byTag.get(tag))
        .or(() -> byTag.keySet().stream()
            .filter(one -> PackReader.base(one).equals(PackReader.base(tag)))
            .sorted()
            .findFirst()
            .map(byTag::get));
  }

  /** A block whose keys are all languages. */
  private static Optional<ConfigObject> byLanguage(Config block, String key) {
    if (!block.hasPath(key) || !(block.getValue(key) instanceof ConfigObject texts)) {
      return Optional.empty();
    }
    boolean tags = !texts.isEmpty()
        && texts.keySet().stream().allMatch(tag -> KNOWN.contains(PackReader.base(tag)));
    return tags ? Optional.of(texts) : Optional.empty();
  }

  /** {@code voices { fr = … }} of each synthesizer and its fallbacks. */
  private static Config voices(Config block, String tag) {
    Config made = block;
    for (String first : LanguageTexts.synthesizers(block)) {
      String port = first;
      for (int at = 0; at < MAX_FALLBACKS && made.hasPath(port); at++) {
        made = voice(made, port, tag);
        port += FALLBACK;
      }
    }
    return made;
  }

  private static Config voice(Config block, String port, String tag) {
    String key = port + "." + LanguageTexts.VOICES;
    if (!block.hasPath(key) || !(block.getValue(key) instanceof ConfigObject voices)) {
      return block;
    }
    Config made = block.withoutPath(key);
    String like = made.hasPath(port + ".kind") ? port : LanguageTexts.SYNTHESIZER;
    String name = port + (isOfKind(made, like, "deepgram") ? ".model" : ".voice");
    Optional<ConfigValue> voice = meant(voices, tag);
    if (voice.filter(ConfigObject.class::isInstance).isPresent()) {
      return ((ConfigObject) voice.get()).toConfig().atPath(port).withFallback(made);
    }
    return voice.isPresent() ? made.withValue(name, voice.get()) : made;
  }

  /** With what the language's file says where the profile says nothing. */
  private Config fromFiles(Config block, String tag) {
    Config file = files.of(tag);
    Config made = block;
    if (!made.hasPath("bot")) {
      made = filled(made, "apology", file, "apology");
    }
    if (isOfKind(made, "bot", "openai-realtime")) {
      made = filled(made, "bot.greeting", file, "bot-greeting");
      made = filled(made, "bot.reprompt", file, "bot-reprompt");
    }
    String agent = "responder";
    for (int at = 0; at < MAX_FALLBACKS && made.hasPath(agent + ".kind"); at++) {
      if (isOfKind(made, agent, SCRIPTED)) {
        made = filled(made, agent + ".not-understood", file, "not-understood");
        made = filled(made, agent + ".on-silence", file, "still-there");
        made = filled(made, agent + ".on-unknown-digits", file, "unknown-keys");
        made = filled(made, agent + ".on-transfer-failed", file, "transfer-failed");
      }
      agent += FALLBACK;
    }
    return made;
  }

  /** Whatever stands there is looked at by its reader. */
  private static boolean isOfKind(Config block, String port, String kind) {
    String key = port + ".kind";
    return block.hasPath(key) && block.getValue(key).unwrapped().equals(kind);
  }

  private static Config filled(Config block, String key, Config file, String from) {
    return !block.hasPath(key) && file.hasPath(from)
        ? block.withValue(key, file.getValue(from))
        : block;
  }
}
