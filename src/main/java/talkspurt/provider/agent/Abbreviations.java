package talkspurt.provider.agent;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import talkspurt.language.SentenceRules;

/** What a full stop stands behind in a language without ending a sentence. */
final class Abbreviations {

  /** In some languages no sentence ends behind these unless a word that is listed begins another: "the U.S. Army". */
  private static final Pattern INITIALS =
      Pattern.compile("(?:\\p{Lu}\\.){1,3}\\p{Lu}|u\\.s|u\\.s\\.a|u\\.k");

  private static final Pattern LAST_WORD =
      Pattern.compile("(?:^|[\\s(\\[\"'\u00AB\u201E\u201C])([^\\s(\\[]+)$");
  private static final Pattern LAST_TWO =
      Pattern.compile("(?:^|[\\s(\\[\"'])(\\p{L}\\.\\h?\\p{L}{1,2})$");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");
  private static final Pattern BEFORE_NUMBER =
      Pattern.compile("(?:^|.*?[\\s(])(\\p{L}+)\\h+\\d{1,3}$", Pattern.DOTALL);

  private final SentenceRules rules;

  Abbreviations(SentenceRules rules) {
    this.rules = rules;
  }

  /**
   * Whether a full stop does not end the sentence.
   *
   * @param before the sentence up to the full stop
   * @param behind what follows it and its blanks, as far as it is known
   */
  boolean stopWithin(String before, String behind) {
    Matcher last = LAST_WORD.matcher(before);
    if (!last.find()) {
      return false;
    }
    String word = last.group(1);
    if (NUMBER.matcher(word).matches()) {
      return before.strip().equals(word) || ordinal(before, behind);
    }
    String lower = word.toLowerCase(Locale.ROOT);
    if (initial(word, behind) || rules.abbreviations().contains(lower)) {
      return true;
    }
    if (rules.beforeFigures().contains(lower) && Character.isDigit(behind.codePointAt(0))) {
      return true;
    }
    String next = nextWord(behind);
    boolean whole = next.length() < behind.length();
    if (!rules.beginnings().isEmpty() && INITIALS.matcher(word).matches()) {
      return !(whole && rules.beginnings().contains(next));
    }
    Set<String> followers = rules.beforeWords().getOrDefault(lower, Set.of());
    if (followers.contains(next)
        || !whole && followers.stream().anyMatch(each -> each.startsWith(next))) {
      return true;
    }
    Matcher two = LAST_TWO.matcher(before);
    return two.find()
        && rules
            .abbreviations()
            .contains(two.group(1).replaceAll("\\h", "").toLowerCase(Locale.ROOT));
  }

  /** "J. Smith", "z. B.": of a small letter it shows by what follows, once there are two characters. */
  private boolean initial(String word, String behind) {
    if (word.length() != 1 || !Character.isLetter(word.charAt(0))) {
      return false;
    }
    if (Character.isUpperCase(word.charAt(0))) {
      return !rules.capitals().contains(word);
    }
    return behind.length() < 2 || Character.isLetter(behind.charAt(0)) && behind.charAt(1) == '.';
  }

  private static String nextWord(String behind) {
    return behind.split("[^\\p{L}]", 2)[0].toLowerCase(Locale.ROOT);
  }

  private boolean ordinal(String before, String behind) {
    if (rules.behindOrdinals().isEmpty() && rules.beforeOrdinals().isEmpty()) {
      return false;
    }
    Matcher word = BEFORE_NUMBER.matcher(before);
    if (word.matches() && rules.beforeOrdinals().contains(word.group(1).toLowerCase(Locale.ROOT))) {
      return true;
    }
    String next = nextWord(behind);
    return rules.behindOrdinals().contains(next)
        || behind.length() == next.length()
            && rules.behindOrdinals().stream().anyMatch(month -> month.startsWith(next));
  }
}
