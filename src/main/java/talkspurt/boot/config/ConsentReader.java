package talkspurt.boot.config;

import java.util.List;
import java.util.Optional;
import talkspurt.collect.CodeWords;
import talkspurt.collect.ConsentTerms;
import talkspurt.collect.ConsentTerms.Yes;
import talkspurt.media.profile.ConsentPolicy;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.RecordingPolicy;

/** Reads how callers of a profile are told that the call is recorded, and how they agree. */
final class ConsentReader {

  /** The block of a profile. */
  static final String KEY = "consent";

  private static final String BY = "by";
  private static final String AGREEING_KEY = "key";
  private static final String NAMED_KEY = "{key}";

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

  /** How a profile's callers are asked; empty where it does not say so. */
  RecordingPolicy read(
      ConfigSection profile, Profile.Pipeline pipeline, RecordingPolicy recording) {
    if (!profile.has(KEY)) {
      return recording;
    }
    if (pipeline instanceof Profile.Bot) {
      throw new IllegalArgumentException(KEY
          + " is there beside bot, which speaks and hears for itself, so that nobody of ours asks its callers;"
          + " allowed: consent with transcriber, responder and synthesizer; with a bot have it ask by its"
          + " instructions, and start the recording by POST /api/calls/{id}/recording");
    }
    if (recording.mode() != RecordingPolicy.Mode.AFTER_CONSENT) {
      throw new IllegalArgumentException(KEY + " is there, but recording.mode is "
          + recording.mode().label() + "; allowed: after-consent");
    }
    String language = profile.text("language");
    return profile.section(KEY).check(own -> recording.asking(Optional.of(policy(own, language))));
  }

  private ConsentPolicy policy(ConfigSection own, String language) {
    own.only(BY, AGREEING_KEY, "say", "again", "yes", "no", "silence", "tries", "timeout");
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
    return new ConsentPolicy(
        new ConsentTerms(
            yes,
            answers(own, language, yes),
            silence(block.text("silence")),
            block.number("tries"),
            block.duration("timeout")),
        say,
        own.has("again") ? own.fixed("again", own.text("again")) : say);
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

  private CodeWords answers(ConfigSection own, String language, Yes yes) {
    String key = LanguageWarnings.key(words, language);
    CodeWords known = words.has(key) ? CollectReader.words(words.section(key)) : CodeWords.NONE;
    List<String> agreeing = own.texts("yes", known.yes());
    List<String> denying = own.texts("no", known.no());
    if (yes instanceof Yes.Word && (agreeing.isEmpty() || denying.isEmpty())) {
      throw new IllegalArgumentException("by is word, but there are no words for yes and no in "
          + language + "; allowed: yes and no with such words");
    }
    return known.answering(agreeing, denying);
  }
}
