package talkspurt.fake;

import akka.util.ByteString;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A language for sound that goes over sockets: each word is a stretch of samples of its own value,
 * and silence is zero. So a recogniser can be played that truly hears, and misses what is lost.
 */
public final class SpokenNumbers {

  private static final List<String> WORDS =
      List.of("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
  private static final int STEP = 1000;

  private SpokenNumbers() {}

  /** The sound of words, each so long, with a gap of a quarter of that after it. */
  public static short[] sound(String words, int eachMs, int rateHz) {
    int length = eachMs * rateHz / 1000;
    int gap = length / 4;
    List<String> spoken = List.of(words.split(" "));
    short[] samples = new short[(length + gap) * spoken.size()];
    for (int i = 0; i < spoken.size(); i++) {
      int from = i * (length + gap);
      int value = WORDS.indexOf(spoken.get(i)) * STEP;
      Arrays.fill(samples, from, from + length, (short) value);
    }
    return samples;
  }

  /** Who hears such sound, piece by piece, as 16-bit little-endian samples. */
  public static final class Hearer {

    private final List<String> words = new ArrayList<>();
    private final List<String> all = new ArrayList<>();
    private int last;
    private long samples;
    private long silent;

    /** Hears on. */
    public void hear(ByteString bytes) {
      ShortBuffer sound = bytes.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
      while (sound.hasRemaining()) {
        int value = sound.get();
        if (value != last && value != 0) {
          words.add(WORDS.get(value / STEP));
          all.add(WORDS.get(value / STEP));
        }
        last = value;
        silent = value == 0 ? silent + 1 : 0;
        samples++;
      }
    }

    /** The words since they were taken. */
    public String words() {
      return String.join(" ", words);
    }

    /** The words since they were taken the last time; the next begin anew. */
    public String take() {
      String taken = words();
      words.clear();
      return taken;
    }

    /** All words ever heard. */
    public String all() {
      return String.join(" ", all);
    }

    /** How many samples were heard. */
    public long samples() {
      return samples;
    }

    /** How many samples of silence were heard at the end. */
    public long silent() {
      return silent;
    }
  }
}
