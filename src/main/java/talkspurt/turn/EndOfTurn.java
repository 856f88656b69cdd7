package talkspurt.turn;

import static talkspurt.turn.TurnSettings.within;

import java.time.Duration;
import java.util.List;

/**
 * How much silence ends the caller's turn.
 *
 * @param least after what needs no more words, and where the recogniser says that the turn is over
 * @param usual where nothing is known
 * @param most after words that want more, and for callers who think while they speak
 * @param likely after words that look whole, from when on the turn is likely over; at once where the
 *     recogniser says so
 * @param complete answers that need no more words, such as "yes"
 * @param unfinished last words that want more, such as "and"
 */
public record EndOfTurn(
    Duration least,
    Duration usual,
    Duration most,
    Duration likely,
    PhraseList complete,
    PhraseList unfinished) {

  private static final int DICTATED_FIGURES = 2;

  public EndOfTurn {
    within("end-of-turn-least", least, 200, 5000);
    within("end-of-turn", usual, 200, 5000);
    within("end-of-turn-most", most, 200, 5000);
    within("end-of-turn-likely", likely, 40, 5000);
    if (least.compareTo(usual) > 0 || usual.compareTo(most) > 0) {
      throw new IllegalArgumentException("end-of-turn is " + usual.toMillis() + " ms; allowed: "
          + least.toMillis() + " (end-of-turn-least) to " + most.toMillis()
          + " ms (end-of-turn-most)");
    }
  }

  /** Whether these words stand for themselves. */
  boolean complete(String said) {
    return !said.isBlank() && complete.cover(said);
  }

  /** Whether these words want more: a last word that does, or figures being dictated. */
  boolean unfinished(String said) {
    List<String> words = PhraseList.wordsOf(said);
    return unfinished.endOf(words) || dictated(words);
  }

  /** A number is told in groups, with pauses between: "0 3 0", "4 5". */
  private static boolean dictated(List<String> words) {
    int from = Math.max(0, words.size() - DICTATED_FIGURES);
    return words.size() >= DICTATED_FIGURES
        && words.subList(from, words.size()).stream().allMatch(word -> word.matches("\\d+"));
  }
}
