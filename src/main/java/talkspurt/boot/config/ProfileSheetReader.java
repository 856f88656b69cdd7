package talkspurt.boot.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import talkspurt.language.PackReader;

/** Lays together what shapes the calls of a profile, where each part of it may come from another block. */
final class ProfileSheetReader {

  private static final String PLAY = "play";
  private static final String EMBEDDED = "embedded";
  /** Kinds of tools, and where their defaults are. */
  private static final Map<String, String> TOOLS = Map.of("http", "tools", "mcp", "mcp");

  private static final List<String> PORTS = List.of("transcriber", "synthesizer", "responder");

  private final ConfigSection root;
  private final TurnReader turns;
  private final LanguageFiles languages;
  private final Map<String, String> engine;

  /**
   * @param languages as they are with these settings
   * @param engine what else shapes all calls, by name, such as the engine's version
   */
  ProfileSheetReader(
      ConfigSection root, TurnReader turns, LanguageFiles languages, Map<String, String> engine) {
    this.root = root;
    this.turns = turns;
    this.languages = languages;
    this.engine = Map.copyOf(engine);
  }

  /** The sheet of a profile that was read without a complaint: of another language, what is other in it. */
  ProfileSheet read(ProfileLanguages spoken) {
    Map<String, ProfileSheet.Entry> own = entries(spoken.in(spoken.own()));
    Map<String, ProfileSheet.Entry> all = new TreeMap<>(own);
    for (String tag : spoken.spoken()) {
      if (!tag.equals(spoken.own())) {
        entries(spoken.in(tag)).forEach((key, entry) -> {
          if (!entry.equals(own.get(key))) {
            all.put(ProfileLanguages.BY_LANGUAGE + "." + tag + "." + key, entry);
          }
        });
      }
    }
    if (spoken.spoken().size() > 1) {
      all.put(
          ProfileLanguages.LANGUAGES,
          new ProfileSheet.Entry(spoken.spoken().toString(), "profile"));
      all.put(
          ProfileLanguages.SWITCH,
          new ProfileSheet.Entry(spoken.switches() ? "once" : "off", "profile"));
    }
    return new ProfileSheet(new TreeMap<>(all));
  }

  private Map<String, ProfileSheet.Entry> entries(ConfigSection profile) {
    Map<String, ProfileSheet.Entry> all = new TreeMap<>();
    String language = profile.text("language");
    Config rest = profile.config().withoutPath(FeeReader.KEY);
    for (String port : PORTS) {
      if (profile.isBlock(port)) {
        chain(all, port, profile.section(port));
        rest = rest.withoutPath(port);
      }
    }
    if (profile.isBlock("bot")) {
      put(all, "bot", bot(profile.section("bot")).withoutPath(PriceReader.PRICE));
      rest = rest.withoutPath("bot");
    }
    rest = tools(all, "", profile, rest);
    if (profile.isBlock(AgentsReader.KEY)) {
      ConfigSection agents = profile.section(AgentsReader.KEY);
      for (String name : agents.keys()) {
        if (agents.isBlock(name)) {
          rest = tools(all, AgentsReader.KEY + "." + name + ".", agents.section(name), rest);
        }
      }
    }
    if (profile.has(CollectReader.KEY)) {
      collect(all, profile.section(CollectReader.KEY), language);
      rest = rest.withoutPath(CollectReader.KEY);
    }
    turn(all, profile, language);
    filler(all, profile, language);
    put(all, LexiconReader.LEXICON, root.sectionOrNothing(LexiconReader.LEXICON).config());
    calls(all, profile, language);
    put(
        all,
        "",
        rest.withoutPath("turn")
            .withoutPath("filler")
            .withoutPath("busy")
            .withoutPath(TimeLimitReader.LONGEST)
            .withoutPath(TimeLimitReader.WRAP_UP)
            .withoutPath(TimeLimitReader.GOODBYE));
    engine.forEach(
        (name, value) -> all.put("engine." + name, new ProfileSheet.Entry(value, "default")));
    put(all, "words", languages.of(language).withoutPath("vouched-by"));
    put(all, "words", languages.of(PackReader.ANY));
    return all;
  }

  /** Each tool and server with the defaults of its kind; without them, the rest. */
  private Config tools(
      Map<String, ProfileSheet.Entry> all, String of, ConfigSection block, Config rest) {
    Config left = rest;
    for (Map.Entry<String, String> kind : TOOLS.entrySet()) {
      String path = "tools." + kind.getKey();
      if (block.has(path)) {
        ConfigSection named = block.section("tools").section(kind.getKey());
        ConfigSection standards = root.section(kind.getValue());
        named
            .keys()
            .forEach(name -> put(
                all,
                of + path + "." + ConfigUtil.joinPath(name),
                named.section(name).or(standards).config()));
        left = left.withoutPath(of + path);
      }
    }
    return left;
  }

  /** A provider and its fallbacks, each with the defaults of its kind. */
  private void chain(Map<String, ProfileSheet.Entry> all, String port, ConfigSection first) {
    String path = port;
    for (ConfigSection own : first.chain("fallback")) {
      String kind = own.text("kind", "");
      ConfigSection whole = own;
      for (String below : List.of(kind, "any")) {
        String defaults = port + "s." + below;
        if (!below.isEmpty() && root.has(defaults) && root.isBlock(defaults)) {
          whole = whole.or(root.section(port + "s").section(below));
        }
      }
      put(all, path, whole.config().withoutPath("fallback").withoutPath(PriceReader.PRICE));
      if (own.has(KnowledgeReader.KEY)) {
        knowledge(all, path + "." + KnowledgeReader.KEY, own.section(KnowledgeReader.KEY));
      }
      if (kind.equals(EMBEDDED)) {
        put(all, EMBEDDED, root.section(EMBEDDED).config());
      }
      path += ".fallback";
    }
  }

