package talkspurt.provider.embedded;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import talkspurt.provider.ProviderFailure;

/**
 * One utterance on its way into a recogniser: sound at 16 kHz, bounded, from a stream's thread to a
 * recogniser's. What comes after its bound is not heard.
 */
final class Utterance {

  private static final short[] END = new short[0];

  /** What is told of an utterance, on a recogniser's thread. */
  interface Listener {
    void partial(String words);

    void done(String words);

    void failed(ProviderFailure failure);
  }

  private final List<String> phrases;
  private final Listener listener;
  private final BlockingQueue<short[]> sound = new LinkedBlockingQueue<>();
  private int roomSamples;
  private volatile boolean wanted = true;
  private String told = "";

  Utterance(List<String> phrases, int maxSamples, Listener listener) {
    this.phrases = phrases;
    this.roomSamples = maxSamples;
    this.listener = listener;
  }

  List<String> phrases() {
    return phrases;
  }

  /** Whether anybody still waits for the words. */
  boolean wanted() {
    return wanted;
  }

  /** More of it. */
  void add(short[] samples) {
    if (samples.length == 0 || roomSamples <= 0) {
      return;
    }
    sound.add(samples);
    roomSamples -= samples.length;
    if (roomSamples <= 0) {
      end();
    }
  }

  /** It is complete. */
  void end() {
    sound.add(END);
  }

  /** Its words are not wanted any more. */
  void abandon() {
    wanted = false;
    sound.clear();
    end();
  }

  /** The next piece; empty at the end, which is to be taken once. Waits. */
  short[] take() {
    try {
      return wanted ? sound.take() : END;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return END;
    }
  }

  void partial(String words) {
    if (wanted && !words.isEmpty() && !words.equals(told)) {
      told = words;
      listener.partial(words);
    }
  }

  void done(String words) {
    if (wanted) {
      listener.done(words);
    }
  }

  void failed(ProviderFailure failure) {
    if (wanted) {
      listener.failed(failure);
    }
  }
}
