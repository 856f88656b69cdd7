package talkspurt.provider.embedded;

import edu.cmu.sphinx.linguist.HMMSearchState;
import edu.cmu.sphinx.linguist.SearchState;
import edu.cmu.sphinx.linguist.SearchStateArc;
import edu.cmu.sphinx.linguist.WordSearchState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What may be said, as a graph of the states that sound is matched with. sphinx4's graph has states between
 * those, which take no sound; here an arc leads from one state with sound to the next, with the words
 * that begin on its way. Immutable, and shared by all utterances of the same phrases.
 */
final class PhraseGraph {

  /** Of an arc on which no word begins. */
  static final int NO_WORDS = -1;

  /** Of a state after which nothing may end. */
  static final float NO_END = Float.NEGATIVE_INFINITY;

  private final int[] acoustic;
  private final int[] firstArc;
  private final int[] arcTo;
  private final float[] arcScore;
  private final int[] arcWords;
  private final float[] endScore;
  private final int[] endWords;
  private final List<String> words;

  private PhraseGraph(Flattening flat) {
    int states = flat.reached.size();
    acoustic = new int[states];
    firstArc = new int[states + 1];
    endScore = new float[states];
    endWords = new int[states];
    int arcs = flat.reached.stream().mapToInt(reach -> reach.arcs.size()).sum();
    arcTo = new int[arcs];
    arcScore = new float[arcs];
    arcWords = new int[arcs];
    int arc = 0;
    for (int state = 0; state < states; state++) {
      Reach reach = flat.reached.get(state);
      acoustic[state] = reach.acoustic;
      endScore[state] = reach.endScore;
      endWords[state] = flat.wordsOf(reach.endWords);
      for (Map.Entry<Integer, Path> one : reach.arcs.entrySet()) {
        arcTo[arc] = one.getKey();
        arcScore[arc] = one.getValue().score;
        arcWords[arc] = flat.wordsOf(one.getValue().words);
        arc++;
      }
      firstArc[state + 1] = arc;
    }
    words = List.copyOf(flat.words);
  }

  /** From a graph of sphinx4's. */
  static PhraseGraph of(SearchState initial) {
    return new PhraseGraph(new Flattening(initial));
  }

  /** How many states there are; 0 is where all begins, and takes no sound. */
  int states() {
    return acoustic.length;
  }

  /** Which state of {@link TiedMixtures} a state is matched with. */
  int acoustic(int state) {
    return acoustic[state];
  }

  /** The first arc that leaves a state; those until the next state's first are its. */
  int firstArc(int state) {
    return firstArc[state];
  }

  int arcTo(int arc) {
    return arcTo[arc];
  }

  float arcScore(int arc) {
    return arcScore[arc];
  }

  /** The number of the words that begin on an arc, or {@link #NO_WORDS}. */
  int arcWords(int arc) {
    return arcWords[arc];
  }

  /** What it costs to end after a state, or {@link #NO_END}. */
  float endScore(int state) {
    return endScore[state];
  }

  int endWords(int state) {
    return endWords[state];
  }

  /** The words of a number, with blanks between. */
  String words(int number) {
    return words.get(number);
  }

  /** The best way to somewhere through states without sound. */
  private record Path(float score, List<String> words) {}

  /** What can be reached from a state with sound. */
  private static final class Reach {
    private int acoustic = -1;
    private final Map<Integer, Path> arcs = new LinkedHashMap<>();
    private float endScore = NO_END;
    private List<String> endWords = List.of();
  }

  private static final class Flattening {

    private final Map<SearchState, Integer> numbers = new IdentityHashMap<>();
    private final List<Reach> reached = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final Map<String, Integer> wordNumbers = new HashMap<>();
    private final Deque<SearchState> open = new ArrayDeque<>();

    Flattening(SearchState initial) {
      number(initial);
      while (!open.isEmpty()) {
        SearchState from = open.remove();
        Reach reach = reached.get(numbers.get(from));
        if (from.isEmitting()) {
          reach.acoustic = (int) ((HMMSearchState) from).getHMMState().getMixtureId();
        }
        List<String> own = from.isEmitting() ? List.of() : with(List.of(), from);
        follow(from, new Path(0, own), reach, new IdentityHashMap<>());
      }
    }

    private int number(SearchState state) {
      return numbers.computeIfAbsent(state, unseen -> {
        open.add(unseen);
        reached.add(new Reach());
        return reached.size() - 1;
      });
    }

    private int wordsOf(List<String> said) {
      return said.isEmpty()
          ? NO_WORDS
          : wordNumbers.computeIfAbsent(String.join(" ", said), unseen -> {
            words.add(unseen);
            return words.size() - 1;
          });
    }

    private void follow(
        SearchState from, Path way, Reach reach, Map<SearchState, Float> bestThrough) {
      if (from.isFinal() && way.score > reach.endScore) {
        reach.endScore = way.score;
        reach.endWords = way.words;
      }
      for (SearchStateArc arc : from.getSuccessors()) {
        SearchState to = arc.getState();
        Path path = new Path(way.score + arc.getProbability(), with(way.words, to));
        if (to.isEmitting()) {
          reach.arcs.merge(
              number(to), path, (known, other) -> other.score >= known.score ? other : known);
        } else if (path.score > bestThrough.getOrDefault(to, NO_END)) {
          bestThrough.put(to, path.score);
          follow(to, path, reach, bestThrough);
        }
      }
    }

    private static List<String> with(List<String> words, SearchState state) {
      if (!(state instanceof WordSearchState word)) {
        return words;
      }
      List<String> more = new ArrayList<>(words);
      more.add(word.getPronunciation().getWord().getSpelling());
      return more;
    }
  }
}
