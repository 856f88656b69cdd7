package talkspurt.collect;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;

/**
 * How a caller says yes or no to being recorded. A yes counts in one way alone; a no counts as a word, however a yes is
 * said.
 *
 * @param yes how a caller says yes
 * @param words words for yes and no
 * @param silenceAgrees whether a caller who does not answer says yes
 * @param tries how often the caller is asked, 1 to 5
 * @param timeout how long an answer is waited for, 1 s to 60 s
 */
public record ConsentTerms(
    Yes yes, CodeWords words, boolean silenceAgrees, int tries, Duration timeout) {

  /** How a caller says yes. */
  public sealed interface Yes {

    /** By hearing that the call is recorded, and not saying no to that. */
    record GoingOn() implements Yes {}

    /** By a word. */
    record Word() implements Yes {}

    /** By this key; another one says no. */
    record Key(char key) implements Yes {
      public Key {
        if ("0123456789*#".indexOf(key) < 0) {
          throw new IllegalArgumentException("key is " + key + "; allowed: 0 to 9, *, #");
        }
      }
    }
  }

  public ConsentTerms {
    within("tries", tries, 1, 5);
    within("timeout", timeout, 1000, 60_000);
  }
}
