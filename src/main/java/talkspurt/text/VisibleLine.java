package talkspurt.text;

/**
 * Text of others as one line of which all can be seen: for prompts of models and for voices. Line ends, tabs
 * and control characters become blanks, one for several; characters that are not seen (zero width, directions,
 * tags, selectors of variants, fillers) are left out, but for joiners between letters, which Persian and Indic
 * words need. What Unicode does not define becomes U+FFFD.
 */
public final class VisibleLine {

  private static final String CUT = "…";
  private static final int NON_JOINER = 0x200C;
  private static final int JOINER = 0x200D;

  private final StringBuilder line = new StringBuilder();
  private int last = ' ';
  private int joiner;

  private VisibleLine() {}

  /**
   * The line, without blanks at its ends.
   *
   * @param maxLength how many characters it has at most, 1 or more; what is cut ends in an ellipsis
   */
  public static String of(String raw, int maxLength) {
    VisibleLine made = new VisibleLine();
    raw.codePoints().forEach(made::add);
    return cut(made.line.toString().strip(), maxLength);
  }

  private static String cut(String line, int maxLength) {
    if (line.length() <= maxLength) {
      return line;
    }
    int end = maxLength - CUT.length();
    if (end > 0 && Character.isHighSurrogate(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(0, end).stripTrailing() + CUT;
  }

  private void add(int codePoint) {
    if (codePoint == JOINER || codePoint == NON_JOINER) {
      joiner = isOfWord(last) ? codePoint : 0;
    } else if (isBlank(codePoint)) {
      if (last != ' ') {
        put(' ');
      }
      joiner = 0;
    } else if (!isUnseen(codePoint)) {
      if (joiner != 0 && isOfWord(codePoint)) {
        line.appendCodePoint(joiner);
      }
      put(isDefined(codePoint) ? codePoint : OutsideText.REPLACEMENT);
      joiner = 0;
    }
  }

  private void put(int codePoint) {
    line.appendCodePoint(codePoint);
    last = codePoint;
  }

  private static boolean isOfWord(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
      default -> Character.isLetter(codePoint);
    };
  }

  private static boolean isBlank(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  /** Some that are not seen are letters or marks to Unicode. */
  private static boolean isUnseen(int codePoint) {
    return Character.getType(codePoint) == Character.FORMAT
        || codePoint == 0x034F
        || codePoint == 0x115F
        || codePoint == 0x1160
        || codePoint == 0x17B4
        || codePoint == 0x17B5
        || codePoint >= 0x180B && codePoint <= 0x180F
        || codePoint == 0x2800
        || codePoint == 0x3164
        || codePoint >= 0xFE00 && codePoint <= 0xFE0F
        || codePoint == 0xFFA0
        || codePoint >= 0xE0000 && codePoint <= 0xE0FFF;
  }

  private static boolean isDefined(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.UNASSIGNED, Character.PRIVATE_USE, Character.SURROGATE -> false;
      default -> true;
    };
  }
}
