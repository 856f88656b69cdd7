package talkspurt.fake;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import talkspurt.audio.AudioFrame;

/**
 * Sound that carries its words in its samples: a fake transcriber can tell them, and a fake ear
 * what it hears. It goes through everything at 8 kHz but fading and mixing.
 */
public final class SpokenSound {

  private static final int RATE_HZ = 8000;
  private static final int FIRST = 100;
  private static final Map<String, Short> MARKS = new ConcurrentHashMap<>();
  private static final Map<Short, String> WORDS = new ConcurrentHashMap<>();

  private SpokenSound() {}

  /** Words that take so long to say; no words are a cough. */
  public static AudioFrame of(String words, int ms) {
    short[] samples = new short[RATE_HZ * ms / 1000];
    Arrays.fill(samples, mark(words));
    return new AudioFrame(RATE_HZ, samples);
  }

  /** What is said in a frame, if it is not silent. */
  static Optional<String> wordsIn(AudioFrame frame) {
    for (short sample : frame.samples()) {
      if (sample != 0) {
        return Optional.of(WORDS.getOrDefault(sample, "?"));
      }
    }
    return Optional.empty();
  }

  /** The words that most of the samples carry, at any rate; empty where all is silent. */
  static String most(short[] samples) {
    Map<Short, Integer> seen = new HashMap<>();
    for (short sample : samples) {
      if (WORDS.containsKey(sample)) {
        seen.merge(sample, 1, Integer::sum);
      }
    }
    return seen.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(entry -> WORDS.get(entry.getKey()))
        .orElse("");
  }

  /** The same words at another rate, as they come out of no filter. */
  static short[] samples(String words, int ms, int rateHz) {
    short[] samples = new short[rateHz * ms / 1000];
    Arrays.fill(samples, mark(words));
    return samples;
  }

  private static synchronized short mark(String words) {
    short mark = MARKS.computeIfAbsent(words, unknown -> (short) (FIRST + MARKS.size()));
    WORDS.put(mark, words);
    return mark;
  }
}
