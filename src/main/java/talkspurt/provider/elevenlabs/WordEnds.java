package talkspurt.provider.elevenlabs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.elevenlabs.ElevenLabsMessage.Alignment;

/**
 * Finds when each word of a text is said, from the characters that are told with its sound. Whether those of tags are
 * among them is not documented: both is understood.
 */
final class WordEnds {

  private static final int LOOK_AHEAD = 8;
  private static final Pattern TAG = Pattern.compile("</?phoneme[^>]*>");

  /** The text without its tags. */
  private final String text;

  /** Where each of its characters, and its end, stand in the text with tags. */
  private final int[] places;

  private int at;
  private boolean inTag;

  WordEnds(String tagged) {
    StringBuilder bare = new StringBuilder();
    int[] standing = new int[tagged.length() + 1];
    Matcher tag = TAG.matcher(tagged);
    int from = 0;
    while (tag.find()) {
      add(tagged, from, tag.start(), bare, standing);
      from = tag.end();
    }
    add(tagged, from, tagged.length(), bare, standing);
    standing[bare.length()] = tagged.length();
    text = bare.toString();
    places = standing;
  }

  private static void add(String tagged, int from, int to, StringBuilder bare, int[] standing) {
    for (int i = from; i < to; i++) {
      standing[bare.length()] = i;
      bare.append(tagged.charAt(i));
    }
  }

  /** The words that end in a piece of sound which begins {@code fromMs} after the first one. */
  List<Sound> in(Alignment piece, int fromMs) {
    List<Sound> said = new ArrayList<>();
    for (int i = 0; i < piece.characters().length(); i++) {
      int found = find(piece.characters().charAt(i));
      if (found >= 0) {
        at = found + 1;
        if (at == text.length() || Character.isWhitespace(text.charAt(at))) {
          said.add(
              new Sound.Said(places[at], fromMs + piece.beginMs()[i] + piece.lengthMs()[i]));
        }
      }
    }
    return said;
  }

  /** Spaces come and go; another character that is not near is none of ours. */
  private int find(char character) {
    if (inTag || character == '<' && tagIsNear()) {
      inTag = character != '>';
      return -1;
    }
    if (Character.isWhitespace(character)) {
      return -1;
    }
    int found = text.indexOf(character, at);
    return found - at < LOOK_AHEAD ? found : -1;
  }

  /** Whether a tag stands where the next character is, or behind the space before that. */
  private boolean tagIsNear() {
    int next = at;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    return places[next] - (at == 0 ? 0 : places[at - 1] + 1) > next - at;
  }
}
