package talkspurt.provider.embedded;

import com.sun.speech.freetts.Item;
import com.sun.speech.freetts.Relation;
import com.sun.speech.freetts.Utterance;
import com.sun.speech.freetts.UtteranceProcessor;
import java.util.ArrayList;
import java.util.List;
import talkspurt.provider.Synthesizer.Sound;

/**
 * When freetts says which word: it makes utterances of a text, of each of them words with the end of
 * their last phone, and knows which token of the text they come from ("$12.50" are four words).
 */
final class WordTimes implements UtteranceProcessor {

  private final List<Sound.Said> said = new ArrayList<>();
  private String text = "";
  private double before;

  /** A text is spoken from now on. */
  void begin(String newText) {
    text = newText;
    before = 0;
    said.clear();
  }

  /** When its words are said; the sound is a little shorter than freetts has planned. */
  List<Sound.Said> said(int soundMs) {
    double scale = before == 0 ? 1 : soundMs / (before * 1000);
    return said.stream()
        .map(word -> new Sound.Said(word.characters(), (int) Math.round(word.ms() * scale)))
        .toList();
  }

  @Override
  public void processUtterance(Utterance utterance) {
    for (Item word = utterance.getRelation(Relation.WORD).getHead();
        word != null;
        word = word.getNext()) {
      Item phone = lastPhone(word);
      if (phone != null) {
        int ms = (int) Math.round((before + end(phone)) * 1000);
        said.add(new Sound.Said(endOfToken(position(word)), ms));
      }
    }
    Item last = utterance.getRelation(Relation.SEGMENT).getTail();
    before += last == null ? 0 : end(last);
  }

  /** None for signs that are not spoken. */
  private static Item lastPhone(Item word) {
    Item syllables = word.getItemAs(Relation.SYLLABLE_STRUCTURE);
    Item syllable = syllables == null ? null : syllables.getLastDaughter();
    Item phone = syllable == null ? null : syllable.getLastDaughter();
    return phone == null ? null : phone.getItemAs(Relation.SEGMENT);
  }

  private static double end(Item phone) {
    return phone.getFeatures().getFloat("end");
  }

  private static int position(Item word) {
    Item token = word.getItemAs(Relation.TOKEN).getParent();
    return Integer.parseInt(token.getFeatures().getString("file_pos"));
  }

  /** Freetts tells a place in or a little behind the token. */
  private int endOfToken(int position) {
    int end = Math.min(position, text.length());
    while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
