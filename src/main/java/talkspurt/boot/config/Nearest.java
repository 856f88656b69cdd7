package talkspurt.boot.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. Pure. */
final class Nearest {

  private Nearest() {}

  /** The known word that differs by few letters from this one; nothing where none is near. */
  static Optional<String> to(String word, Collection<String> known) {
    return known.stream()
        .filter(other -> near(word, other))
        .min(Comparator.<String>comparingInt(other -> distance(plain(word), plain(other)))
            .thenComparing(Comparator.naturalOrder()));
  }

  /** {@code  (did you mean …?)}, or nothing. */
  static String hint(String word, Collection<String> known) {
    return to(word, known).map(other -> " (did you mean " + other + "?)").orElse("");
  }

  private static boolean near(String word, String other) {
    int shorter = Math.min(plain(word).length(), plain(other).length());
    return distance(plain(word), plain(other)) <= Math.min(3, (shorter + 1) / 3);
  }

  /** How a key looks to a person: maxLines, max_lines and max-lines are the same. */
  private static String plain(String word) {
    return word.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
        .replace('_', '-')
        .toLowerCase(Locale.ROOT);
  }

  /** How many letters must be added, left out, changed, or exchanged with their neighbour. */
  static int distance(String from, String to) {
    int[][] steps = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          steps[i][j] = i + j;
          continue;
        }
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int least = Math.min(steps[i - 1][j], steps[i][j - 1]) + 1;
        least = Math.min(least, steps[i - 1][j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          least = Math.min(least, steps[i - 2][j - 2] + 1);
        }
        steps[i][j] = least;
      }
    }
    return steps[from.length()][to.length()];
  }
}
