package talkspurt.provider.embedded;

import java.util.Arrays;
import java.util.Queue;
import java.util.stream.Collectors;

/** One utterance between its sound and its words. For one thread at a time. */
final class PhraseDecoding implements UtteranceRecognizer.Decoding {

  /** So many features are heard at a time, a tenth of a second; then there may be more partial words. */
  private static final int BLOCK = 10;

  private final FeatureStream features;
  private final PhraseSearch search;
  private final Queue<TiedMixtures.Scores> spare;
  private final TiedMixtures mixtures;
  private String before = "";
  private String partial = "";

  /**
   * Nothing was said yet.
   *
   * @param spare what others have used before, and may use again
   */
  PhraseDecoding(
      FeatureStream features,
      PhraseSearch search,
      TiedMixtures mixtures,
      Queue<TiedMixtures.Scores> spare) {
    this.features = features;
    this.search = search;
    this.mixtures = mixtures;
    this.spare = spare;
  }

  @Override
  public void add(short[] samples) {
    features.add(samples);
  }

  @Override
  public void end() {
    features.end();
  }

  @Override
  public boolean hear() {
    TiedMixtures.Scores fits = spare.poll();
    if (fits == null) {
      fits = mixtures.scores();
    }
    boolean more = hear(fits);
    spare.add(fits);
    return more;
  }

  private boolean hear(TiedMixtures.Scores fits) {
    while (features.ready()) {
      float[] feature = features.next();
      if (feature == null) {
        return false;
      }
      fits.of(feature);
      search.hear(fits);
      if (search.features() % BLOCK == 0) {
        String now = told(search.likely());
        partial = agreed(before, now);
        before = now;
        return true;
      }
    }
    return false;
  }

  /** The likely words so far, with the marks of silence and of what is out of grammar. */
  String likely() {
    return search.likely();
  }

  @Override
  public String partial() {
    return partial;
  }

  @Override
  public String words() {
    return words(search.words());
  }

  /** Without the marks of silence and of what is out of grammar. */
  static String words(String text) {
    return Arrays.stream(text.split("\\s+"))
        .filter(word -> !word.startsWith("<"))
        .collect(Collectors.joining(" "));
  }

  /**
   * Of a likely path the words that are over: a word is there as soon as it may have begun, and that of a few
   * sounds is a guess. What is behind a word, be it silence, tells its end.
   */
  static String told(String path) {
    return words(path.substring(0, Math.max(0, path.lastIndexOf(' '))));
  }

  /** The words with which both begin: words that are over may still give way to others. */
  static String agreed(String one, String other) {
    String[] words = one.split(" ");
    String[] others = other.split(" ");
    int same = Arrays.mismatch(words, others);
    return same < 0 ? one : String.join(" ", Arrays.copyOf(words, same));
  }
}
