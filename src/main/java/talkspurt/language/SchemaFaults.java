package talkspurt.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import talkspurt.language.Wording.Text;

/**
 * What does not fit a JSON Schema, from the English of its validator into the language of a call. The words are the
 * validator's own ({@code jsv-messages}); where it has none, such as in Hindi, they are ours.
 */
final class SchemaFaults {

  private static final String BUNDLE = "jsv-messages";

  /** Of what begins with a path several are told as one. */
  private static final Pattern BETWEEN = Pattern.compile("; (?=\\$)");

  private static final Pattern WITH_VALUE =
      Pattern.compile("(.*?)(?: \\(it is (.*)\\))?", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("\\{(\\d)}");

  /** One that the validator knows: the values have numbers, in the order in which they stand in English. */
  private record Message(String key, Pattern pattern, List<String> numbers, int letters) {}

  private static final List<Message> ENGLISH = messages();
  private static final Map<String, ResourceBundle> BUNDLES = new ConcurrentHashMap<>();

  private SchemaFaults() {}

  /** The same in these words; what is none of the validator's stays as it is. */
  static String in(Wording words, String english) {
    int at = english.startsWith("$") ? 0 : english.indexOf(": $") + 2;
    if (at == 1 || words.language().equals(PackReader.FALLBACK)) {
      return english;
    }
    List<String> all = new ArrayList<>();
    for (String one : BETWEEN.split(english.substring(at))) {
      all.add(one(words, one));
    }
    return english.substring(0, at) + String.join("; ", all);
  }

  private static String one(Wording words, String english) {
    Matcher parts = WITH_VALUE.matcher(english);
    if (!parts.matches()) {
      throw new AssertionError(WITH_VALUE);
    }
    String fault = translated(bundle(words.language()), parts.group(1));
    return parts.group(2) == null
        ? fault
        : fault + " " + words.of(Text.ARGUMENT_IS, parts.group(2));
  }

  private static String translated(ResourceBundle bundle, String english) {
    for (Message message : ENGLISH) {
      Matcher found = message.pattern.matcher(english);
      if (found.matches()) {
        Map<String, String> values = new HashMap<>();
        for (int at = 0; at < message.numbers.size(); at++) {
          values.put(message.numbers.get(at), found.group(at + 1));
        }
        return NUMBER
            .matcher(plain(bundle.getString(message.key)))
            .replaceAll(one -> Matcher.quoteReplacement(values.getOrDefault(one.group(1), "")));
      }
    }
    return english;
  }

  private static ResourceBundle bundle(String tag) {
    return BUNDLES.computeIfAbsent(PackReader.base(tag), base -> bundle(locale(base)));
  }

  /** The validator has Chinese by country alone. */
  private static Locale locale(String base) {
    return base.equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.forLanguageTag(base);
  }

  private static ResourceBundle bundle(Locale locale) {
    return ResourceBundle.getBundle(
        BUNDLE,
        locale,
        SchemaFaults.class.getClassLoader(),
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** Those that say more are looked for first. */
  private static List<Message> messages() {
    ResourceBundle english = bundle(Locale.ROOT);
    return english.keySet().stream()
        .map(key -> message(key, plain(english.getString(key))))
        .sorted(Comparator.comparingInt(Message::letters).reversed().thenComparing(Message::key))
        .toList();
  }

  private static Message message(String key, String english) {
    StringBuilder pattern = new StringBuilder();
    List<String> numbers = new ArrayList<>();
    Matcher number = NUMBER.matcher(english);
    int from = 0;
    int letters = 0;
    while (number.find()) {
      pattern.append(Pattern.quote(english.substring(from, number.start()))).append("(.*?)");
      numbers.add(number.group(1));
      letters += number.start() - from;
      from = number.end();
    }
    pattern.append(Pattern.quote(english.substring(from)));
    return new Message(
        key,
        Pattern.compile(pattern.toString(), Pattern.DOTALL),
        numbers,
        letters + english.length() - from);
  }

  /** As {@link java.text.MessageFormat} reads it. */
  private static String plain(String format) {
    return format.replace("''", "'");
  }
}
