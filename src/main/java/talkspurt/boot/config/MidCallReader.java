package talkspurt.boot.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import talkspurt.media.profile.Hold;
import talkspurt.media.profile.MidCallOptions;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Prompt;
import talkspurt.media.profile.Voice;
import talkspurt.turn.Interruption;
import talkspurt.turn.TurnSettings;

/** Reads what calls of a profile can be while they run, other than the profile says. */
final class MidCallReader {

  /** Other voices, by name. */
  static final String VOICES = "voices";

  /** What callers on hold hear. */
  static final String HOLD = "hold";

  private static final String EVERY = "every";
  private static final Duration BETWEEN_WORDS = Duration.ofSeconds(15);

  private final TurnReader turns;
  private final SynthesizerReader voices;

  MidCallReader(TurnReader turns, SynthesizerReader voices) {
    this.turns = turns;
    this.voices = voices;
  }

  /** The options of a profile with this block. */
  MidCallOptions read(ConfigSection block, Profile profile) {
    boolean bot = profile.pipeline() instanceof Profile.Bot;
    return new MidCallOptions(
        block.section(bot ? "bot" : "responder").text("kind"),
        (others, language) -> turns(block, profile, others, language),
        block.has(VOICES) ? voices(block, bot) : Map.of(),
        block.has(HOLD) ? Optional.of(hold(block, profile)) : Optional.empty());
  }

  /** A voice says how it differs from the profile's own. */
  private Map<String, Voice> voices(ConfigSection block, boolean bot) {
    if (bot) {
      block.tell(VOICES, "are for agents; allowed: none, as the bot has a voice of its own");
      return Map.of();
    }
    ConfigSection named = block.section(VOICES);
    Map<String, Voice> all = new HashMap<>();
    for (String name : named.keys()) {
      if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
        named.tell(name, "is no name of a voice; allowed: 1 to 64 letters, digits, '_', '-'");
        continue;
      }
      ConfigSection own = named.section(name);
      all.put(name, voices.read(own.has("kind") ? own : own.or(block.section("synthesizer"))));
    }
    return all;
  }

  private static Hold hold(ConfigSection block, Profile profile) {
    Hold hold = block.section(HOLD).check(own -> {
      own.only("say", "play", "words", EVERY);
      ConfigSection said = new ConfigSection(
          block.config().withoutPath(HOLD + "." + EVERY),
          block.path(),
          block.standard(),
          block.faults());
      Prompt prompt = PromptReader.of(said, HOLD);
      Duration usual = prompt instanceof Prompt.Play ? Duration.ZERO : BETWEEN_WORDS;
      return new Hold(prompt, own.has(EVERY) ? own.duration(EVERY) : usual);
    });
    if (hold.prompt() instanceof Prompt.Say
        && profile.pipeline() instanceof Profile.Bot bot
        && bot.apology().isEmpty()) {
      block.tell(
          HOLD,
          "has words and nobody to say them; allowed: play, or say with apology and"
              + " synthesizer");
    }
    return hold;
  }

  private TurnSettings turns(
      ConfigSection block, Profile profile, Map<String, String> others, String language) {
    try {
      Config own = ConfigFactory.empty();
      for (Map.Entry<String, String> one : others.entrySet()) {
        own = ConfigFactory.parseString("{\"" + one.getKey() + "\":" + one.getValue() + "}")
            .withFallback(own);
      }
      Config whole = block.has("turn") ? own.withFallback(block.section("turn").config()) : own;
      TurnSettings wanted = turns.turns(new ConfigSection(whole.resolve(), "turn"), language);
      if (profile.pipeline() instanceof Profile.Bot) {
        refuse(block.section("bot"), wanted);
      }
      return profile.pipeline() instanceof Profile.Agent
          ? wanted.answering(profile.turns().endOfTurn().requests().asked().phrases())
          : wanted;
    } catch (StartFailure | ConfigException wrong) {
      throw new IllegalArgumentException(wrong.getMessage(), wrong);
    }
  }

  /** What a profile with a bot may not say, a call of it may not be. */
  private static void refuse(ConfigSection bot, TurnSettings wanted) {
    boolean session = bot.text("kind").equals(ProfileRules.REALTIME);
    if (!session && !(bot.has("interrupt") && bot.flag("interrupt"))) {
      throw new IllegalArgumentException(
          "bot.interrupt is false: the bot takes its turns by itself;" + " allowed: none");
    }
    if (wanted.endOfTurn().byKey()) {
      throw new IllegalArgumentException(
          "end-of-turn-by is key, but the bot is told when the caller is"
              + " silent; allowed: silence");
    }
    if (session && wanted.interruption().by() == Interruption.By.WORDS) {
      throw new IllegalArgumentException(
          "interruption is by words, but the bot keeps to itself what it"
              + " understands; allowed: full, dtmf-only, none");
    }
  }
}
