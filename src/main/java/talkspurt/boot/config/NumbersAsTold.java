package talkspurt.boot.config;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.boot.config.LexiconReader.Read;
import talkspurt.language.numbers.NumberReading;
import talkspurt.text.Markup;
import talkspurt.text.SpelledNumbers;
import talkspurt.text.SpokenForm;

/** Numbers as a voice is told to read them, in whatever language it speaks. Thread-safe. */
final class NumbersAsTold {

  private static final Logger LOG = LoggerFactory.getLogger(NumbersAsTold.class);

  /** Callers may name any language. */
  private static final int MAX_LANGUAGES = 64;

  /** What is known of languages is the same for all voices. */
  private static final Map<String, Optional<NumberReading>> BY_LANGUAGE =
      Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<NumberReading>> eldest) {
          return size() > MAX_LANGUAGES;
        }
      });

  private final Read read;
  private final Markup markup;

  /**
   * @param languages those that it has ready: the first takes a second, any other some 50 ms
   */
  NumbersAsTold(Read read, Markup markup, Collection<String> languages) {
    this.read = read;
    this.markup = markup;
    if (read == Read.WORDS) {
      languages.forEach(NumbersAsTold::known);
    }
  }

  /** A text with its numbers as they are read; all else of it is to be escaped yet. */
  SpokenForm of(String written, String language) {
    return switch (read) {
      case PLAIN -> SpokenForm.of(written);
      case SPELLED -> SpelledNumbers.of(written, language, markup);
      case WORDS ->
        known(language)
            .map(reading -> reading.spoken(written, markup))
            .orElseGet(() -> SpelledNumbers.of(written, language, markup));
    };
  }

  private static Optional<NumberReading> known(String language) {
    return BY_LANGUAGE.computeIfAbsent(language.toLowerCase(Locale.ROOT), NumbersAsTold::reading);
  }

  private static Optional<NumberReading> reading(String language) {
    Optional<NumberReading> reading = NumberReading.of(language, NumberRulesReader.of(language));
    if (reading.isEmpty()) {
      LOG.warn(
          "nothing is known of how numbers are said in {}: with read = words they are spelled or left to the voice",
          language);
    }
    return reading;
  }
}
