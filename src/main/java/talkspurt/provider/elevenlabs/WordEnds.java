package talkspurt.provider.elevenlabs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.elevenlabs.ElevenLabsMessage.Alignment;
import talkspurt.text.SpokenForm;

/**
 * Finds when each word of a text is said, from the characters that are told with its sound. Whether those of tags are
 * among them is not documented: both are understood.
 */
final class WordEnds {

  private static final int LOOK_AHEAD = 8;
  private static final Pattern TAG = Pattern.compile("</?phoneme[^>]*>");

  /** Where the places of the text without its tags are in that with them. */
  private final SpokenForm places;

  /** The text without its tags. */
  private final String text;

  private int at;
  private boolean inTag;

  WordEnds(String tagged) {
    SpokenForm.Builder bare = new SpokenForm.Builder();
    Matcher tag = TAG.matcher(tagged);
    int from = 0;
    while (tag.find()) {
      bare.same(tagged.substring(from, tag.start())).instead(tag.end() - tag.start(), "");
      from = tag.end();
    }
    places = bare.same(tagged.substring(from)).build();
    text = places.text();
  }

  /** The words that end in a piece of sound which begins {@code fromMs} after the first one. */
  List<Sound> in(Alignment piece, int fromMs) {
    List<Sound> said = new ArrayList<>();
    for (int i = 0; i < piece.characters().length(); i++) {
      int found = find(piece.characters().charAt(i));
      if (found >= 0) {
        at = found + 1;
        if (at == text.length() || Character.isWhitespace(text.charAt(at))) {
          said.add(new Sound.Said(
              places.written(at), fromMs + piece.beginMs()[i] + piece.lengthMs()[i]));
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
    return places.written(next) - (at == 0 ? 0 : places.written(at - 1) + 1) > next - at;
  }
}
