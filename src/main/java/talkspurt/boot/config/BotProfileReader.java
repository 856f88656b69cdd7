package talkspurt.boot.config;

import java.util.List;
import java.util.Optional;
import talkspurt.call.TimeLimit;
import talkspurt.media.profile.BotGuardrails;
import talkspurt.media.profile.Profile;
import talkspurt.provider.OutcomeForm;
import talkspurt.provider.Toolbox;
import talkspurt.turn.Interruption;
import talkspurt.turn.TurnSettings;

/** Reads profiles whose calls a bot answers that hears and speaks for itself. */
final class BotProfileReader {

  private final ProfilePartReaders parts;
  private final BotReader bots;

  BotProfileReader(ProfilePartReaders parts, BotReader bots) {
    this.parts = parts;
    this.bots = bots;
  }

  /**
   * Reads a profile.
   *
   * @param outcome what its bot may tell of how a call came out
   */
  Profile read(String name, ConfigSection block, OutcomeForm outcome) {
    for (String other : List.of(
        "transcriber", "responder", "greeting", "max-keys", "phrases", "filler", "giving-up")) {
      boolean hearsAnswers = other.equals("transcriber")
          && (block.has(CollectReader.KEY)
              || block.has(ConsentReader.KEY)
              || block.has(OutboundProfileReader.KEY));
      if (block.has(other) && !hearsAnswers) {
        throw new IllegalArgumentException(
            "has both bot and " + other
                + "; allowed: a bot, which hears and speaks for itself, or transcriber, responder and synthesizer");
      }
    }
    block.only(ProfilePartReaders.keysAnd("bot"));
    if (block.has("apology") != block.has("synthesizer")) {
      throw new IllegalArgumentException(
          "has one of apology, synthesizer; allowed with a bot: both, or none");
    }
    String language = block.text("language");
    BotReader.Made bot = bots.read(block.section("bot"));
    if (block.has("turn") && !bot.interruptible()) {
      throw new IllegalArgumentException(
          "has a turn block, but bot.interrupt is false: the bot takes "
              + "its turns by itself; allowed: turn with bot.interrupt = true");
    }
    TimeLimit limit = parts.limits().limit(block);
    Optional<Profile.Apology> apology = block.has("apology")
        ? Optional.of(new Profile.Apology(
            block.fixed("apology", block.text("apology")),
            parts.voices().read(block.section("synthesizer"))))
        : Optional.empty();
    TurnSettings taking =
        bot.interruptible() ? parts.turns(block, language) : parts.turns().uninterrupted(language);
    if (bot.interruptible() && taking.endOfTurn().byKey()) {
      throw new IllegalArgumentException(
          "has turn.end-of-turn-by = key, but its bot is told when the caller is silent; allowed: silence");
    }
    if (bot.session() && taking.interruption().by() == Interruption.By.WORDS) {
      throw new IllegalArgumentException(
          "has turn.interruption = words:N, but its bot keeps to itself what it understands; allowed: "
              + "full, dtmf-only, none");
    }
    BotGuardrails rules = parts
        .guardrails()
        .bot(block, parts.root().section(GuardrailsReader.KEY), bot.session(), apology.isPresent());
    Toolbox box = parts.collects().bots(block, language, parts.toolbox(block, outcome));
    return new Profile(
        name,
        language,
        taking,
        new Profile.Bot(
            bot.speech(),
            apology,
            box,
            goodbye(block, language, limit, apology, bot.session()),
            block.has("transcriber")
                ? Optional.of(new Profile.BotListener(
                    parts.transcribers().read(block.section("transcriber")), overhears(block)))
                : Optional.empty(),
            new BotAgentsReader(parts.root().section(AgentsReader.LIMITS))
                .read(block, bot.session(), bots.instructions(block.section("bot")), box),
            rules),
        limit);
  }

  /** Whether it is known what callers of this profile say: their bot tells it, or somebody else hears it. */
  boolean tellsWords(ConfigSection block) {
    return bots.tellsWords(block.section("bot")) || overhears(block);
  }

  private boolean overhears(ConfigSection block) {
    return !bots.tellsWords(block.section("bot")) && CollectReader.deaf(block).isEmpty();
  }

  /** Reads each part by itself, so that a fault in one hides none in another. */
  void eachByItself(ConfigSection block) {
    Faults faults = block.faults();
    String language = block.text("language", "en");
    faults.attempt(() -> block.section("bot").check(bots::read));
    faults.attempt(() -> block.has("turn") ? parts.turns(block, language) : null);
    faults.attempt(
        () -> block.has("synthesizer") ? parts.voices().read(block.section("synthesizer")) : null);
  }

  /** Said by the profile's voice, where it has one, else by a bot that can be asked to. */
  private Optional<Profile.Goodbye> goodbye(
      ConfigSection block,
      String language,
      TimeLimit limit,
      Optional<Profile.Apology> apology,
      boolean session) {
    Optional<String> own = block.has(TimeLimitReader.GOODBYE)
        ? Optional.of(block.fixed(TimeLimitReader.GOODBYE, block.text(TimeLimitReader.GOODBYE)))
        : Optional.empty();
    if (apology.isPresent()) {
      return Optional.of(new Profile.Goodbye(
          own.orElseGet(() -> parts.limits().goodbye(language, limit)),
          apology.map(Profile.Apology::voice)));
    }
    if (own.isPresent() && !session) {
      throw new IllegalArgumentException(
          "has a goodbye and nobody to say it; allowed: goodbye with apology and synthesizer, or with"
              + " a bot of kind openai-realtime");
    }
    return session
        ? Optional.of(new Profile.Goodbye(own.orElse(""), Optional.empty()))
        : Optional.empty();
  }
}
