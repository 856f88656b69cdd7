package talkspurt.boot.config;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import talkspurt.collect.CodeWords;
import talkspurt.collect.NameWords;
import talkspurt.collect.Redaction;
import talkspurt.control.WordRedaction;

/** What is redacted of words in each language. Thread-safe. */
final class LanguageRedactions {

  /** Tags are the dialplan's to choose. */
  private static final int MOST_KEPT = 100;

  private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*");

  private final LanguageFiles files;
  private final Function<String, CodeWords> digits;
  private final Map<String, Redaction> known = new ConcurrentHashMap<>();

  /** @param digits how they are said in a language */
  LanguageRedactions(LanguageFiles files, Function<String, CodeWords> digits) {
    this.files = files;
    this.digits = digits;
  }

  /** For a profile in this language. */
  WordRedaction of(String own) {
    return (words, language) ->
        in(TAG.matcher(language).matches() ? language : own).redacted(words);
  }

  private Redaction in(String language) {
    Redaction some = known.get(language);
    if (some == null) {
      some = new Redaction(digits.apply(language), names(language));
      if (known.size() < MOST_KEPT) {
        known.put(language, some);
      }
    }
    return some;
  }

  private NameWords names(String language) {
    return new NameWords(
        files.words(language, "before-names"),
        files.words(language, "titles"),
        files.words(language, "turn.unfinished"));
  }
}
