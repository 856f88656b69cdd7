package talkspurt.loadtest.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import talkspurt.loadtest.Sound;

/**
 * A voice that whispers: noise in the band and with the rhythm of speech, as long as its text. Each text sounds
 * different everywhere, so that a piece of it tells which text it is of, and where in it.
 */
public record Whisper(String text, Sound sound, List<Word> words) {
  /** The rate that the stand-ins speak at. */
  public static final int RATE_HZ = 16_000;

  private static final int MS_A_LETTER = 62;
  private static final int MS_BETWEEN_WORDS = 50;
  private static final double LEVEL = 5_000;

  /** Where a word lies in the sound. */
  public record Word(String text, int fromMs, int toMs) {}

  static Whisper of(String text) {
    List<Word> words = new ArrayList<>();
    int at = 0;
    for (String word : text.strip().split("\\s+")) {
      int length = 60 + MS_A_LETTER * word.length();
      words.add(new Word(word, at, at + length));
      at += length + MS_BETWEEN_WORDS;
    }
    return new Whisper(text, new Sound(RATE_HZ, sound(text, words, at)), words);
  }

  private static short[] sound(String text, List<Word> words, int ms) {
    Random noise = new Random(text.hashCode() * 31L + 7);
    short[] samples = new short[samples(ms)];
    double low = 0;
    double lower = 0;
    double base = 0;
    for (Word word : words) {
      int from = samples(word.fromMs);
      int to = samples(word.toMs);
      for (int i = from; i < to; i++) {
        // two poles hold it below 2.5 kHz or so, and what is slow is taken off: the band of a
        // telephone
        low += 0.55 * (noise.nextGaussian() - low);
        lower += 0.55 * (low - lower);
        base += 0.1 * (lower - base);
        double syllable = 0.35 + 0.65 * Math.abs(Math.sin(Math.PI * (i - from) / (0.19 * RATE_HZ)));
        double edge = Math.min(1, Math.min(i - from, to - i) / (0.015 * RATE_HZ));
        double sample = 1.8 * LEVEL * syllable * edge * (lower - base);
        samples[i] = (short) Math.max(-32_000, Math.min(32_000, sample));
      }
    }
    return samples;
  }

  private static int samples(int ms) {
    return Math.toIntExact((long) ms * RATE_HZ / 1000);
  }
}
