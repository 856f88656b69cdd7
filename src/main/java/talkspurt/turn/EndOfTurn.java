package talkspurt.turn;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

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
 * @param dictation numbers, letters and addresses, which are given in groups
 */
public record EndOfTurn(
    Duration least,
    Duration usual,
    Duration most,
    Duration likely,
    PhraseList complete,
    PhraseList unfinished,
    Dictation dictation) {

  private static final Pattern INITIALS = Pattern.compile("(?:\\p{L}\\.){2}$");

  /** The same where no words of dictation are known. */
  public EndOfTurn(
      Duration least,
      Duration usual,
      Duration most,
      Duration likely,
      PhraseList complete,
      PhraseList unfinished) {
    this(least, usual, most, likely, complete, unfinished, Dictation.NONE);
  }

  public EndOfTurn {
    within("end-of-turn-least", least, 200, 5000);
    within("end-of-turn", usual, 200, 5000);
    within("end-of-turn-max", most, 200, 5000);
    within("end-of-turn-likely", likely, 40, 5000);
    if (least.compareTo(usual) > 0 || usual.compareTo(most) > 0) {
      throw new IllegalArgumentException("end-of-turn is " + usual.toMillis() + " ms; allowed: "
          + least.toMillis() + " (end-of-turn-least) to " + most.toMillis()
          + " ms (end-of-turn-max)");
    }
  }

  /** Whether these words stand for themselves. */
  boolean complete(String said) {
    return !PhraseList.wordsOf(said).isEmpty() && complete.cover(said);
  }

  /**
   * Whether these words want more: a last word that does, or something that is dictated. "Een" alone is
   * an answer, and the end of "U.S.A." is no article.
   */
  boolean unfinished(String said) {
    List<String> words = PhraseList.wordsOf(said);
    boolean wantsMore = unfinished.endOf(words)
        && !dictation.figure(words)
        && !INITIALS.matcher(said.strip()).find();
    return wantsMore || dictation.goesOn(said);
  }
}
