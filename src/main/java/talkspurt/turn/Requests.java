package talkspurt.turn;

import java.util.List;

/**
 * What an agent is asked for and knows to answer: words that end in one of these are a whole request.
 *
 * @param asked how callers ask, such as "opening hours"
 * @param courtesies what may stand behind that, such as "please"
 */
public record Requests(PhraseList asked, PhraseList courtesies) {

  /** Nothing is known of what callers ask for. */
  public static final Requests NONE =
      new Requests(PhraseList.of(List.of()), PhraseList.of(List.of()));

  /** Whether these words end in a request, or in one and a courtesy. */
  boolean end(String said) {
    List<String> words = PhraseList.wordsOf(said);
    return asked.endOf(words)
        || courtesies.phrases().stream()
            .map(PhraseList::wordsOf)
            .filter(courtesy -> endOf(words, courtesy))
            .anyMatch(courtesy -> asked.endOf(words.subList(0, words.size() - courtesy.size())));
  }

  private static boolean endOf(List<String> words, List<String> end) {
    int from = words.size() - end.size();
    return from >= 0 && words.subList(from, words.size()).equals(end);
  }
}
