package talkspurt.provider;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Cuts a text into its sentences, while it comes: the first clause is given as soon as it is whole,
 * so that it can be spoken, and then sentence by sentence. Not thread-safe.
 */
public final class Sentences {

  private static final int SHORTEST_CLAUSE = 12;
  private static final int LONGEST = 400;
  private static final Pattern CLAUSE_END = Pattern.compile("[,;:\\u2013\\u2014](?=\\s+\\S)");

  /** A full stop after these ends no sentence. */
  private static final Pattern ABBREVIATED = Pattern.compile(
      "(?:^|.*[\\s(])(?:Dr|Mr|Mrs|Ms|Prof|St|Nr|Sr|Jr|vs|approx|e\\.g|i\\.e|z\\. ?B|bzw|ca|Hr|Fr|Sra"
          + "|[\\p{Lu}])\\.",
      Pattern.DOTALL);

  private final Locale locale;
  private final StringBuilder text = new StringBuilder();
  private boolean begun;

  /** Nothing has come yet. */
  public Sentences(String language) {
    locale = Locale.forLanguageTag(language);
  }

  /** The sentences of a whole text. */
  public static List<String> of(String text, String language) {
    Sentences cut = new Sentences(language);
    cut.begun = true;
    List<String> sentences = new ArrayList<>(cut.add(text));
    cut.rest().ifPresent(sentences::add);
    return sentences;
  }

  /** More of the text; what is whole by now. */
  public List<String> add(String more) {
    text.append(more);
    List<String> whole = new ArrayList<>();
    int from = 0;
    for (int end = end(from); end > from; end = end(from)) {
      taken(from, end).ifPresent(whole::add);
      from = end;
    }
    text.delete(0, from);
    return whole;
  }

  /** No more will come: what is left. */
  public Optional<String> rest() {
    Optional<String> rest = taken(0, text.length());
    text.setLength(0);
    return rest;
  }

  private Optional<String> taken(int from, int to) {
    String taken = text.substring(from, to).strip();
    begun |= !taken.isEmpty();
    return taken.isEmpty() ? Optional.empty() : Optional.of(taken);
  }

  /** Where what can be given from there on ends; {@code from} itself if that is not known yet. */
  private int end(int from) {
    String near = text.substring(from, Math.min(text.length(), from + LONGEST + 1));
    int sentence = sentenceEnd(near);
    if (sentence > 0) {
      return from + sentence;
    }
    if (near.length() > LONGEST) {
      int space = near.lastIndexOf(' ', LONGEST);
      return from + (space > 0 ? space : LONGEST);
    }
    return from + (begun ? 0 : clauseEnd(near));
  }

  private int sentenceEnd(String near) {
    BreakIterator breaks = BreakIterator.getSentenceInstance(locale);
    breaks.setText(near);
    breaks.first();
    for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
      if (to < near.length() && !abbreviated(near.substring(0, to).strip())) {
        return to;
      }
    }
    return 0;
  }

  private static boolean abbreviated(String sentence) {
    return ABBREVIATED.matcher(sentence).matches();
  }

  private static int clauseEnd(String near) {
    var ends = CLAUSE_END.matcher(near);
    return ends.find(Math.min(SHORTEST_CLAUSE, near.length())) ? ends.end() : 0;
  }
}