  private void knowledge(Map<String, ProfileSheet.Entry> all, String path, ConfigSection own) {
    Config whole = own.or(root.section(KnowledgeReader.KEY)).config();
    put(all, path, whole);
    int number = 0;
    for (String file : own.texts(KnowledgeReader.FILES)) {
      content(
          all,
          path + "." + KnowledgeReader.FILES + "." + ++number,
          file,
          ShownValues.origin(whole.getValue(KnowledgeReader.FILES).origin()));
    }
  }

  private void collect(Map<String, ProfileSheet.Entry> all, ConfigSection values, String language) {
    ConfigSection standards = root.section(CollectReader.KEY);
    ConfigSection words = standards.section(CollectReader.WORDS);
    String key = LanguageWarnings.key(words, language);
    String path = CollectReader.KEY + ".";
    if (words.has(key)) {
      put(all, path + CollectReader.WORDS, words.section(key).config());
    }
    values
        .keys()
        .forEach(name -> put(
            all,
            path + ConfigUtil.joinPath(name),
            values.section(name).or(standards).config().withoutPath(CollectReader.WORDS)));
  }

  private Config bot(ConfigSection own) {
    String kind = own.text("kind", "");
    return kind.equals("media-stream")
        ? own.or(root.section("media-stream")).config()
        : own.or(root.section("bots").section(kind)).config();
  }

  /** Words of other languages than the profile's are of no matter to it. */
  private void turn(Map<String, ProfileSheet.Entry> all, ConfigSection profile, String language) {
    Config whole = turns.whole(profile.sectionOrNothing("turn"));
    UnaryOperator<String> words = list -> {
      ConfigSection lists = new ConfigSection(whole.getConfig(list), list);
      return LanguageWarnings.key(lists, language);
    };
    Config kept = whole;
    for (String list : TurnReader.LISTS) {
      kept = only(kept, list, words.apply(list));
    }
    for (String list : whole.getConfig("dictation").root().keySet()) {
      kept = only(kept, "dictation." + list, words.apply("dictation." + list));
    }
    put(all, "turn", kept);
  }

  private static Config only(Config block, String list, String key) {
    ConfigObject words = block.getObject(list);
    Config without = block.withoutPath(list);
    return words.containsKey(key) ? without.withValue(list, words.get(key)) : without;
  }

  private void filler(Map<String, ProfileSheet.Entry> all, ConfigSection profile, String language) {
    if (profile.has("bot")) {
      return;
    }
    ConfigSection own = profile.sectionOrNothing("filler");
    ConfigSection fillers = root.section("filler");
    Config whole = own.or(fillers).config();
    put(
        all,
        "filler",
        own.has("say")
            ? whole
            : only(whole, "say", LanguageWarnings.key(fillers.section("say"), language)));
  }

  /** What of the block {@code calls} a profile may say itself. */
  private void calls(Map<String, ProfileSheet.Entry> all, ConfigSection profile, String language) {
    ConfigSection calls = root.section("calls");
    Config whole = ConfigFactory.empty();
    for (String key : List.of(TimeLimitReader.LONGEST, TimeLimitReader.WRAP_UP)) {
      ConfigSection block = profile.has(key) ? profile : calls;
      whole = whole.withValue(key, block.config().getValue(key));
    }
    if (profile.has(TimeLimitReader.GOODBYE)) {
      whole = whole.withValue(
          TimeLimitReader.GOODBYE, profile.config().getValue(TimeLimitReader.GOODBYE));
    } else {
      ConfigSection goodbyes = calls.section(TimeLimitReader.GOODBYE);
      String key = LanguageWarnings.key(goodbyes, language);
      if (goodbyes.has(key)) {
        whole =
            whole.withValue(TimeLimitReader.GOODBYE, goodbyes.config().root().get(key));
      }
    }
    if (!profile.has("time-zone")) {
      whole = whole.withValue("time-zone", root.config().getValue("time-zone"));
    }
    if (!profile.has("budget.per-call")) {
      whole = whole.withValue("budget.per-call", calls.config().getValue("budget.per-call"));
    }
    put(all, "", whole);
    put(
        all,
        "busy",
        profile
            .sectionOrNothing("busy")
            .or(calls.section("busy"))
            .config()
            .withoutPath("max-lines"));
  }

  private static void put(Map<String, ProfileSheet.Entry> all, String path, Config block) {
    for (Map.Entry<String, ConfigValue> one : block.entrySet()) {
      String key = path.isEmpty() ? one.getKey() : path + "." + one.getKey();
      ConfigValue value = one.getValue();
      String origin = ShownValues.origin(value.origin());
      all.put(key, new ProfileSheet.Entry(ShownValues.text(key, value), origin));
      if (key.equals(PLAY) || key.endsWith("." + PLAY)) {
        content(all, key, String.valueOf(value.unwrapped()), origin);
      }
    }
    if (block.hasPath("prompts")) {
      int number = 0;
      for (Config prompt : block.getConfigList("prompts")) {
        content(
            all,
            path + ".prompts." + ++number,
            prompt.getString(PLAY),
            ShownValues.origin(prompt.root().origin()));
      }
    }
  }

  /** A recording or document is what is in its file, whatever that is called. */
  private static void content(
      Map<String, ProfileSheet.Entry> all, String key, String file, String origin) {
    try {
      all.put(
          key + ".sha256",
          new ProfileSheet.Entry(ProfileSheet.digest(Files.readAllBytes(Path.of(file))), origin));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    } catch (InvalidPathException told) {
      throw new IllegalArgumentException(told);
    }
  }
}
