package talkspurt.boot.config;

import java.nio.file.Path;
import talkspurt.boot.Wav;
import talkspurt.media.profile.Prompt;

/** Reads what a profile always says in the same words: its greeting, its apology, its goodbye. */
final class PromptReader {

  private PromptReader() {}

  /** What callers hear first, which may hold what is known of a call. */
  static Prompt greeting(ConfigSection profile) {
    return block(profile, "greeting");
  }

  /** What callers hear when the agent fails. */
  static Prompt apology(ConfigSection profile) {
    if (!profile.isBlock("apology") && profile.text("apology").isBlank()) {
      profile
          .faults()
          .warn(
              "setting " + profile.path()
                  + ".apology is empty: callers hear nothing when the agent fails",
              profile.config().getValue("apology").origin());
    }
    return of(profile, "apology");
  }

  /** A text, or a block like that of the greeting, that holds nothing of a call. */
  static Prompt of(ConfigSection profile, String key) {
    if (!profile.isBlock(key)) {
      return new Prompt.Say(profile.fixed(key, profile.text(key)));
    }
    Prompt prompt = block(profile, key);
    if (prompt instanceof Prompt.Say say) {
      profile.fixed(key, say.words());
    }
    return prompt;
  }

  private static Prompt block(ConfigSection profile, String key) {
    return profile.section(key).check(block -> prompt(key, block));
  }

  private static Prompt prompt(String key, ConfigSection block) {
    block.only("say", "play", "words");
    if (block.has("say") == block.has("play")) {
      throw new IllegalArgumentException(key + " needs one of say, play");
    }
    if (block.has("say") && block.text("say").isBlank()) {
      block
          .faults()
          .warn("setting " + block.path() + ".say is empty: callers hear nothing", block.place());
    }
    return block.has("say")
        ? new Prompt.Say(block.template("say"))
        : new Prompt.Play(Wav.read(Path.of(block.text("play"))), block.text("words", ""));
  }
}
