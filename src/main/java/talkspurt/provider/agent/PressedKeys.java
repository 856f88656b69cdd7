package talkspurt.provider.agent;

import java.util.stream.Collectors;
import talkspurt.language.Wording;
import talkspurt.language.Wording.Text;

/**
 * Pressed keys as a model reads them: in one form everywhere, in the call's language, and in brackets,
 * which no caller can say.
 */
public final class PressedKeys {

  private PressedKeys() {}

  /**
   * The keys as a model reads of them.
   *
   * @param keys {@code 0-9 * # A-D}
   */
  public static String told(String keys, Wording words) {
    return words.of(
        Text.KEYS, keys.chars().mapToObj(Character::toString).collect(Collectors.joining(" ")));
  }
}
