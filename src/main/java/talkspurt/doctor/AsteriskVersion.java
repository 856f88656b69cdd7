package talkspurt.doctor;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A release of Asterisk, by branch and number in it, such as 22.10. */
record AsteriskVersion(int branch, int number) {

  private static final Pattern RELEASE = Pattern.compile(
      "(?:Asterisk )?(?:certified[/-])?(\\d{2})\\.(\\d{1,3})(?!\\d).*", Pattern.DOTALL);

  /** Something that came in the middle of stable branches: with which release of each. */
  record Since(Map<Integer, Integer> first) {

    /** From these releases, given as branch and number in turn. */
    static Since releases(int... branchesAndNumbers) {
      Map<Integer, Integer> first = new TreeMap<>();
      for (int i = 0; i < branchesAndNumbers.length; i += 2) {
        first.put(branchesAndNumbers[i], branchesAndNumbers[i + 1]);
      }
      return new Since(Collections.unmodifiableMap(first));
    }

    String text() {
      return first.entrySet().stream()
          .map(release -> release.getKey() + "." + release.getValue())
          .collect(Collectors.joining(", "));
    }
  }

  /** A version as Asterisk tells it; empty for one that was built from no release. */
  static Optional<AsteriskVersion> of(String text) {
    Matcher release = RELEASE.matcher(text);
    return release.matches()
        ? Optional.of(new AsteriskVersion(
            Integer.parseInt(release.group(1)), Integer.parseInt(release.group(2))))
        : Optional.empty();
  }

  boolean has(Since since) {
    Integer first = since.first().get(branch);
    if (first != null) {
      return number >= first;
    }
    List<Integer> branches = List.copyOf(since.first().keySet());
    return branch > branches.get(branches.size() - 1);
  }
}
