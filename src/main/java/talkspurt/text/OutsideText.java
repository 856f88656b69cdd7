package talkspurt.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Repairs text that came from outside the process (HTTP, dialplans, recognisers, models, voices,
 * bots, tools, webhooks), so that everything behind the door can encode, store, send and show it.
 *
 * <p>What cannot be kept becomes U+FFFD, one for one: lone surrogates, NUL and the other control
 * characters except tab, line feed and carriage return, non-characters (Unicode 23.7), and the
 * bidirectional embeddings, overrides and isolates (U+202A to U+202E, U+2066 to U+2069), which make a
 * line of a log or page read otherwise than it is. Joiners and the marks U+200E, U+200F and U+061C
 * stay: Arabic, Persian and Indic words need them.
 *
 * <p>No method throws, whatever it is given, but for null.
 */
public final class OutsideText {

  /** What stands where something could not be kept. */
  public static final char REPLACEMENT = '\uFFFD';

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private OutsideText() {}

  /** The text with all that cannot be kept replaced; the very same object where nothing was. */
  public static String repaired(String raw) {
    int firstFault = firstFault(raw);
    if (firstFault == raw.length()) {
      return raw;
    }
    StringBuilder kept = new StringBuilder(raw.length()).append(raw, 0, firstFault);
    for (int at = firstFault; at < raw.length(); ) {
      int codePoint = raw.codePointAt(at);
      kept.appendCodePoint(isKept(codePoint) ? codePoint : REPLACEMENT);
      at += Character.charCount(codePoint);
    }
    return kept.toString();
  }

  /** Reads bytes as UTF-8 and repairs them; a byte order mark at the beginning is dropped. */
  public static String decoded(byte[] utf8) {
    String raw = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(utf8)).toString();
    return repaired(!raw.isEmpty() && raw.charAt(0) == BYTE_ORDER_MARK ? raw.substring(1) : raw);
  }

  /** Whether the text needs no repair. */
  public static boolean isWellFormed(String text) {
    return firstFault(text) == text.length();
  }

  /**
   * The text as one line of a log: repaired, with line ends and tabs as blanks, and cut.
   *
   * @param maxLength the characters that are shown, at least 1; more are counted behind an ellipsis
   */
  public static String forLog(String raw, int maxLength) {
    String line = repaired(raw.length() > maxLength ? raw.substring(0, maxLength) : raw)
        .replace('\n', ' ')
        .replace('\r', ' ')
        .replace('\t', ' ')
        .replace('\u2028', ' ')
        .replace('\u2029', ' ');
    return raw.length() > maxLength ? line + "… (" + raw.length() + " characters)" : line;
  }

  /** The text, or where it is longer its beginning and an ellipsis. */
  public static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }

  private static int firstFault(String text) {
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (!isKept(codePoint)) {
        return at;
      }
      at += Character.charCount(codePoint);
    }
    return at;
  }

  private static boolean isKept(int codePoint) {
    if (codePoint < ' ') {
      return codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
    }
    return !(codePoint >= 0x7F && codePoint <= 0x9F)
        && !(codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)
        && !(codePoint >= 0x202A && codePoint <= 0x202E)
        && !(codePoint >= 0x2066 && codePoint <= 0x2069)
        && !(codePoint >= 0xFDD0 && codePoint <= 0xFDEF)
        && (codePoint & 0xFFFE) != 0xFFFE;
  }
}
