package talkspurt.provider.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words that can be recognised: those of the CMU pronouncing dictionary. */
final class Dictionary {

  private static final String CMUDICT = "/edu/cmu/sphinx/models/en-us/cmudict-en-us.dict";

  /** Not "a." nor "read(2)", which a grammar could not hold. */
  private static final Pattern PLAIN = Pattern.compile("[a-z'-]+");

  /** Read once: nobody writes to it. */
  private static final class Cmudict {

    private static final Set<String> WORDS = read();
  }

  private static Set<String> read() {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(
        Dictionary.class.getResourceAsStream(CMUDICT), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> line.substring(0, line.indexOf(' ')))
          .filter(word -> PLAIN.matcher(word).matches())
          .collect(Collectors.toCollection(HashSet::new));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Those words of a phrase that cannot be recognised. */
  List<String> unknown(String phrase) {
    return Arrays.stream(phrase.split(" "))
        .filter(word -> !Cmudict.WORDS.contains(word))
        .toList();
  }
}
