package talkspurt.text;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a recogniser wrote, without what stands for something else than words: noises in brackets,
 * parentheses or asterisks, notes of music, dots, marks of its own. What stands for words that a recogniser took out, such as
 * {@code [name]}, is a word.
 *
 * @param words what was said; empty when nothing was
 * @param noise whether the recogniser wrote something, and none of it was a word
 */
public record RecognisedWords(String words, boolean noise) {

  private static final String GAP = " ";
  private static final int DEEPEST = 3;

  /** The last bracket of a partial result may not be closed yet. */
  private static final List<Pattern> ANNOTATIONS = List.of(
      Pattern.compile("<[|/]?\\s{0,2}\\p{L}[^<>]{0,60}(?:>|$)"),
      Pattern.compile("&lt;[|/]?\\p{L}[^&<>]{0,60}(?:&gt;|$)"),
      Pattern.compile("<\\|?\\d{1,5}\\.\\d{1,3}\\|?>"),
      Pattern.compile("(?<!\\S)(?:!?SIL|SPN|NSN|SPOKEN_NOISE|NOISE)(?!\\S)"),
      Pattern.compile(
          "(?<![\\p{L}\\p{Nd}_~=])([_~=])\\p{L}[\\p{L} ]{0,40}\\1(?![\\p{L}\\p{Nd}_~=])"),
      Pattern.compile(
          "[\\[\u3010\uFF3B](?!(?:name|number|email|card|redacted)\\])[^\\[\\]\u3010\u3011\uFF3B\uFF3D]{0,80}(?:[\\]\u3011\uFF3D]|$)"),
      Pattern.compile("[\u3014\u3016\u3018\u301A\u27E6\u27E8\u226A]"
          + "[^\u3014-\u301B\u27E6-\u27E9\u226A\u226B]{0,80}"
          + "(?:[\u3015\u3017\u3019\u301B\u27E7\u27E9\u226B]|$)"),
      Pattern.compile("\uFD3E[^\uFD3E\uFD3F]{0,80}\uFD3F"),
      Pattern.compile("\\{[^{}]{0,80}(?:\\}|$)"),
      // a telephone number may have parentheses, a noise has no figures
      Pattern.compile("[(\uFF08][^()\uFF08\uFF09\\p{Nd}]{0,80}(?:[)\uFF09]|$)"),
      Pattern.compile(
          "(?<![\\p{L}\\p{Nd}*])\\*{1,2}\\p{L}[^*\\p{Nd}]{0,80}(?:(?<=[\\p{L}.!])\\*{1,2}(?![\\p{L}*])|$)"),
      Pattern.compile(
          "(?<![\\p{L}\\p{Nd}*])\\*{1,2}\\s{1,3}\\p{L}[^*\\p{Nd}]{0,80}\\s\\*{1,2}(?![\\p{L}*])"),
      // words between notes are sung; the second may not have come yet
      Pattern.compile(
          "[\u2669-\u266C\u266F\\x{1F3B5}\\x{1F3B6}]+"
              + "[^\u2669-\u266C\\x{1F3B5}\\x{1F3B6}\\p{Nd}]{0,200}(?:[\u2669-\u266C\\x{1F3B5}\\x{1F3B6}]+|$)"),
      // all that was written
      Pattern.compile(
          "^\\s*[(\uFF08][^()\uFF08\uFF09]{0,80}\\p{L}{3}[^()\uFF08\uFF09]{0,80}[)\uFF09]\\s*$"),
      // some recognisers tell moods by pictographs
      Pattern.compile("[\u2600-\u27BF\\x{1F300}-\\x{1FAFF}\uFE0F]+"),
      Pattern.compile("&(?:nbsp|lt|gt|#\\d{1,5});"),
      Pattern.compile("[\u2581\u2047]"),
      Pattern.compile("\\+\\+\\p{L}[\\p{L}_]{0,40}\\+\\+"),
      Pattern.compile("(?<!\\S)%\\p{L}[\\p{L}_]{1,30}%?(?!\\S)"));

  /** One of these is in each of them. */
  private static final Pattern MAY_BE = Pattern.compile(
      "SIL|SPN|NSN|NOISE|[_~=<\\[\u3010\uFF3B{(\uFF08*\u2669-\u266C\u266F+%&\u2581\u2047\u2600-\u27BF\u3014-\u301A"
          + "\u27E6\u27E8\u226A\uFD3E\uFD3F\\x{1F300}-\\x{1FAFF}]");

  /** What is behind the recogniser's door; nothing throws. */
  public static RecognisedWords of(String raw) {
    String text = OutsideText.repaired(raw);
    String left = text;
    boolean look = MAY_BE.matcher(text).find();
    for (int round = 0; look && round < DEEPEST; round++) {
      String before = left;
      for (Pattern annotation : ANNOTATIONS) {
        left = annotation.matcher(left).replaceAll(GAP);
      }
      if (left.equals(before)) {
        break;
      }
    }
    if (left.codePoints().noneMatch(Character::isLetterOrDigit)) {
      return new RecognisedWords("", !text.isBlank());
    }
    return new RecognisedWords(
        left.equals(text) ? text : left.strip().replaceAll("\\s+", " "), false);
  }
}
