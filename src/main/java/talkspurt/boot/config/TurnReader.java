package talkspurt.boot.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import talkspurt.turn.Dictation;
import talkspurt.turn.EndOfTurn;
import talkspurt.turn.Interruption;
import talkspurt.turn.PhraseList;
import talkspurt.turn.Requests;
import talkspurt.turn.TurnSettings;

/**
 * Reads how turns are taken: what a profile says itself wins over the preset it names, that over the
 * preset which {@code talkspurt.turn} names, and that over the rest of {@code talkspurt.turn}.
 */
final class TurnReader {

  private static final String PRESET = "preset";

  /** Blocks of words by language. */
  static final List<String> LISTS =
      List.of("commands", "complete", "courtesies", "unfinished", "backchannels");

  private final ConfigSection defaults;
  private final ConfigSection presets;
  private final LanguageFiles languages;

  /** A reader with the defaults and presets of {@code talkspurt}. */
  TurnReader(ConfigSection root) {
    this(root, new LanguageFiles(root));
  }

  /** The same with these words of languages. */
  TurnReader(ConfigSection root, LanguageFiles languages) {
    this.languages = languages;
    defaults = root.section("turn");
    presets = root.section("turn-presets");
    presets.keys().forEach(name -> presets.section(name).only(keys()));
  }

  /** Looks at every preset, every language and every list of words, whoever uses them. */
  void checkAll() {
    languages.checkAll();
    Faults faults = defaults.faults();
    for (String name : presets.keys()) {
      faults.attempt(() -> presets
          .section(name)
          .or(new ConfigSection(defaults.standard(), defaults.path()))
          .check(block -> settings(block, "en")));
    }
    for (String lists : LISTS) {
      ConfigSection block = defaults.section(lists);
      block.keys().forEach(language -> faults.attempt(() -> block.texts(language)));
    }
  }

  /** How turns are taken by who says nothing of it. */
  TurnSettings turns(String language) {
    return turns(nothing(), language);
  }

  /** The same, but that nothing interrupts who speaks. */
  TurnSettings uninterrupted(String language) {
    return turns(language).uninterruptible();
  }

  private ConfigSection nothing() {
    return new ConfigSection(
        ConfigFactory.empty(), defaults.path(), defaults.standard(), defaults.faults());
  }

  /** What holds for a profile with this {@code turn} block, in all languages. */
  Config whole(ConfigSection own) {
    return own.config().withFallback(below(own));
  }

  private Config below(ConfigSection own) {
    return preset(own).withFallback(preset(defaults)).withFallback(defaults.config());
  }

  /** How turns are taken by a profile with this {@code turn} block. */
  TurnSettings turns(ConfigSection own, String language) {
    own.only(keys());
    Config below = below(own);
    return own.or(new ConfigSection(below, own.path(), defaults.standard(), own.faults()))
        .check(block -> settings(block, language));
  }

  private Config preset(ConfigSection block) {
    String name = block.text(PRESET, "");
    if (name.isEmpty()) {
      return ConfigFactory.empty();
    }
    if (!presets.has(name)) {
      block.tell(
          PRESET,
          "is " + name + Nearest.hint(name, presets.keys()) + "; allowed: " + presets.keys()
              + ", or empty for none");
      return ConfigFactory.empty();
    }
    return presets.section(name).config();
  }

  private String[] keys() {
    return defaults.keys().toArray(String[]::new);
  }

  private TurnSettings settings(ConfigSection block, String language) {
    return new TurnSettings(
        block.fraction("speech-threshold"),
        Interruption.of(block.text("interruption")),
        block.duration("pause-after"),
        block.duration("yield-after"),
        block.duration("words-after"),
        block.duration("resume-after"),
        new EndOfTurn(
            byKey(block.text("end-of-turn-by")),
            block.duration("end-of-turn-least"),
            block.duration("end-of-turn-request"),
            block.duration("end-of-turn"),
            block.duration("end-of-turn-max"),
            block.duration("end-of-turn-likely"),
            phrases(block, "complete", language),
            phrases(block, "unfinished", language),
            dictation(block, language),
            new Requests(PhraseList.of(List.of()), phrases(block, "courtesies", language))),
        block.duration("words-timeout"),
        block.duration("judge-timeout"),
        block.duration("reprompt-after"),
        block.duration("pre-roll"),
        phrases(block, "backchannels", language),
        phrases(block, "commands", language));
  }

  private static boolean byKey(String by) {
    if (!by.equals("silence") && !by.equals("key")) {
      throw new IllegalArgumentException("end-of-turn-by is " + by + "; allowed: silence, key");
    }
    return by.equals("key");
  }

  private Dictation dictation(ConfigSection block, String language) {
    return new Dictation(
        phrases(block, "dictation.figures", language),
        phrases(block, "dictation.letters", language),
        phrases(block, "dictation.examples", language),
        phrases(block, "dictation.leads", language),
        phrases(block, "dictation.marks", language),
        phrases(block, "dictation.mail", language));
  }

  /** The list of a language or, for en-GB without a list of its own, of en; where there is none, that of its file. */
  private PhraseList phrases(ConfigSection block, String list, String language) {
    ConfigSection lists = block.section(list);
    String key = LanguageWarnings.key(lists, language);
    return PhraseList.of(
        lists.has(key) ? lists.texts(key) : languages.words(language, "turn." + list));
  }
}
