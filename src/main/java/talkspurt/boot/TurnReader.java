package talkspurt.boot;

import com.typesafe.config.Config;
import java.util.List;
import talkspurt.turn.Interruption;
import talkspurt.turn.PhraseList;
import talkspurt.turn.TurnSettings;

/**
 * Reads how turns are taken: what a profile says itself wins over the preset it names, and that over
 * the defaults.
 */
final class TurnReader {

  private static final String PRESET = "preset";

  private final ConfigSection defaults;
  private final ConfigSection presets;

  /** A reader with the defaults and presets of {@code talkspurt}. */
  TurnReader(ConfigSection root) {
    defaults = root.section("turn");
    presets = root.section("turn-presets");
    presets.keys().forEach(name -> presets.section(name).only(keys()));
  }

  /** How turns are taken by who says nothing of it. */
  TurnSettings turns(String language) {
    return read(defaults.config(), defaults.path(), language);
  }

  /** How turns are taken by a profile with this {@code turn} block. */
  TurnSettings turns(ConfigSection own, String language) {
    return read(own.only(keys()).config(), own.path(), language);
  }

  private String[] keys() {
    return defaults.keys().toArray(String[]::new);
  }

  private TurnSettings read(Config own, String path, String language) {
    Config chosen = own.withFallback(defaults.config());
    String preset = chosen.getString(PRESET);
    if (!preset.isEmpty() && !presets.has(preset)) {
      throw new StartFailure("setting " + path + ".preset is " + preset + "; allowed: "
          + presets.keys() + ", or empty for none");
    }
    Config whole = preset.isEmpty()
        ? chosen
        : own.withFallback(presets.section(preset).config()).withFallback(defaults.config());
    return new ConfigSection(whole, path).check(block -> settings(block, language));
  }

  private static TurnSettings settings(ConfigSection block, String language) {
    return new TurnSettings(
        block.fraction("speech-threshold"),
        Interruption.of(block.text("interruption")),
        block.duration("pause-after"),
        block.duration("yield-after"),
        block.duration("words-after"),
        block.duration("keep-after"),
        block.duration("end-of-turn"),
        block.duration("words-within"),
        block.duration("judge-within"),
        block.duration("reprompt-after"),
        block.duration("pre-roll"),
        phrases(block.section("backchannels"), language),
        phrases(block.section("commands"), language));
  }

  /** The list of a language or, for en-GB without a list of its own, of en. */
  private static PhraseList phrases(ConfigSection lists, String language) {
    String base = language.split("-")[0];
    String key = lists.has(language) ? language : base;
    return PhraseList.of(lists.texts(key, List.of()));
  }
}
