package talkspurt.boot.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import talkspurt.collect.CodeWords;
import talkspurt.collect.ConsentTerms;
import talkspurt.collect.ConsentTerms.Yes;
import talkspurt.media.profile.ConsentPolicy;
import talkspurt.media.profile.ConsentPolicy.OptOut;
import talkspurt.media.profile.ConsentPolicy.Refused;
import talkspurt.media.profile.Phrases;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.RecordingPolicy;
import talkspurt.provider.Responder.Part.UseTool;

/** Reads how callers of a profile are told that the call is recorded, and how they agree. */
final class ConsentReader {

  /** The block of a profile. */
  static final String KEY = "consent";

  private static final String BY = "by";
  private static final String AGREEING_KEY = "key";
  private static final String NAMED_KEY = "{key}";
  private static final String REFUSED = "refused";
  private static final String REFUSED_SAY = "refused-say";
  private static final String TRANSFER = "transfer ";
  private static final String OPT_OUT = "opt-out";
  private static final String OPT_OUT_SAY = "opt-out-say";

  private final ConfigSection standards;
  private final ConfigSection words;
  private final LanguageFiles languages;

  /**
   * @param standards the block {@code talkspurt.consent}, what holds where a profile says nothing
   * @param words how callers of each language say yes and no: {@code talkspurt.collect.words}
   */
  ConsentReader(ConfigSection standards, ConfigSection words, LanguageFiles languages) {
    this.standards = standards;
    this.words = words;
    this.languages = languages;
  }

  /**
   * How a profile's callers are asked; empty where it does not say so.
   *
   * @param tellsWords whether it is known what the callers of a bot say
   */
  RecordingPolicy read(
      ConfigSection profile,
      Profile.Pipeline pipeline,
      RecordingPolicy recording,
      boolean tellsWords) {
    if (!profile.has(KEY)) {
      return recording;
    }
    if (pipeline instanceof Profile.Bot bot && bot.apology().isEmpty()) {
      throw new IllegalArgumentException(KEY
          + " has no voice that asks the caller; allowed: apology and synthesizer beside the bot");
    }
    if (recording.mode() != RecordingPolicy.Mode.AFTER_CONSENT) {
      throw new IllegalArgumentException(KEY + " is there, but recording.mode is "
          + recording.mode().label() + "; allowed: after-consent");
    }
    String language = profile.text("language");
    return profile.section(KEY).check(own -> {
      if (pipeline instanceof Profile.Bot) {
        beside(profile, own, tellsWords);
      }
      boolean words = tellsWords || !(pipeline instanceof Profile.Bot);
      return recording.asking(Optional.of(policy(own, language, transfers(pipeline), words)));
    });
  }

  private static Map<String, String> transfers(Profile.Pipeline pipeline) {
    if (pipeline instanceof Profile.Agent agent) {
      return agent.tools().transfers();
    }
    return pipeline instanceof Profile.Bot bot ? bot.tools().transfers() : Map.of();
  }

  /** A bot is not asked what the caller says before it is opened, and some never tell it. */
  private void beside(ConfigSection profile, ConfigSection own, boolean tellsWords) {
    String by = own.or(standards).text(BY);
    String deaf = CollectReader.deaf(profile);
    if (!by.equals("key") && !deaf.isEmpty()) {
      throw new IllegalArgumentException(
          BY + " is " + by + ", but " + deaf + "; allowed: by = key, or another transcriber");
    }
    if (own.has(OPT_OUT) && !own.texts(OPT_OUT, List.of()).isEmpty() && !tellsWords) {
      throw new IllegalArgumentException(OPT_OUT
          + " is there, but the bot does not tell what its callers say; allowed: a transcriber beside the bot (not"
          + " embedded), a bot of kind openai-realtime with transcription-model, or no opt-out");
    }
  }

  private ConsentPolicy policy(
      ConfigSection own, String language, Map<String, String> transfers, boolean words) {
    own.only(
        BY,
        AGREEING_KEY,
        "say",
        "again",
        "yes",
        "no",
        "silence",
        "tries",
        "timeout",
        REFUSED,
        REFUSED_SAY,
        OPT_OUT,
        OPT_OUT_SAY);
    ConfigSection block = own.or(standards);
    String by = block.text(BY);
    Yes yes = yes(by, block.text(AGREEING_KEY));
    if (own.has(AGREEING_KEY) && !(yes instanceof Yes.Key)) {
      throw new IllegalArgumentException(
          AGREEING_KEY + " is for by = key, but by is " + by + "; allowed: by = key, or no key");
    }
    String say = said(own, by, language);
    if (yes instanceof Yes.Key key) {
      say = say.replace(NAMED_KEY, String.valueOf(key.key()));
    }
    List<String> optOut = own.texts(OPT_OUT, languages.words(language, KEY + "." + OPT_OUT));
    return new ConsentPolicy(
        new ConsentTerms(
            yes,
            answers(own, language, yes, optOut),
            silence(block.text("silence")),
            block.number("tries"),
            block.duration("timeout")),
        say,
        own.has("again") ? own.fixed("again", own.text("again")) : say,
        refused(own, block.text(REFUSED), language, transfers),
        words ? optOut(own, optOut, language) : OptOut.NONE);
  }

