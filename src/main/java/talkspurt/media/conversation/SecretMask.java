package talkspurt.media.conversation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Takes secret values out of what a tool tells: some servers repair, group or repeat what they were sent. A value
 * counts however it is grouped, in capitals or not, and so does any {@value #PIECE} characters of it in a row.
 */
final class SecretMask {

  /** More in a row of a value than a server may tell; the last four that receipts show are less. */
  static final int PIECE = 6;

  private static final String SEPARATORS = "[\\s\\p{Pd}._/\u00A0\u202F]{0,3}";

  private record Mask(List<Pattern> pieces, String instead) {}

  private final List<Mask> masks;

  /** @param masks what stands in place of each value */
  SecretMask(Map<String, String> masks) {
    this.masks = new TreeMap<>(masks)
        .entrySet().stream()
            .map(each -> new Mask(pieces(each.getKey()), Matcher.quoteReplacement(each.getValue())))
            .toList();
  }

  String masked(String text) {
    String left = text;
    for (Mask mask : masks) {
      for (Pattern piece : mask.pieces) {
        left = piece.matcher(left).replaceAll(mask.instead);
      }
    }
    return left;
  }

  /** From each place on, as much of the value as there is; of a short one all. */
  private static List<Pattern> pieces(String value) {
    int least = Math.min(value.length(), PIECE);
    return IntStream.rangeClosed(0, value.length() - least)
        .mapToObj(from -> piece(value.substring(from), least))
        .toList();
  }

  private static Pattern piece(String value, int least) {
    StringBuilder pattern = new StringBuilder();
    int open = 0;
    for (int at = 0; at < value.length(); at++) {
      if (at >= least) {
        pattern.append("(?:");
        open++;
      }
      pattern
          .append(at == 0 ? "" : SEPARATORS)
          .append(Pattern.quote(String.valueOf(value.charAt(at))));
    }
    return Pattern.compile(pattern + ")?".repeat(open), Pattern.CASE_INSENSITIVE);
  }
}
