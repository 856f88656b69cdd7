package talkspurt.boot.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import talkspurt.collect.Checksum;
import talkspurt.collect.CodeContent;
import talkspurt.collect.CodeWords;
import talkspurt.collect.Collect;
import talkspurt.collect.Collect.Confirm;
import talkspurt.collect.Content;
import talkspurt.provider.CollectTools;
import talkspurt.provider.Toolbox;

/** Reads the {@code collect} block of a profile: the values that it asks of its callers. */
final class CollectReader {

  /** Where it stands. */
  static final String KEY = "collect";

  /** How callers say values, by language. */
  static final String WORDS = "words";

  private static final int MOST = 32;
  private static final String NO_KEY = "none";
  private static final String VALUE = "{value}";

  /** What a value consists of. */
  private enum Kind {
    DIGITS,
    LETTERS_DIGITS,
    DATE;

    /** What settings call it. */
    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final CollectDates dates = new CollectDates();
  private final ConfigSection standards;

  /** @param standards the block {@code talkspurt.collect}, what holds where a value says nothing */
  CollectReader(ConfigSection standards) {
    this.standards = standards;
  }

  /** The tools of an agent, and with them {@code collect} where the profile has such values. */
  Toolbox agents(ConfigSection profile, String language, Toolbox tools) {
    return with(profile, language, tools, hears(profile));
  }

  private static String hears(ConfigSection profile) {
    return TranscriberReader.isEmbedded(profile.section("transcriber"))
        ? "the embedded transcriber knows phrases alone, and no numbers"
        : "";
  }

  /** The same of a bot, whose callers are asked by the profile's voice, and heard by its transcriber. */
  Toolbox bots(ConfigSection profile, String language, Toolbox tools) {
    if (profile.has(KEY) && !profile.has("synthesizer")) {
      throw new IllegalArgumentException(KEY
          + " has no voice that asks the caller; allowed: apology and synthesizer beside the bot");
    }
    return with(profile, language, tools, deaf(profile));
  }

  /** Why nobody of ours hears what the callers of a bot say; empty where somebody does. */
  static String deaf(ConfigSection profile) {
    return profile.has("transcriber")
        ? hears(profile)
        : "the profile has no transcriber beside its bot, so nobody of ours hears words";
  }

  /** @param deaf why nobody hears digits that are spoken; empty where somebody does */
  private Toolbox with(ConfigSection profile, String language, Toolbox tools, String deaf) {
    scripted(profile);
    if (!profile.has(KEY)) {
      return tools;
    }
    ConfigSection block = profile.section(KEY);
    if (block.keys().size() > MOST) {
      block.tell("has " + block.keys().size() + " values; allowed: " + MOST);
    }
    List<Collect> all = new ArrayList<>();
    for (String name : block.keys()) {
      block
          .faults()
          .attempt(() -> block.section(name).check(own -> one(name, own, language, deaf)))
          .ifPresent(all::add);
    }
    return block.check(whole -> tools.with(CollectTools.of(tools.runner(), all)));
  }

  /** A scripted agent asks for nothing else; what it asks for at all its script knows. */
  private static void scripted(ConfigSection profile) {
    if (!profile.has("responder")) {
      return;
    }
    Set<String> known = profile.has(KEY) ? profile.section(KEY).keys() : Set.of();
    for (ConfigSection agent : profile.section("responder").chain("fallback")) {
      if (agent.isBlock(ResponderReader.ON_COLLECTED)) {
        ConfigSection values = agent.section(ResponderReader.ON_COLLECTED);
        values.keys().stream()
            .filter(name -> !known.contains(name))
            .forEach(name ->
                values.tell(name, "is no value of the profile's " + KEY + "; allowed: " + known));
      }
    }
  }

  private Collect one(String name, ConfigSection own, String language, String deaf) {
    own.only(
        "kind",
        "secret",
        "min",
        "max",
        "until",
        "timeout",
        "pause",
        "keep",
        "tries",
        "check",
        "earliest",
        "latest",
        "order",
        "confirm",
        "confirm-say",
        "say",
        "again",
        "tool",
        "argument",
        "spoken",
        "tell-last-four");
    ConfigSection block = own.or(standards);
    boolean spoken = own.has("spoken") ? own.flag("spoken") : deaf.isEmpty();
    if (spoken && !deaf.isEmpty()) {
      throw new IllegalArgumentException("spoken is true, but " + deaf + "; allowed: false");
    }
    Confirm confirm = named("confirm", Confirm.values(), Confirm::label, block.text("confirm"));
    boolean secret = block.flag("secret");
    Kind kind = named("kind", Kind.values(), Kind::label, block.text("kind"));
    if (secret && kind == Kind.LETTERS_DIGITS && confirm != Confirm.NONE) {
      throw new IllegalArgumentException("confirm is " + confirm.label()
          + ", but letters of a secret would be told to the voice; allowed: none");
    }
    String say = own.template("say");
    return new Collect(
        name,
        content(kind, own, block, language, spoken),
        secret,
        until(block.text("until")),
        new Collect.Times(
            block.duration("timeout"), block.duration("pause"), block.duration("keep")),
        block.number("tries"),
        confirm,
        new Collect.Phrases(
            say,
            own.has("again") ? own.template("again") : say,
            confirmation(own, language, confirm)),
        target(own),
        spoken,
        block.flag("tell-last-four"));
  }

