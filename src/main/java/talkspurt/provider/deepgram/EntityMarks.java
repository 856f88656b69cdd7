package talkspurt.provider.deepgram;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What Deepgram writes in place of words that it takes out, in our words: {@code [NAME_1]} is {@code [name]}, and asterisks in
 * place of figures are {@code [number]}, as in transcripts that we redact ourselves.
 */
final class EntityMarks {

  private static final Pattern MARK =
      Pattern.compile("\\[([A-Z][A-Z_]{0,60}?)(?:_\\d{1,4})?\\]|\\*+(?:[ .-]\\*+)*");

  /** By how a label begins. */
  private static final Map<String, String> KINDS = Map.of(
      "NAME", "[name]",
      "EMAIL", "[email]",
      "CREDIT_CARD", "[card]",
      "CVV", "[card]",
      "PHONE", "[number]",
      "SSN", "[number]");

  private static final String NUMBER = "[number]";
  private static final String OTHER = "[redacted]";

  private EntityMarks() {}

  /** The words with our marks. */
  static String ours(String words) {
    return words.indexOf('[') < 0 && words.indexOf('*') < 0
        ? words
        : MARK.matcher(words).replaceAll(EntityMarks::ours);
  }

  private static String ours(MatchResult mark) {
    String label = mark.group(1);
    if (label == null || label.endsWith("NUMBER")) {
      return NUMBER;
    }
    return KINDS.entrySet().stream()
        .filter(kind -> label.startsWith(kind.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(OTHER);
  }
}
