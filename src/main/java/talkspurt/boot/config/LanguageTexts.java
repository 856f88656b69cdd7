package talkspurt.boot.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Which keys of a profile's block hold something that is other in other languages. */
final class LanguageTexts {

  static final String SYNTHESIZER = "synthesizer";

  /** Voices by language in a synthesizer; in a profile, other voices by name. */
  static final String VOICES = "voices";

  private static final List<String> PROMPTS = List.of("greeting", "apology", "goodbye", "hold");
  private static final List<String> OF_PROFILE = List.of(
      "filler.say",
      "busy.say",
      "consent.say",
      "consent.again",
      "consent.yes",
      "consent.no",
      "consent.refused-say",
      "consent.opt-out",
      "consent.opt-out-say",
      "outbound.disclosure",
      "outbound.opt-out",
      "outbound.opt-out-say",
      "phrases",
      "responder.prompt",
      "bot.instructions",
      "bot.greeting",
      "bot.reprompt");
  private static final List<String> OF_VALUE = List.of("say", "again", "confirm-say");

  private LanguageTexts() {}

  /** Texts that may stand by language. */
  static List<String> texts(Config profile) {
    List<String> all = new ArrayList<>();
    PROMPTS.forEach(key -> prompt(all, key));
    all.addAll(OF_PROFILE);
    for (String agent : blocks(profile, AgentsReader.KEY)) {
      prompt(all, agent + ".greeting");
      all.addAll(List.of(agent + ".prompt", agent + ".responder.prompt"));
    }
    for (String value : blocks(profile, CollectReader.KEY)) {
      OF_VALUE.forEach(key -> all.add(value + "." + key));
    }
    return all;
  }

  /** A prompt is a text, or a block with one. */
  private static void prompt(List<String> all, String key) {
    all.addAll(List.of(key, key + ".say", key + ".play", key + ".words"));
  }

  /** Texts that no language's file has, beside the greeting: calls in other languages lack them. */
  static List<String> needed(Config profile) {
    List<String> all = new ArrayList<>(List.of("responder.prompt", "bot.instructions", "hold"));
    for (String agent : blocks(profile, AgentsReader.KEY)) {
      all.addAll(List.of(agent + ".prompt", agent + ".responder.prompt", agent + ".greeting"));
    }
    blocks(profile, CollectReader.KEY).forEach(value -> all.add(value + ".say"));
    return all.stream()
        .filter(key -> !key.equals("hold") || profile.hasPath("hold.say"))
        .toList();
  }

  /** Blocks of which nothing is left where another language has its own. */
  static List<String> whole(Config profile) {
    List<String> all = new ArrayList<>(PROMPTS);
    blocks(profile, AgentsReader.KEY).forEach(agent -> all.add(agent + ".greeting"));
    return all;
  }

  /** Blocks of which nothing is left where another language has one with a kind. */
  static List<String> ports(Config profile) {
    List<String> all = new ArrayList<>(List.of("transcriber", SYNTHESIZER, "responder", "bot"));
    for (String agent : blocks(profile, AgentsReader.KEY)) {
      all.addAll(List.of(agent + ".responder", agent + "." + SYNTHESIZER));
    }
    return all;
  }

  /** Blocks that may name a voice for each language. */
  static List<String> synthesizers(Config profile) {
    List<String> all = new ArrayList<>(List.of(SYNTHESIZER));
    blocks(profile, AgentsReader.KEY).forEach(agent -> all.add(agent + "." + SYNTHESIZER));
    all.addAll(blocks(profile, VOICES));
    return all;
  }

  /** The paths of the blocks in a block, in the order of their names. */
  private static List<String> blocks(Config profile, String key) {
    if (!profile.hasPath(key) || !(profile.getValue(key) instanceof ConfigObject all)) {
      return List.of();
    }
    return new TreeSet<>(all.keySet())
        .stream()
            .filter(name -> all.get(name) instanceof ConfigObject)
            .map(name -> ConfigUtil.joinPath(key, name))
            .toList();
  }
}