  private Content content(
      Kind kind, ConfigSection own, ConfigSection block, String language, boolean spoken) {
    CodeWords words = words(own, language, spoken);
    if (kind == Kind.DATE) {
      List<String> others = List.of("min", "max", "check");
      others.stream().filter(own::has).findFirst().ifPresent(key -> {
        throw new IllegalArgumentException(
            key + " is for digits, but kind is date; allowed: earliest, latest, order");
      });
      return dates.read(block, language, words, known(language));
    }
    List<String> others = List.of("earliest", "latest", "order");
    others.stream().filter(own::has).findFirst().ifPresent(key -> {
      throw new IllegalArgumentException(
          key + " is for dates, but kind is " + kind.label() + "; allowed: min, max, check");
    });
    return new CodeContent(
        kind == Kind.LETTERS_DIGITS,
        new Collect.Length(own.number("min"), own.number("max")),
        named("check", Checksum.values(), Checksum::label, block.text("check")),
        words);
  }

  private static Optional<Character> until(String key) {
    if (key.equals(NO_KEY)) {
      return Optional.empty();
    }
    if (key.length() != 1) {
      throw new IllegalArgumentException("until is " + key + "; allowed: #, " + NO_KEY);
    }
    return Optional.of(key.charAt(0));
  }

  private static Optional<Collect.Target> target(ConfigSection own) {
    if (own.has("tool") != own.has("argument")) {
      throw new IllegalArgumentException(
          "tool and argument belong together; allowed: both, or none");
    }
    return own.has("tool")
        ? Optional.of(new Collect.Target(own.text("tool"), own.text("argument")))
        : Optional.empty();
  }

  static <E> E named(
      String key, E[] all, java.util.function.Function<E, String> label, String text) {
    return Arrays.stream(all)
        .filter(one -> label.apply(one).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(key + " is " + text + "; allowed: "
            + Arrays.stream(all).map(label).collect(Collectors.joining(", "))));
  }

  private String confirmation(ConfigSection own, String language, Confirm confirm) {
    if (own.has("confirm-say")) {
      String text = own.text("confirm-say");
      if (!text.contains(VALUE)) {
        throw new IllegalArgumentException(
            "confirm-say does not read the value; allowed: a text with " + VALUE);
      }
      own.template("confirm-say", text.replace(VALUE, ""));
      return text;
    }
    if (confirm == Confirm.NONE) {
      return "";
    }
    return known(language)
        .map(words -> words.text(confirm.label()))
        .orElseThrow(() -> new IllegalArgumentException(
            "confirm-say is missing, and there is none for the language " + language
                + "; allowed: a text with " + VALUE));
  }

  private Optional<ConfigSection> known(String language) {
    ConfigSection all = standards.section(WORDS);
    String key = LanguageWarnings.key(all, language);
    return all.has(key) ? Optional.of(all.section(key)) : Optional.empty();
  }

  /** How digits are said in a language, as far as that is known. */
  CodeWords spoken(String language) {
    return known(language).map(CollectReader::words).orElse(CodeWords.NONE);
  }

  private CodeWords words(ConfigSection own, String language, boolean spoken) {
    Optional<ConfigSection> known = known(language);
    if (known.isEmpty() && spoken) {
      own.warn(
          "spoken",
          "is true, but there are no words for digits in " + language
              + ": those are read that the recogniser writes as figures. Give them in talkspurt.collect.words");
    }
    return known.map(CollectReader::words).orElse(CodeWords.NONE);
  }

  static CodeWords words(ConfigSection block) {
    Map<String, Integer> numbers = new HashMap<>();
    List<String> inOrder = block.texts("numbers");
    for (int value = 0; value < inOrder.size(); value++) {
      numbers.put(inOrder.get(value), value);
    }
    numbers.putAll(counts(block, "also"));
    return new CodeWords(
        numbers,
        block.texts("hundred", List.of()),
        block.texts("thousand", List.of()),
        block.texts("and", List.of()),
        counts(block, "repeats"),
        block.has("letters") ? block.section("letters").texts() : Map.of(),
        block.texts("examples", List.of()),
        block.texts("yes", List.of()),
        block.texts("no", List.of()),
        block.texts("person", List.of()));
  }

  static Map<String, Integer> counts(ConfigSection block, String key) {
    Stream<String> names = block.has(key) ? block.section(key).keys().stream() : Stream.empty();
    return names.collect(
        Collectors.toMap(name -> name, name -> block.section(key).number(name)));
  }
}
