package talkspurt.provider.agent;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a coming text that is not read yet. What stands at its beginning is told by patterns; while a
 * pattern could still match by more of the text, nothing is decided. Not thread-safe.
 */
final class Lookahead {

  private final StringBuilder held = new StringBuilder();
  private boolean ended;
  private int at;
  private Matcher found;
  private boolean undecided;

  void add(String more) {
    held.append(more);
  }

  /** Whether no more will come. */
  void ended(boolean whole) {
    ended = whole;
  }

  boolean isEmpty() {
    return at == held.length();
  }

  /** The first character that is not read. */
  int next() {
    return held.codePointAt(at);
  }

  /** The one behind it; a blank where nothing is. */
  int afterNext() {
    int behind = at + Character.charCount(next());
    return behind < held.length() ? held.codePointAt(behind) : ' ';
  }

  /** Another place of the text is looked at. */
  void begin() {
    undecided = false;
  }

  /** Whether it takes more of the text to tell what stands here. */
  boolean undecided() {
    return undecided;
  }

  /** Whether the pattern is what stands here; nothing is, once it is not decided. */
  boolean is(Pattern pattern) {
    if (undecided) {
      return false;
    }
    found = pattern.matcher(held).region(at, held.length());
    found.useTransparentBounds(true);
    boolean here = found.lookingAt();
    undecided = !ended && found.hitEnd();
    return here && !undecided;
  }

  /** What was found last by {@link #is}. */
  Matcher found() {
    return found;
  }

  /** Reads over what was found; its last character. */
  int pass() {
    at = found.end();
    return held.charAt(at - 1);
  }

  /** Reads over so many characters. */
  void pass(int characters) {
    at += characters;
  }

  /** What was found is read again, as this. */
  void replace(String instead) {
    held.replace(at, found.end(), instead);
  }

  /**
   * Reads over all up to the end of the first match, or, where there is none yet, to where one may begin.
   *
   * @param longest characters that a match may have
   * @return whether there was a match
   */
  boolean passUntil(Pattern end, int longest) {
    Matcher search = end.matcher(held);
    if (search.find(at)) {
      at = search.end();
      return true;
    }
    at = ended ? held.length() : Math.max(at, held.length() - longest);
    return false;
  }

  /** Forgets what was read. */
  void compact() {
    held.delete(0, at);
    at = 0;
  }
}
