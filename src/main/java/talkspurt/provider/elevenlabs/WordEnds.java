package talkspurt.provider.elevenlabs;

import java.util.ArrayList;
import java.util.List;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.elevenlabs.ElevenLabsMessage.Alignment;

/** Finds when each word of a text is said, from the characters that are told with its sound. */
final class WordEnds {

  private static final int LOOK_AHEAD = 8;

  private final String text;
  private int at;

  WordEnds(String text) {
    this.text = text;
  }

  /** The words that end in a piece of sound which begins {@code fromMs} after the first one. */
  List<Sound> in(Alignment piece, int fromMs) {
    List<Sound> said = new ArrayList<>();
    for (int i = 0; i < piece.characters().length(); i++) {
      int found = find(piece.characters().charAt(i));
      if (found >= 0) {
        at = found + 1;
        if (at == text.length() || Character.isWhitespace(text.charAt(at))) {
          said.add(new Sound.Said(at, fromMs + piece.beginMs()[i] + piece.lengthMs()[i]));
        }
      }
    }
    return said;
  }

  /** Spaces come and go; another character that is not near is none of ours. */
  private int find(char character) {
    if (Character.isWhitespace(character)) {
      return -1;
    }
    int found = text.indexOf(character, at);
    return found - at < LOOK_AHEAD ? found : -1;
  }
}
