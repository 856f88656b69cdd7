package talkspurt.turn;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How much silence ends the caller's turn, or that a key does.
 *
 * @param byKey whether the key {@code #} ends it, and silence only the utterances it is made of
 * @param least after what needs no more words, and where the recogniser says that the turn is over
 * @param request after a whole request that the agent knows; never less than {@code least}, nor more than
 *     {@code usual}
 * @param usual where nothing is known
 * @param most after words that want more, and for callers who think while they speak
 * @param likely after words that look whole, from when on the turn is likely over; at once where the
 *     recogniser says so
 * @param complete answers that need no more words, such as "yes"
 * @param unfinished last words that want more, such as "and"
 * @param dictation numbers, letters and addresses, which are given in groups
 * @param requests what the agent is asked for, and knows to answer
 */
public record EndOfTurn(
    boolean byKey,
    Duration least,
    Duration request,
    Duration usual,
    Duration most,
    Duration likely,
    PhraseList complete,
    PhraseList unfinished,
    Dictation dictation,
    Requests requests) {

  /** What the words of a turn are, for its end. */
  enum Words {
    /** An answer that needs no more words. */
    ANSWER,
    /** A request that the agent knows. */
    REQUEST,
    /** Nothing is known of them, or there are none. */
    OPEN,
    /** They want more. */
    UNFINISHED
  }

  private static final char KEY = '#';
  private static final Pattern INITIALS = Pattern.compile("(?:\\p{L}\\.){2}$");

  /** The same where no words of dictation and no requests are known. */
  public EndOfTurn(
      Duration least,
      Duration usual,
      Duration most,
      Duration likely,
      PhraseList complete,
      PhraseList unfinished) {
    this(
        false,
        least,
        least,
        usual,
        most,
        likely,
        complete,
        unfinished,
        Dictation.NONE,
        Requests.NONE);
  }

  public EndOfTurn {
    within("end-of-turn-least", least, 200, 5000);
    within("end-of-turn-request", request, 200, 5000);
    within("end-of-turn", usual, 200, 5000);
    within("end-of-turn-max", most, 200, 5000);
    within("end-of-turn-likely", likely, 40, 5000);
    if (least.compareTo(usual) > 0 || usual.compareTo(most) > 0) {
      throw new IllegalArgumentException("end-of-turn is " + usual.toMillis() + " ms; allowed: "
          + least.toMillis() + " (end-of-turn-least) to " + most.toMillis()
          + " ms (end-of-turn-max)");
    }
  }

  /** The same for an agent that knows to answer these. */
  EndOfTurn answering(Collection<String> phrases) {
    return new EndOfTurn(
        byKey,
        least,
        request,
        usual,
        most,
        likely,
        complete,
        unfinished,
        dictation,
        new Requests(PhraseList.of(phrases), requests.courtesies()));
  }

  /** The same, but for the words, which are those of another language. What the agent knows to answer stays. */
  EndOfTurn inWordsOf(EndOfTurn other) {
    return new EndOfTurn(
        byKey,
        least,
        request,
        usual,
        most,
        likely,
        other.complete,
        other.unfinished,
        other.dictation,
        new Requests(requests.asked(), other.requests.courtesies()));
  }

  /** Whether this key ends the caller's turn, and means nothing else. */
  public boolean endedBy(char key) {
    return byKey && key == KEY;
  }

  /** What these words are. */
  Words kind(String said) {
    if (complete(said)) {
      return Words.ANSWER;
    }
    if (unfinished(said)) {
      return Words.UNFINISHED;
    }
    return requests.end(said) ? Words.REQUEST : Words.OPEN;
  }

  /**
   * How much silence ends a turn, in ms.
   *
   * @param words what was said in it
   * @param pauseMs how long this caller should be given, as far as earlier pauses show
   */
  int silenceMs(Words words, int pauseMs) {
    return switch (words) {
      case ANSWER -> between(least, pauseMs);
      case REQUEST -> between(least, Math.max(Math.min(ms(request), ms(usual)), pauseMs));
      case OPEN -> between(usual, pauseMs);
      case UNFINISHED -> ms(most);
    };
  }

  private int between(Duration from, int pauseMs) {
    return Math.min(Math.max(ms(from), pauseMs), ms(most));
  }

  private static int ms(Duration time) {
    return (int) time.toMillis();
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
