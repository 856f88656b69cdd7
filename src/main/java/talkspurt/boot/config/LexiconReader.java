package talkspurt.boot.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.tts.PhonemeStyle;
import talkspurt.provider.tts.PronouncingSynthesizer;
import talkspurt.text.Lexicon;
import talkspurt.text.SpelledNumbers;
import talkspurt.text.SpokenForm;

/** Reads how words are to be spoken: {@code lexicon} of a voice, and that of all voices by language. */
final class LexiconReader {

  static final String LEXICON = "lexicon";
  static final String READ = "read";

  private static final String SAY = "say";
  private static final String IPA = "ipa";

  private final Map<String, List<Lexicon.Entry>> byLanguage = new HashMap<>();
  private final ProviderStore.Reading made;

  /** With the words of all voices in {@code talkspurt.lexicon}. */
  LexiconReader(ConfigSection root, ProviderStore.Reading made) {
    this.made = made;
    ConfigSection all = root.sectionOrNothing(LEXICON);
    all.config().root().forEach((language, words) -> {
      if (words instanceof ConfigObject block) {
        byLanguage.put(language.toLowerCase(Locale.ROOT), entries(all, block));
      } else {
        all.tell(ConfigUtil.joinPath(language), "is no block; allowed: words of that language");
      }
    });
  }

  /**
   * What a voice itself is told.
   *
   * @param words win over those of its language
   * @param spelled whether numbers that are no amounts are spelled
   */
  record Own(List<Lexicon.Entry> words, boolean spelled) {}

  /** What a voice itself is told; {@code otherwise} where it does not say. */
  static Own own(ConfigSection voice, Own otherwise) {
    ConfigSection words = voice.sectionOrNothing(LEXICON);
    return new Own(
        voice.has(LEXICON) ? entries(words, words.config().root()) : otherwise.words(),
        voice.has(READ) ? voice.check(LexiconReader::spelled) : otherwise.spelled());
  }

  private static boolean spelled(ConfigSection voice) {
    String read = voice.text(READ);
    return switch (read) {
      case "plain" -> false;
      case "spelled" -> true;
      default ->
        throw new IllegalArgumentException("read is " + read + "; allowed: plain, spelled");
    };
  }

  /** A voice that says words and numbers as it is told. */
  Synthesizer voice(String kind, ConfigSection block, Own own, Synthesizer voice) {
    if (own.words().isEmpty() && byLanguage.isEmpty() && !own.spelled()) {
      return voice;
    }
    Lexicon.Phonemes phonemes = phonemes(kind, block);
    return made.one(
        PronouncingSynthesizer.class,
        List.of("pronounced", voice, own, Map.copyOf(byLanguage)),
        () -> {
          Map<String, Lexicon> known = new ConcurrentHashMap<>();
          return new PronouncingSynthesizer(voice, (written, language) -> {
            Lexicon words =
                known.computeIfAbsent(known(language), tag -> lexicon(tag, own.words()));
            return (own.spelled() ? SpelledNumbers.of(written, language) : SpokenForm.of(written))
                .andThen(part -> words.spoken(part, phonemes));
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

  private static Lexicon.Phonemes phonemes(String kind, ConfigSection block) {
    return switch (kind) {
      case "deepgram" -> PhonemeStyle.deepgram(block.text("model"));
      case "piper" -> block.flag("older") ? Lexicon.NO_PHONEMES : PhonemeStyle::piper;
      default -> Lexicon.NO_PHONEMES;
    };
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
    if (value instanceof ConfigObject block) {
      if (!Set.of(SAY, IPA).containsAll(block.keySet())) {
        throw new IllegalArgumentException("has " + block.keySet() + "; allowed: say, ipa");
      }
      return new Lexicon.Entry(word, text(block.get(SAY)), text(block.get(IPA)));
    }
    return new Lexicon.Entry(word, text(value), "");
  }

  private static String text(ConfigValue value) {
    if (value == null) {
      return "";
    }
    if (value.valueType() == ConfigValueType.LIST || value.valueType() == ConfigValueType.OBJECT) {
      throw new IllegalArgumentException("is no text; allowed: a text, or { say, ipa }");
    }
    return String.valueOf(value.unwrapped());
  }
}
