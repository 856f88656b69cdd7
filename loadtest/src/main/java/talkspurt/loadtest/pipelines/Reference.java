package talkspurt.loadtest.pipelines;

import java.util.ArrayList;
import java.util.List;
import talkspurt.loadtest.standin.Whisper;

/**
 * How a text sounds on the line.
 *
 * @param samples at the line's rate
 * @param wordEndsMs where each word of the text is over
 * @param exactToMs how far a cut may be from there
 */
record Reference(String text, short[] samples, List<Integer> wordEndsMs, int exactToMs) {
  private static final int TOLD_MS = 300;
  private static final int GUESSED_MS = 650;

  static Reference of(Whisper spoken) {
    return new Reference(
        spoken.text(),
        spoken.sound().at(Phone.RATE_HZ).samples(),
        spoken.words().stream().map(Whisper.Word::toMs).toList(),
        TOLD_MS);
  }

  /** Of a recording whose words are not known one by one: each is taken for as long as its letters. */
  static Reference recorded(String text, short[] samples) {
    List<Integer> ends = new ArrayList<>();
    int letters = 0;
    for (String word : text.strip().split("\\s+")) {
      letters += word.length() + 1;
      ends.add(
          (int) (letters * (long) samples.length * 1000 / Phone.RATE_HZ / (text.length() + 1)));
    }
    return new Reference(text, samples, ends, GUESSED_MS);
  }

  List<String> words() {
    return List.of(text.strip().split("\\s+"));
  }

  int lengthMs() {
    return wordEndsMs.get(wordEndsMs.size() - 1);
  }
}
