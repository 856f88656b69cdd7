package talkspurt.provider.embedded;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.embedded.UtteranceRecognizer.Decoding;

/**
 * One utterance on its way into a recogniser: sound at 16 kHz, bounded, from a stream's thread to a
 * recogniser's. What comes after its bound is not heard.
 */
final class Utterance {

  /** What is told of an utterance, on a recogniser's thread. */
  interface Listener {
    void partial(String words);

    void done(String words);

    void failed(ProviderFailure failure);
  }

  /** Makes what makes words of an utterance of these phrases. */
  interface Beginning {
    Decoding begin(List<String> phrases) throws IOException;
  }

  private final List<String> phrases;
  private final Listener listener;
  private final Queue<short[]> sound = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waitingSamples = new AtomicInteger();
  private int roomSamples;
  private volatile boolean ended;
  private volatile boolean wanted = true;
  private String told = "";
  private Decoding decoding;
  private boolean toldEnd;
  private int givenSamples;

  Utterance(List<String> phrases, int maxSamples, Listener listener) {
    this.phrases = phrases;
    this.roomSamples = maxSamples;
    this.listener = listener;
  }

  /** Whether anybody still waits for the words. */
  boolean wanted() {
    return wanted;
  }

  /** Whether it is complete. */
  boolean ended() {
    return ended;
  }

  /** How much sound waits to be taken, in samples. */
  int waitingSamples() {
    return waitingSamples.get();
  }

  /** More of it. */
  void add(short[] samples) {
    if (samples.length == 0 || roomSamples <= 0) {
      return;
    }
    sound.add(samples);
    waitingSamples.addAndGet(samples.length);
    roomSamples -= samples.length;
    if (roomSamples <= 0) {
      end();
    }
  }

  /** It is complete. */
  void end() {
    ended = true;
  }

  /** Its words are not wanted any more. */
  void abandon() {
    wanted = false;
    sound.clear();
    waitingSamples.set(0);
    end();
  }

  /** What makes words of it, begun by whoever asks first. For the thread whose turn it is. */
  Decoding decoding(Beginning beginning) throws IOException {
    if (decoding == null) {
      decoding = beginning.begin(phrases);
    }
    return decoding;
  }

  /**
   * Gives sound to what makes words of it, at least so much if there is so much; true when that was the last, and
   * it was told so. For the thread whose turn it is.
   */
  boolean giveTo(Decoding to, int samples) {
    // asked before the sound is taken: what came before the end is there then
    boolean complete = ended;
    int given = 0;
    for (short[] piece = sound.poll(); piece != null; piece = sound.poll()) {
      waitingSamples.addAndGet(-piece.length);
      to.add(piece);
      given += piece.length;
      if (given >= samples) {
        break;
      }
    }
    givenSamples += given;
    boolean last = complete && sound.isEmpty();
    if (last && !toldEnd) {
      toldEnd = true;
      to.end();
    }
    return last;
  }

  /** How much sound was given so far, in samples. For the thread whose turn it is. */
  int givenSamples() {
    return givenSamples;
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
