package talkspurt.boot.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import talkspurt.media.profile.BotGuardrails;
import talkspurt.media.profile.Guardrails;
import talkspurt.media.profile.Guardrails.By;
import talkspurt.media.profile.Guardrails.Forbidden;
import talkspurt.media.profile.Guardrails.Question;
import talkspurt.media.profile.Guardrails.Required;
import talkspurt.media.profile.Guardrails.Unanswered;
import talkspurt.media.profile.Phrases;
import talkspurt.provider.SentenceJudge;

/** Reads the {@code guardrails} block of a profile: what agents must not say, and what they have to. */
final class GuardrailsReader {

  static final String KEY = "guardrails";

  private static final int MOST = 100;
  private static final int LONGEST_PATTERN = 1000;
  private static final String NAME = "name";
  private static final String WORDS = "words";
  private static final String PATTERN = "pattern";
  private static final String SAY = "say";
  private static final String THEN = "then";
  private static final String BY = "by";

  private static final String ASK = "ask";
  private static final String UNANSWERED = "unanswered";
  private static final String HOLD = "hold";
  private static final String MODEL = "model";
  private static final int LONGEST_QUESTION = 500;
  private static final int MOST_QUESTIONS = 10;

  private final Function<ConfigSection, SentenceJudge> judges;

  /** @param judges makes who is asked, of its block */
  GuardrailsReader(Function<ConfigSection, SentenceJudge> judges) {
    this.judges = judges;
  }

  /** The rules of a profile; none where it has no such block. */
  Guardrails read(ConfigSection profile) {
    return profile.has(KEY)
        ? profile.section(KEY).check(block -> {
          block.only("forbidden", "required", MODEL);
          return rules(block);
        })
        : Guardrails.NONE;
  }

  /**
   * The same of a profile with a bot.
   *
   * @param standards the block {@code talkspurt.guardrails}
   * @param words whether the bot tells the words of what it says
   * @param voice whether the profile has a voice beside it
   */
  BotGuardrails bot(ConfigSection profile, ConfigSection standards, boolean words, boolean voice) {
    if (!profile.has(KEY)) {
      return BotGuardrails.NONE;
    }
    if (!words) {
      throw new IllegalArgumentException(
          "has guardrails and a bot that tells no words of what it says, so that nothing could be looked"
              + " for in them; allowed: guardrails with a bot of kind openai-realtime, or with transcriber,"
              + " responder and synthesizer");
    }
    if (!voice) {
      throw new IllegalArgumentException(
          "has guardrails and a bot, but no voice for what the rules say;"
              + " allowed: apology and synthesizer beside them");
    }
    return profile.section(KEY).check(block -> {
      block.only("forbidden", "required", MODEL, HOLD);
      return new BotGuardrails(rules(block), block.or(standards).duration(HOLD));
    });
  }

  private Guardrails rules(ConfigSection block) {
    List<Forbidden> forbidden = new ArrayList<>();
    for (ConfigSection rule : block.sections("forbidden")) {
      forbidden.add(rule.check(GuardrailsReader::forbidden));
    }
    List<Required> required = new ArrayList<>();
    for (ConfigSection rule : block.sections("required")) {
      required.add(rule.check(GuardrailsReader::required));
    }
    int rules = forbidden.size() + required.size();
    if (rules > MOST) {
      throw new IllegalArgumentException("has " + rules + " rules; allowed: " + MOST);
    }
    Set<String> names = new HashSet<>();
    Stream.concat(forbidden.stream().map(Forbidden::name), required.stream().map(Required::name))
        .filter(name -> !names.add(name))
        .forEach(name -> block.tell("has two rules called " + name + "; allowed: each name once"));
    Optional<SentenceJudge> judge = block.has(MODEL)
        ? Optional.of(block.section(MODEL).check(judges::apply))
        : Optional.empty();
    Guardrails all = new Guardrails(forbidden, required, judge);
    if (judge.isPresent() && all.asked().isEmpty()) {
      throw new IllegalArgumentException(
          "has a model, but no rule with ask; allowed: model with such rules");
    }
    if (all.asked().size() > MOST_QUESTIONS) {
      throw new IllegalArgumentException("has " + all.asked().size() + " rules with ask; allowed: "
          + MOST_QUESTIONS + ", which are all asked of each sentence");
    }
    forbidden.forEach(rule -> sayable(block, rule.name(), rule.say(), all));
    required.forEach(rule -> sayable(block, rule.name(), rule.say(), all));
    return all;
  }

