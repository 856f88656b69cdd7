package talkspurt.provider.whisper;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Languages as servers for Whisper name them: by tag, or in English. */
final class LanguageNames {

  private static final Map<String, String> TAGS = Arrays.stream(Locale.getISOLanguages())
      .collect(Collectors.toMap(
          tag -> Locale.forLanguageTag(tag)
              .getDisplayLanguage(Locale.ENGLISH)
              .toLowerCase(Locale.ROOT),
          tag -> tag,
          (one, other) -> one));

  private LanguageNames() {}

  /** The tag of {@code french} or {@code fr}; empty where it is none. */
  static String tag(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    return TAGS.containsValue(lower) ? lower : TAGS.getOrDefault(lower, "");
  }
}