  private Refused refused(
      ConfigSection own, String choice, String language, Map<String, String> transfers) {
    if (choice.equals("unrecorded")) {
      if (own.has(REFUSED_SAY)) {
        throw new IllegalArgumentException(
            REFUSED_SAY
                + " is for callers who leave the bot, but refused is unrecorded; allowed: refused = goodbye, or transfer");
      }
      return new Refused.Unrecorded();
    }
    if (choice.equals("goodbye")) {
      return new Refused.Leave(
          text(own, REFUSED_SAY, "goodbye", language), new UseTool("end_call", Map.of()));
    }
    String to =
        choice.startsWith(TRANSFER) ? choice.substring(TRANSFER.length()).strip() : "";
    String place = transfers.getOrDefault(to, to);
    if (!place.matches("[^, ]+,[^, ]+,[^, ]+")) {
      throw new IllegalArgumentException(REFUSED + " is " + choice
          + "; allowed: unrecorded, goodbye, transfer CONTEXT,EXTEN,PRIORITY"
          + (transfers.isEmpty()
              ? ""
              : ", transfer NAME with one of " + new TreeSet<>(transfers.keySet())));
    }
    return new Refused.Leave(
        text(own, REFUSED_SAY, "transfer", language),
        new UseTool("transfer_call", Map.of("destination", place)));
  }

  private OptOut optOut(ConfigSection own, List<String> phrases, String language) {
    if (phrases.isEmpty()) {
      return OptOut.NONE;
    }
    return new OptOut(
        Phrases.of(phrases),
        text(own, OPT_OUT_SAY, "stopped", language),
        languages
            .text(language, KEY + ".note")
            .or(() -> languages.text("en", KEY + ".note"))
            .orElse(""));
  }

  /** A text of the profile's, or of its language. */
  private String text(ConfigSection own, String key, String otherwise, String language) {
    if (own.has(key)) {
      return own.fixed(key, own.text(key));
    }
    return languages
        .text(language, KEY + "." + otherwise)
        .orElseThrow(() -> new IllegalArgumentException(key
            + " is missing, and there is none for the language " + language
            + "; allowed: what callers hear"));
  }

  private static Yes yes(String by, String key) {
    return switch (by) {
      case "going-on" -> new Yes.GoingOn();
      case "word" -> new Yes.Word();
      case "key" -> {
        if (key.length() != 1) {
          throw new IllegalArgumentException(
              AGREEING_KEY + " is " + key + "; allowed: one of 0 to 9, *, #");
        }
        yield new Yes.Key(key.charAt(0));
      }
      default ->
        throw new IllegalArgumentException(BY + " is " + by + "; allowed: going-on, word, key");
    };
  }

  private static boolean silence(String answer) {
    return switch (answer) {
      case "no", "false" -> false; // HOCON reads a bare no as a flag
      case "yes", "true" -> true;
      default -> throw new IllegalArgumentException("silence is " + answer + "; allowed: no, yes");
    };
  }

  private String said(ConfigSection own, String by, String language) {
    if (own.has("say")) {
      String say = own.text("say");
      own.fixed("say", by.equals("key") ? say.replace(NAMED_KEY, "") : say);
      return say;
    }
    return languages
        .text(language, KEY + "." + by)
        .orElseThrow(
            () -> new IllegalArgumentException("say is missing, and there is none for the language "
                + language + "; allowed: what callers hear"));
  }

  /** Who wants no recording says no, in whatever words. */
  private CodeWords answers(ConfigSection own, String language, Yes yes, List<String> optOut) {
    String key = LanguageWarnings.key(words, language);
    CodeWords known = words.has(key) ? CollectReader.words(words.section(key)) : CodeWords.NONE;
    List<String> agreeing = own.texts("yes", known.yes());
    List<String> denying = own.texts("no", known.no());
    if (yes instanceof Yes.Word && (agreeing.isEmpty() || denying.isEmpty())) {
      throw new IllegalArgumentException("by is word, but there are no words for yes and no in "
          + language + "; allowed: yes and no with such words");
    }
    List<String> all = new ArrayList<>(denying);
    all.addAll(optOut);
    return known.answering(agreeing, all);
  }
}
