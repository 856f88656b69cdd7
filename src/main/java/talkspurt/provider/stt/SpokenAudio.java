package talkspurt.provider.stt;

import java.util.Arrays;

/**
 * One utterance on its way to a recogniser: its sound, kept from the first sample whose words are
 * not settled, and its words so far. Positions count samples from its beginning. Not thread-safe.
 */
final class SpokenAudio {

  private final long number;
  private final int maxKept;
  private short[] samples = new short[8000];
  private long first;
  private long sent;
  private long end;
  private long origin;
  private String settled = "";
  private String words = "";
  private String language = "";
  private boolean ended;
  private boolean endSent;

  /** An utterance of which no more samples than so many are kept. */
  SpokenAudio(long number, int maxKept) {
    this.number = number;
    this.maxKept = maxKept;
  }

  long number() {
    return number;
  }

  /** More of it. */
  void add(short[] more) {
    int kept = (int) (end - first);
    if (kept + more.length > samples.length) {
      samples = Arrays.copyOf(samples, Math.max(2 * samples.length, kept + more.length));
    }
    System.arraycopy(more, 0, samples, kept, more.length);
    end += more.length;
    if (sent > first && end - first > maxKept + maxKept / 8) {
      forget(Math.min(sent, end - maxKept));
    }
  }

  /** It is complete. */
  void end() {
    ended = true;
  }

  boolean ended() {
    return ended;
  }

  /** Whether there was any sound in it. */
  boolean silent() {
    return end == 0;
  }

  /** Whether there is no room for more until some of it is sent. */
  boolean full() {
    return unsent() >= maxKept;
  }

  /** How many samples wait to be sent. */
  long unsent() {
    return end - sent;
  }

  /** The next samples to send. */
  short[] take(int most) {
    int from = (int) (sent - first);
    int to = (int) Math.min(from + most, end - first);
    sent += to - from;
    return Arrays.copyOfRange(samples, from, to);
  }

  /** Whether all of it is sent, and its end is to be told now; once a connection. */
  boolean takeEnd() {
    boolean due = ended && !endSent && unsent() == 0;
    endSent |= due;
    return due;
  }

  boolean endSent() {
    return endSent;
  }

  /** What was sent and is not settled must be sent again, to another connection. */
  void rewind() {
    sent = first;
    origin = first;
    endSent = false;
    words = "";
  }

  /** Words after the settled ones, so far. */
  void words(String unsettled) {
    words = unsettled;
  }

  /** Words that are settled, covering so many samples of what this connection was sent. */
  void settle(String more, long covered) {
    settled = joined(settled, more);
    words = "";
    forget(Math.max(first, Math.min(sent, origin + covered)));
  }

  /** All words so far. */
  String words() {
    return joined(settled, words);
  }

  /** In which language it is, as the recogniser told last; empty where it told none. */
  String language() {
    return language;
  }

  void language(String tag) {
    language = tag;
  }

  private void forget(long upTo) {
    int kept = (int) (end - upTo);
    System.arraycopy(samples, (int) (upTo - first), samples, 0, kept);
    first = upTo;
  }

  private static String joined(String before, String after) {
    return (before + " " + after).strip();
  }
}
