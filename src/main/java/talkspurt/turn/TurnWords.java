package talkspurt.turn;

import java.util.SortedMap;
import java.util.TreeMap;
import talkspurt.text.JoinedText;

/** What the caller said in a turn, utterance by utterance. Not thread-safe. */
final class TurnWords {

  private final SortedMap<Long, String> said = new TreeMap<>();
  private long first = 1;
  private long settled;

  /** A turn begins with this utterance. */
  void begin(long utterance) {
    said.clear();
    first = utterance;
  }

  /** Whether an utterance is of this turn, whose last one is {@code newest}. */
  boolean ofTurn(long utterance, long newest) {
    return utterance >= first && utterance <= newest;
  }

  /** Words of an utterance of this turn, in place of those known before. */
  void heard(TurnSignal.WordsHeard heard) {
    said.put(heard.utterance(), heard.words());
    settled = heard.last() ? Math.max(settled, heard.utterance()) : settled;
  }

  /** All words of the turn. */
  String all() {
    return JoinedText.of(said.values());
  }

  /** Those of one utterance; empty where none are known. */
  String of(long utterance) {
    return said.getOrDefault(utterance, "");
  }

  /** Whether the final words of an utterance are here. */
  boolean settled(long utterance) {
    return settled >= utterance;
  }
}
