package talkspurt.loadtest.standin;

import java.util.ArrayList;
import java.util.List;

/**
 * What the caller is saying: the stand-ins of recognisers do not recognise, they are told. A word is understood
 * from the moment it is over, and given out as final once.
 */
public final class Scene {
  private record Word(String text, long overAtNanos) {}

  private final List<Word> waiting = new ArrayList<>();
  private final String always;

  private Scene(String always) {
    this.always = always;
  }

  /** A caller who says what {@link #says} tells. */
  public static Scene told() {
    return new Scene("");
  }

  /** Callers who say the same whenever they are heard. */
  public static Scene always(String words) {
    return new Scene(words);
  }

  /** He begins to say this now, and it will take so long. */
  public synchronized void says(String words, long nanos) {
    long now = System.nanoTime();
    int before = 0;
    for (String word : words.split(" ")) {
      if (word.isEmpty()) continue;
      before += word.length() + 1;
      waiting.add(new Word(word, now + nanos * before / (words.length() + 1)));
    }
  }

  /** What can be understood so far of what was not given out. */
  synchronized String partial() {
    if (!always.isEmpty()) return always;
    long now = System.nanoTime();
    return String.join(
        " ",
        waiting.stream().filter(word -> word.overAtNanos <= now).map(Word::text).toList());
  }

  /** The same, given out for good. */
  synchronized String settle() {
    String words = partial();
    long now = System.nanoTime();
    waiting.removeIf(word -> word.overAtNanos <= now);
    return words;
  }
}
