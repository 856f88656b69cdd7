package talkspurt.text;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a recogniser wrote, without what stands for something else than words: noises in brackets,
 * parentheses or asterisks, notes of music, dots, marks of its own.
 *
 * @param words what was said; empty when nothing was
 * @param noise whether the recogniser wrote something, and none of it was a word
 */
public record RecognisedWords(String words, boolean noise) {

  private static final String GAP = " ";
  private static final int DEEPEST = 3;

  /** The last bracket of a partial result may not be closed yet. */
  private static final List<Pattern> ANNOTATIONS = List.of(
      Pattern.compile("<[|/]?\\p{L}[^<>]{0,60}(?:>|$)"),
      Pattern.compile(
          "[\\[\u3010\uFF3B][^\\[\\]\u3010\u3011\uFF3B\uFF3D]{0,80}(?:[\\]\u3011\uFF3D]|$)"),
      Pattern.compile("\\{[^{}]{0,80}(?:\\}|$)"),
      // a telephone number may have parentheses, a noise has no figures
      Pattern.compile("[(\uFF08][^()\uFF08\uFF09\\p{Nd}]{0,80}(?:[)\uFF09]|$)"),
      Pattern.compile(
          "(?<![\\p{L}\\p{Nd}*])\\*{1,2}\\p{L}[^*\\p{Nd}]{0,80}(?:(?<=\\p{L})\\*{1,2}(?![\\p{L}*])|$)"),
      Pattern.compile(
          "[\u2669-\u266C\u266F\uD83C\uDFB5\uD83C\uDFB6]+[^\u2669-\u266C\\p{Nd}]{0,200}[\u2669-\u266C]+"),
      Pattern.compile("\\+\\+\\p{L}[\\p{L}_]{0,40}\\+\\+"),
      Pattern.compile("%HESITATION\\b"));

  /** One of these is in each of them. */
  private static final Pattern MAY_BE =
      Pattern.compile("[<\\[\u3010\uFF3B{(\uFF08*\u2669-\u266C\u266F+%]");

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