  /** What is said by a rule must not be what another forbids. */
  private static void sayable(ConfigSection block, String name, String say, Guardrails all) {
    all.against(say)
        .ifPresent(rule -> block.tell(
            "rule " + name + " says what rule " + rule.name() + " forbids; allowed: other words"));
  }

  private static Forbidden forbidden(ConfigSection rule) {
    rule.only(NAME, WORDS, PATTERN, ASK, UNANSWERED, SAY, THEN);
    if (Stream.of(WORDS, PATTERN, ASK).filter(rule::has).count() != 1) {
      throw new IllegalArgumentException("needs one of words, pattern, ask");
    }
    if (rule.has(UNANSWERED) && !rule.has(ASK)) {
      throw new IllegalArgumentException("unanswered is for rules with ask");
    }
    String then = rule.text(THEN, "stop");
    if (!then.equals("stop") && !then.equals("skip")) {
      throw new IllegalArgumentException("then is " + then + "; allowed: stop, skip");
    }
    return new Forbidden(
        name(rule),
        rule.has(WORDS) ? phrases(rule) : Phrases.NONE,
        rule.has(PATTERN) ? Optional.of(pattern(rule.text(PATTERN))) : Optional.empty(),
        rule.has(ASK) ? Optional.of(question(rule)) : Optional.empty(),
        say(rule),
        then.equals("skip"));
  }

  private static Question question(ConfigSection rule) {
    String ask = rule.text(ASK);
    if (ask.isBlank() || ask.length() > LONGEST_QUESTION) {
      throw new IllegalArgumentException(
          "ask has " + ask.length() + " characters; allowed: 1 to " + LONGEST_QUESTION);
    }
    String unanswered = rule.text(UNANSWERED, "");
    return switch (unanswered) {
      case "say" -> new Question(ask, Unanswered.SAY);
      case "withhold" -> new Question(ask, Unanswered.WITHHOLD);
      default ->
        throw new IllegalArgumentException("unanswered is '" + unanswered
            + "'; allowed: say or withhold, for when the model does not answer in time");
    };
  }

  private static Required required(ConfigSection rule) {
    rule.only(NAME, WORDS, BY, SAY);
    String by = rule.text(BY);
    if (!by.equals("first-turn") && !by.equals("end-of-call")) {
      throw new IllegalArgumentException("by is " + by + "; allowed: first-turn, end-of-call");
    }
    Phrases phrases = phrases(rule);
    String say = say(rule);
    if (!phrases.in(Phrases.words(say))) {
      throw new IllegalArgumentException(
          "say holds none of words, so that it would be said again and again; allowed: a"
              + " sentence with one of them");
    }
    return new Required(
        name(rule), phrases, by.equals("first-turn") ? By.FIRST_TURN : By.END_OF_CALL, say);
  }

  private static String name(ConfigSection rule) {
    String name = rule.text(NAME);
    if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException(
          "name is " + name + "; allowed: up to 64 letters, digits, _ and -");
    }
    return name;
  }

  private static String say(ConfigSection rule) {
    String say = rule.template(SAY);
    if (say.isBlank()) {
      throw new IllegalArgumentException("say is empty; allowed: what callers hear");
    }
    return say;
  }

  private static Phrases phrases(ConfigSection rule) {
    List<String> written = rule.texts(WORDS);
    Phrases phrases = Phrases.of(written);
    if (phrases.all().isEmpty() || phrases.all().size() < written.size()) {
      throw new IllegalArgumentException(
          "words holds nothing, or a text without a word; allowed: one phrase or more");
    }
    return phrases;
  }

  private static Pattern pattern(String text) {
    if (text.isBlank() || text.length() > LONGEST_PATTERN) {
      throw new IllegalArgumentException(
          "pattern has " + text.length() + " characters; allowed: 1 to " + LONGEST_PATTERN);
    }
    Pattern pattern;
    try {
      pattern = Pattern.compile(text, Pattern.CASE_INSENSITIVE);
    } catch (PatternSyntaxException wrong) {
      throw new IllegalArgumentException(
          "pattern is '" + text + "': " + wrong.getDescription()
              + "; allowed: RE2 syntax, which has no back references and no look-around",
          wrong);
    }
    if (pattern.matcher("").find()) {
      throw new IllegalArgumentException("pattern is '" + text
          + "', which is found in everything; allowed: one that needs a character");
    }
    return pattern;
  }
}
