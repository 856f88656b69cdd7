package talkspurt.provider.embedded;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The search for the words of one utterance, feature by feature (Viterbi): of all ways through a {@link
 * PhraseGraph} those stay that are not much worse than the best. Not thread-safe.
 */
final class PhraseSearch {

  /** A way's words, the last first. */
  private record Said(Said before, int words) {}

  private final PhraseGraph graph;
  private final float beam;
  private final int width;

  /** The states that are reached, and how well; those of the next feature are gathered meanwhile. */
  private int[] active;

  private int actives;
  private float[] score;
  private Said[] said;
  private int[] nextActive;
  private float[] nextScore;
  private Said[] nextSaid;
  private int[] nextWords;
  private final int[] reachedAt;
  private final float[] ranked;
  private int features;
  private float endScore = PhraseGraph.NO_END;
  private Said end;
  private Said likely;

  /**
   * Nothing was said yet.
   *
   * @param beam how much worse than the best a way may be, as a logarithm below 0
   * @param width how many ways stay at most
   */
  PhraseSearch(PhraseGraph graph, float beam, int width) {
    this.graph = graph;
    this.beam = beam;
    this.width = width;
    int states = graph.states();
    active = new int[states];
    score = new float[states];
    said = new Said[states];
    nextActive = new int[states];
    nextScore = new float[states];
    nextSaid = new Said[states];
    nextWords = new int[states];
    reachedAt = new int[states];
    ranked = new float[states];
    actives = 1;
    advance(PhraseGraph.NO_END);
  }

  /** How many features were heard. */
  int features() {
    return features;
  }

  /** The next feature. */
  void hear(TiedMixtures.Scores fits) {
    features++;
    float best = PhraseGraph.NO_END;
    for (int i = 0; i < actives; i++) {
      int state = active[i];
      score[state] += fits.of(graph.acoustic(state));
      if (score[state] > best) {
        best = score[state];
        likely = said[state];
      }
    }
    for (int i = 0; i < actives; i++) {
      // small numbers are exact ones
      score[active[i]] -= best;
      ranked[i] = score[active[i]];
    }
    advance(actives > width ? Math.max(beam, largest(ranked, actives, width)) : beam);
  }

  /**
   * The value that so many others are not below (Hoare's selection); leaves the values in another order.
   *
   * @param rank from 1, the largest
   */
  static float largest(float[] values, int count, int rank) {
    int from = 0;
    int to = count - 1;
    int wanted = rank - 1;
    while (from < to) {
      float pivot = values[(from + to) >>> 1];
      int i = from;
      int j = to;
      while (i <= j) {
        while (values[i] > pivot) {
          i++;
        }
        while (values[j] < pivot) {
          j--;
        }
        if (i <= j) {
          float value = values[i];
          values[i++] = values[j];
          values[j--] = value;
        }
      }
      if (wanted <= j) {
        to = j;
      } else if (wanted >= i) {
        from = i;
      } else {
        break;
      }
    }
    return values[wanted];
  }

  /** Follows all arcs of the states that are good enough. */
  private void advance(float least) {
    int reached = 0;
    int mark = features + 1;
    endScore = PhraseGraph.NO_END;
    end = null;
    for (int i = 0; i < actives; i++) {
      int from = active[i];
      float own = score[from];
      if (own < least) {
        continue;
      }
      if (own + graph.endScore(from) > endScore) {
        endScore = own + graph.endScore(from);
        end = with(said[from], graph.endWords(from));
      }
      for (int arc = graph.firstArc(from); arc < graph.firstArc(from + 1); arc++) {
        int to = graph.arcTo(arc);
        float entry = own + graph.arcScore(arc);
        boolean isNew = reachedAt[to] != mark;
        if (isNew || entry >= nextScore[to]) {
          if (isNew) {
            reachedAt[to] = mark;
            nextActive[reached++] = to;
          }
          nextScore[to] = entry;
          nextSaid[to] = said[from];
          nextWords[to] = graph.arcWords(arc);
        }
      }
    }
    for (int i = 0; i < reached; i++) {
      int state = nextActive[i];
      nextSaid[state] = with(nextSaid[state], nextWords[state]);
    }
    swap(reached);
  }

  private void swap(int reached) {
    int[] spareActive = active;
    active = nextActive;
    nextActive = spareActive;
    actives = reached;
    float[] spareScore = score;
    score = nextScore;
    nextScore = spareScore;
    Said[] spareSaid = said;
    said = nextSaid;
    nextSaid = spareSaid;
  }

  private static Said with(Said before, int words) {
    return words == PhraseGraph.NO_WORDS ? before : new Said(before, words);
  }

  /** The words of the way that is the best so far; the last may only have begun. */
  String likely() {
    return text(likely);
  }

  /** The words if all has been said; empty when it was no whole phrase. */
  String words() {
    return text(end);
  }

  private String text(Said last) {
    Deque<String> all = new ArrayDeque<>();
    for (Said one = last; one != null; one = one.before) {
      all.addFirst(graph.words(one.words));
    }
    return String.join(" ", all);
  }
}
