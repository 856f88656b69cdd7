package talkspurt.language;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import talkspurt.language.Wording.Text;
import talkspurt.text.ClockWords;

/** Makes a language of its file. */
public final class PackReader {

  /** The file of what holds in all languages. */
  public static final String ANY = "any";

  /** The language in which is told what another has no words for. */
  public static final String FALLBACK = "en";

  private static final String SENTENCES = "sentences.";

  private PackReader() {}

  /** The language of a tag such as en-GB or en_GB. */
  public static String base(String tag) {
    return tag.split("[-_]")[0].toLowerCase(Locale.ROOT);
  }

  /**
   * The language.
   *
   * @param own what its file says, and settings
   * @param any what holds in all
   * @param english where the words are that are missing
   */
  public static LanguagePack read(String tag, Config own, Config any, Config english) {
    return new LanguagePack(
        tag,
        wording(missing(own).isEmpty() ? tag : FALLBACK, own, english),
        clock(own, english),
        sentences(own, any),
        false);
  }

  /** The texts for models that a language has none of. */
  public static List<String> missing(Config own) {
    return List.of(Text.values()).stream()
        .map(text -> "model." + text.key())
        .filter(key -> !own.hasPath(key))
        .toList();
  }

  private static Wording wording(String language, Config own, Config english) {
    Map<Text, String> texts = new EnumMap<>(Text.class);
    for (Text text : Text.values()) {
      String key = "model." + text.key();
      texts.put(text, (own.hasPath(key) ? own : english).getString(key));
    }
    return new Wording(language, texts);
  }

  private static ClockWords clock(Config own, Config english) {
    Config words = own.hasPath("clock") ? own.getConfig("clock") : english.getConfig("clock");
    SortedMap<Integer, String> parts = new TreeMap<>();
    if (words.hasPath("part-of-day")) {
      Config day = words.getConfig("part-of-day");
      day.root()
          .keySet()
          .forEach(hour -> parts.put(hour(hour), day.getString(ConfigUtil.quoteString(hour))));
    }
    return new ClockWords(words.getString("open"), words.getString("closed"), parts);
  }

  private static int hour(String text) {
    int hour = text.matches("\\d{1,2}") ? Integer.parseInt(text) : -1;
    if (hour < 0 || hour > 23) {
      throw new IllegalArgumentException(
          "clock.part-of-day has " + text + "; allowed: hours 0 to 23");
    }
    return hour;
  }

  private static SentenceRules sentences(Config own, Config any) {
    Set<String> abbreviations = words(any, SENTENCES + "abbreviations");
    abbreviations.addAll(words(own, SENTENCES + "abbreviations"));
    Set<String> beforeFigures = words(any, SENTENCES + "before-figures");
    beforeFigures.addAll(words(own, SENTENCES + "before-figures"));
    return new SentenceRules(
        abbreviations,
        beforeFigures,
        followers(any),
        words(own, SENTENCES + "beginnings"),
        own.hasPath(SENTENCES + "capitals")
            ? Set.copyOf(own.getStringList(SENTENCES + "capitals"))
            : Set.of(),
        words(own, SENTENCES + "before-ordinals"),
        words(own, SENTENCES + "behind-ordinals"),
        own.hasPath(SENTENCES + "semicolon-asks") && own.getBoolean(SENTENCES + "semicolon-asks"));
  }

  private static Map<String, Set<String>> followers(Config any) {
    String key = SENTENCES + "before-words";
    return any.hasPath(key)
        ? any.getConfig(key).root().keySet().stream()
            .collect(Collectors.toMap(
                word -> word, word -> words(any.getConfig(key), ConfigUtil.quoteString(word))))
        : Map.of();
  }

  private static Set<String> words(Config block, String key) {
    Set<String> words = new TreeSet<>();
    if (block.hasPath(key)) {
      block.getStringList(key).forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
    }
    return words;
  }
}
