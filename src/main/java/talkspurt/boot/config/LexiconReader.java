package talkspurt.boot.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.tts.PronouncingSynthesizer;
import talkspurt.text.Lexicon;
import talkspurt.text.Markup;
import talkspurt.text.Markup.Alphabet;

/** Reads how words are to be spoken: {@code lexicon} of a voice, and that of all voices by language. */
final class LexiconReader {

  static final String LEXICON = "lexicon";
  static final String READ = "read";

  private static final String SAY = "say";
  private static final Logger LOG = LoggerFactory.getLogger(LexiconReader.class);

  private final Map<String, List<Lexicon.Entry>> byLanguage = new HashMap<>();
  private final ProviderStore.Reading made;

  /** Those of all profiles. */
  private final Set<String> languages;

  /** With the words of all voices in {@code talkspurt.lexicon}. */
  LexiconReader(ConfigSection root, ProviderStore.Reading made) {
    this.made = made;
    this.languages = languages(root);
    ConfigSection all = root.sectionOrNothing(LEXICON);
    all.config().root().forEach((language, words) -> {
      if (words instanceof ConfigObject block) {
        byLanguage.put(language.toLowerCase(Locale.ROOT), entries(all, block));
      } else {
        all.tell(ConfigUtil.joinPath(language), "is no block; allowed: words of that language");
      }
    });
  }

  /** Whatever is wrong with the profiles is told by those who read them. */
  private static Set<String> languages(ConfigSection root) {
    Set<String> languages = new TreeSet<>();
    root.sectionOrNothing("profiles").config().root().values().forEach(profile -> {
      if (profile instanceof ConfigObject block
          && block.get("language") != null
          && block.get("language").unwrapped() instanceof String language) {
        languages.add(language);
      }
    });
    return languages;
  }

  /**
   * What a voice itself is told.
   *
   * @param words win over those of its language
   * @param read how numbers are read
   */
  record Own(List<Lexicon.Entry> words, Read read) {

    /** A voice that is told nothing. */
    static final Own NOTHING = new Own(List.of(), Read.PLAIN);
  }

  /** How numbers are read. */
  enum Read {
    /** As the voice does. */
    PLAIN,
    /** Telephone numbers, long numbers and codes figure by figure. */
    SPELLED,
    /** The same, and all others in words. */
    WORDS
  }

  /** What a voice itself is told; {@code otherwise} where it does not say. */
  static Own own(ConfigSection voice, Own otherwise) {
    ConfigSection words = voice.sectionOrNothing(LEXICON);
    return new Own(
        voice.has(LEXICON) ? entries(words, words.config().root()) : otherwise.words(),
        voice.has(READ) ? voice.check(LexiconReader::read) : otherwise.read());
  }

  private static Read read(ConfigSection voice) {
    String read = voice.text(READ);
    return Arrays.stream(Read.values())
        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(read))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("read is " + read + "; allowed: plain, spelled, words"));
  }

  /** A voice that says words and numbers as it is told. */
  Synthesizer voice(String kind, ConfigSection block, Own own, Synthesizer voice) {
    Markup markup = MarkupReader.markup(kind, block);
    refuseMute(markup, own, block);
    if (own.words().isEmpty()
        && byLanguage.isEmpty()
        && own.read() == Read.PLAIN
        && markup == Markup.NONE) {
      return voice;
    }
    return made.one(
        PronouncingSynthesizer.class,
        List.of("pronounced", voice, own, Map.copyOf(byLanguage), markup.toString()),
        () -> {
          Map<String, Lexicon> known = new ConcurrentHashMap<>();
          NumbersAsTold numbers = new NumbersAsTold(own.read(), markup, languages);
          return new PronouncingSynthesizer(voice, (written, language) -> {
            Lexicon words =
                known.computeIfAbsent(known(language), tag -> lexicon(tag, own.words()));
            return markup.whole(
                numbers.of(written, language).andThen(part -> words.spoken(part, markup)));
          });
        });
  }

  /** The most particular language of which there are words; callers may name any. */
  private String known(String language) {
    String tag = language.toLowerCase(Locale.ROOT);
    String first = tag.split("-", 2)[0];
    return byLanguage.containsKey(tag) ? tag : byLanguage.containsKey(first) ? first : "";
  }

  private Lexicon lexicon(String tag, List<Lexicon.Entry> own) {
    List<Lexicon.Entry> all = new ArrayList<>();
    all.addAll(byLanguage.getOrDefault(tag.split("-", 2)[0], List.of()));
    all.addAll(byLanguage.getOrDefault(tag, List.of()));
    all.addAll(own);
    return new Lexicon(all);
  }

  /** Words for which a voice has neither phonemes nor a spelling would be read wrongly, and nobody told. */
  private void refuseMute(Markup markup, Own own, ConfigSection block) {
    own.words().stream()
        .filter(word -> !word.saidBy(markup))
        .forEach(word -> block.tell(
            LEXICON + "." + ConfigUtil.joinPath(word.word()),
            "has " + names(word) + ", and this voice takes none of it; needed: say"));
    byLanguage.forEach((language, words) -> words.stream()
        .filter(word -> !word.saidBy(markup))
        .forEach(word -> LOG.warn(
            "{}: the voice takes no {} of talkspurt.lexicon.{}.{}, and there is no say: it reads"
                + " the word by itself",
            block.path(),
            names(word),
            language,
            word.word())));
  }

  private static String names(Lexicon.Entry word) {
    return word.phonemes().keySet().stream()
        .map(LexiconReader::key)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String key(Alphabet alphabet) {
    return alphabet.name().toLowerCase(Locale.ROOT);
  }

  private static List<Lexicon.Entry> entries(ConfigSection place, ConfigObject words) {
    List<Lexicon.Entry> entries = new ArrayList<>();
    words.forEach((word, value) -> {
      try {
        entries.add(entry(word, value));
      } catch (IllegalArgumentException refused) {
        place.tell(ConfigUtil.joinPath(word), refused.getMessage());
      }
    });
    return entries;
  }

  private static Lexicon.Entry entry(String word, ConfigValue value) {
    if (!(value instanceof ConfigObject block)) {
      return new Lexicon.Entry(word, text(value));
    }
    Map<Alphabet, String> phonemes = new EnumMap<>(Alphabet.class);
    block.forEach((key, said) -> {
      if (!key.equals(SAY)) {
        Alphabet alphabet = Arrays.stream(Alphabet.values())
            .filter(one -> key(one).equals(key))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(
                "has " + block.keySet() + "; allowed: say, ipa, arpabet, espeak"));
        phonemes.put(alphabet, text(said));
      }
    });
    return new Lexicon.Entry(word, text(block.get(SAY)), phonemes);
  }

  private static String text(ConfigValue value) {
    if (value == null) {
      return "";
    }
    if (value.valueType() == ConfigValueType.LIST || value.valueType() == ConfigValueType.OBJECT) {
      throw new IllegalArgumentException(
          "is no text; allowed: a text, or { say, ipa, arpabet, espeak }");
    }
    return String.valueOf(value.unwrapped());
  }
}
