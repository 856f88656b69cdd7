package talkspurt.turn;

import java.util.Optional;

/**
 * Collects pressed keys into an input: complete at {@code #} (which is not part of it), at the most
 * keys asked for, or when the caller has paused for long enough.
 */
public final class KeyCollector {

  private final StringBuilder keys = new StringBuilder();
  private int maxKeys = 1;

  /** Sets how many keys make an input. */
  public void maxKeys(int count) {
    maxKeys = count;
  }

  /** Whether no key is waiting for others. */
  public boolean empty() {
    return keys.isEmpty();
  }

  /** Takes a key; returns the input if it is complete. */
  public Optional<String> press(char key) {
    if (key == '#' && keys.length() > 0) {
      return finish();
    }
    keys.append(key);
    return keys.length() >= maxKeys ? finish() : Optional.empty();
  }

  /** Takes it that no more keys come; returns what was pressed, if anything was. */
  public Optional<String> finish() {
    String input = keys.toString();
    keys.setLength(0);
    return input.isEmpty() ? Optional.empty() : Optional.of(input);
  }
}
