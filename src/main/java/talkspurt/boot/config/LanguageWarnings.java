package talkspurt.boot.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import talkspurt.language.PackReader;

/** Warns of profiles whose language the chosen kinds, or our lists of words, do not have. */
public final class LanguageWarnings {

  private static final List<String> LISTS =
      List.of("commands", "complete", "unfinished", "backchannels");

  /** Ports with kinds that know English only. */
  private static final Set<String> ENGLISH_ONLY =
      Set.of("transcriber embedded", "synthesizer embedded");

  private final ConfigSection root;
  private final ConfigSection profile;
  private final String language;
  private final LanguageFiles files;

  private LanguageWarnings(
      ConfigSection root, ConfigSection profile, String language, LanguageFiles files) {
    this.root = root;
    this.profile = profile;
    this.language = language;
    this.files = files;
  }

  /** Looks at all profiles; faults are told elsewhere. */
  public static void tell(ConfigSection root) {
    ConfigSection profiles = root.section("profiles");
    LanguageFiles files = new LanguageFiles(root);
    for (String name : profiles.keys()) {
      if (profiles.isBlock(name)) {
        ConfigSection profile = profiles.section(name);
        root.faults().attempt(() -> look(root, profile, files));
      }
    }
  }

  private static String look(ConfigSection root, ConfigSection profile, LanguageFiles files) {
    if (!profile.has(ProfileLanguages.LANGUAGE) && !profile.has(ProfileLanguages.LANGUAGES)) {
      return "";
    }
    ProfileLanguages spoken = new ProfileLanguages(profile, files);
    for (String tag : spoken.spoken()) {
      new LanguageWarnings(root, spoken.in(tag), tag, files).look(spoken);
    }
    return "";
  }

  private void look(ProfileLanguages spoken) {
    Locale known = Locale.forLanguageTag(language);
    if (known.getLanguage().isEmpty()
        || !List.of(Locale.getISOLanguages()).contains(known.getLanguage())) {
      warn(
          "language",
          "is '" + language + "', which is no language's tag; meant to be like en, de or en-GB");
      return;
    }
    missing(spoken);
    told();
    chain("transcriber");
    chain("synthesizer");
    if (!profile.has("bot") || profile.has("turn")) {
      lists();
    }
    if (!profile.has("bot")) {
      filler();
    }
  }

  /** What is said in another language in such calls. */
  private void missing(ProfileLanguages spoken) {
    List<String> texts = spoken.missing(language).stream()
        .filter(key -> !key.startsWith("talkspurt."))
        .toList();
    if (!texts.isEmpty()) {
      warn(
          "language",
          "or languages has " + language + ", in which the profile has no "
              + String.join(", no ", texts)
              + ": calls in it have those in " + spoken.own() + ". Give them, in by-language."
              + language
              + " { … }");
    }
  }

  /** What models and bots are told in English in such calls; scripted agents are told nothing. */
  private void told() {
    List<String> lacks = PackReader.missing(files.of(language));
    boolean scripted =
        profile.isBlock("responder") && profile.text("responder.kind", "").equals("scripted");
    if (!lacks.isEmpty() && !scripted) {
      warn(
          "language",
          "or languages has " + language + ", in which talkspurt.languages." + base(language)
              + " lacks " + lacks.size() + " texts that models and bots are told, such as "
              + lacks.get(0) + ": they are told those in English");
    }
  }

  private void chain(String port) {
    if (!profile.isBlock(port)) {
      return;
    }
    for (ConfigSection block = profile.section(port); block != null; block = next(block)) {
      String kind = block.text("kind", "");
      String said = kindsLanguage(port, kind, block);
      if (!said.isEmpty() && !base(said).equals(base(language))) {
        profile
            .faults()
            .warn(
                "setting " + block.path() + " is of kind " + kind + ", which "
                    + (port.equals("transcriber") ? "understands " : "speaks ") + said
                    + " as it is set, but the profile's language is " + language,
                block.place());
      }
    }
  }

  private static ConfigSection next(ConfigSection block) {
    return block.isBlock("fallback") ? block.section("fallback") : null;
  }

  /** The only language of a kind; empty where that cannot be told. */
  private String kindsLanguage(String port, String kind, ConfigSection own) {
    if (ENGLISH_ONLY.contains(port + " " + kind)) {
      return "en";
    }
    String defaults = port + "s." + kind;
    if (kind.isEmpty() || !root.has(defaults)) {
      return "";
    }
    ConfigSection block = own.or(root.section(port + "s").section(kind));
    if (kind.equals("deepgram-flux")) {
      return block.text("model", "").endsWith("-en") ? "en" : "";
    }
    if (port.equals("transcriber")) {
      String set = block.text("language", "");
      return set.matches("[a-z]{2}(-.*)?") ? set : "";
    }
    String voice = block.text(kind.equals("deepgram") ? "model" : "voice", "");
    if (kind.equals("deepgram")) {
      return voice.matches("aura.*-[a-z]{2}") ? voice.substring(voice.length() - 2) : "";
    }
    boolean piper = voice.matches("[a-z]{2}_[A-Z]{2}-.*");
    boolean espeak = kind.equals("command") && voice.matches("[a-z]{2}(-[a-z]{2,4})?");
    return piper || espeak ? voice.substring(0, 2) : "";
  }

  private void lists() {
    List<String> without = new ArrayList<>();
    ConfigSection defaults = root.section("turn");
    for (String list : LISTS) {
      boolean own =
          profile.has("turn." + list) && hasLanguage(profile.section("turn").section(list));
      if (!own && !hasLanguage(defaults.section(list)) && !files.has(language, "turn." + list)) {
        without.add("turn." + list);
      }
    }
    if (!without.isEmpty()) {
      warn(
          "language",
          "is " + language + ", for which " + String.join(", ", without)
              + " have no words: turns are told by silence alone. Give them, as in reference.conf");
    }
  }

  private void filler() {
    if (!profile.has("filler.say")
        && !files.has(language, "filler")
        && !hasLanguage(root.section("filler").section("say"))) {
      warn(
          "language",
          "is " + language + ", for which filler.say has no words: a caller who waits hears"
              + " nothing. Give the profile filler { say = […] }");
    }
  }

  private boolean hasLanguage(ConfigSection lists) {
    return lists.has(language) || lists.has(base(language));
  }

  private void warn(String key, String text) {
    profile
        .faults()
        .warn(
            "setting " + profile.path() + "." + key + " " + text,
            profile.config().getValue(key).origin());
  }

  /** Where a block by languages has this one: at its tag or, for en-GB without words of its own, at en. */
  static String key(ConfigSection byLanguage, String tag) {
    return byLanguage.has(tag) ? tag : base(tag);
  }

  /** The language of a tag such as en-GB or en_GB. */
  static String base(String tag) {
    return tag.split("[-_]")[0].toLowerCase(Locale.ROOT);
  }
}
