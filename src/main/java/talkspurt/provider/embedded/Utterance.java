package talkspurt.provider.embedded;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import talkspurt.provider.ProviderFailure;

/**
 * One utterance on its way into a recogniser: sound at 16 kHz, bounded, from a stream's thread to a
 * recogniser's. What becomes of it is told exactly once.
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
  private final BlockingQueue<short[]> sound;
  private volatile boolean wanted = true;
  private String told = "";

  Utterance(List<String> phrases, int mostPieces, Listener listener) {
    this.phrases = phrases;
    this.listener = listener;
    this.sound = new LinkedBlockingQueue<>(mostPieces);
  }

  List<String> phrases() {
    return phrases;
  }

  /** Whether anybody still waits for the words. */
  boolean wanted() {
    return wanted;
  }

  /** More of it; false when no more can be held. */
  boolean add(short[] samples) {
    return samples.length == 0 || sound.offer(samples);
  }

  /** It is complete. Room for the end is made if there is none: the last piece gives way. */
  void end() {
    while (!sound.offer(END)) {
      sound.poll();
    }
  }

  /** Its words are not wanted any more. */
  void abandon() {
    wanted = false;
    sound.clear();
    end();
  }

  /** The next piece; empty at the end. Waits. */
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
