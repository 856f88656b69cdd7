package talkspurt.provider.embedded;

import edu.cmu.sphinx.jsgf.JSGFGrammar;
import edu.cmu.sphinx.jsgf.JSGFGrammarException;
import edu.cmu.sphinx.jsgf.JSGFGrammarParseException;
import edu.cmu.sphinx.linguist.Linguist;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Sphinx3Loader;
import edu.cmu.sphinx.util.LogMath;
import edu.cmu.sphinx.util.props.ConfigurationManager;
import edu.cmu.sphinx.util.props.ConfigurationManagerUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Recognises phrases with what is sphinx4's: its acoustic model, its dictionary, its grammars, its features. The
 * search is our own ({@link PhraseSearch}): the same, on numbers instead of objects. Holds about 90 MB.
 */
final class SphinxRecognizer implements UtteranceRecognizer {

  /** Something to load before the first phrases are known. */
  private static final List<String> FIRST = List.of("hello");

  private static final String CONFIGURATION = "/talkspurt-sphinx4.xml";

  /** How many Gaussians of each phone count. */
  private static final int BEST_GAUSSIANS = 4;

  /** A way so much less likely than the best is left. */
  private static final double BEAM = 1e-55;

  /** In noise all ways are alike: only so many stay, and mostly none that is a whole phrase. */
  private static final int WIDTH = 1500;

  /** Of so many lists of phrases the graph is kept; profiles have one each. */
  private static final int MAX_GRAPHS = 64;

  /** sphinx4 keeps contexts of phones in static maps, unguarded: one grammar at a time is made. */
  private static final Object COMPILER = new Object();

  /** Held, since a logger that nobody holds is collected, and its level with it. */
  private static final Logger CHATTER = Logger.getLogger("edu.cmu.sphinx");

  static {
    CHATTER.setLevel(Level.SEVERE);
  }

  private final Path directory;
  private final List<String> carriers;
  private final JSGFGrammar grammar;
  private final Linguist linguist;
  private final Sphinx3Loader model;
  private final TiedMixtures mixtures;
  private final float beam = LogMath.getLogMath().linearToLog(BEAM);
  private final Queue<TiedMixtures.Scores> spare = new ConcurrentLinkedQueue<>();
  private final Map<List<String>, PhraseGraph> graphs = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Loads the model, which takes seconds.
   *
   * @param directory where grammars may be written
   */
  SphinxRecognizer(Path directory, List<String> carriers) throws IOException {
    this.directory = directory;
    this.carriers = carriers;
    ConfigurationManager parts = new ConfigurationManager(getClass().getResource(CONFIGURATION));
    synchronized (COMPILER) {
      String url = directory.toUri().toString();
      ConfigurationManagerUtils.setProperty(parts, "grammar", "grammarLocation", url);
      ConfigurationManagerUtils.setProperty(parts, "grammar", "grammarName", write(FIRST));
      grammar = (JSGFGrammar) parts.lookup("grammar");
      linguist = (Linguist) parts.lookup("linguist");
      model = (Sphinx3Loader) parts.lookup("loader");
      linguist.allocate();
      mixtures = new TiedMixtures(model, BEST_GAUSSIANS);
    }
  }

  /** Two utterances may begin at once with the same new phrases: the second waits for the first one's graph. */
  @Override
  public Decoding begin(List<String> phrases) throws IOException {
    if (phrases.isEmpty()) {
      return new NothingUnderstood();
    }
    return new PhraseDecoding(
        new FeatureStream(model), new PhraseSearch(graph(phrases), beam, WIDTH), mixtures, spare);
  }

  private PhraseGraph graph(List<String> phrases) throws IOException {
    synchronized (graphs) {
      PhraseGraph known = graphs.get(phrases);
      if (known == null) {
        known = compile(phrases);
        graphs.put(phrases, known);
        if (graphs.size() > MAX_GRAPHS) {
          graphs.remove(graphs.keySet().iterator().next());
        }
      }
      return known;
    }
  }

  private PhraseGraph compile(List<String> phrases) throws IOException {
    synchronized (COMPILER) {
      try {
        grammar.loadJSGF(write(phrases));
      } catch (JSGFGrammarParseException | JSGFGrammarException wrong) {
        throw new IOException("grammar: " + wrong.getMessage(), wrong);
      }
      linguist.startRecognition();
      return PhraseGraph.of(linguist.getSearchGraph().getInitialState());
    }
  }

  private String write(List<String> phrases) throws IOException {
    String name = "phrases" + Integer.toHexString(phrases.hashCode());
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(name + ".gram"), PhraseGrammar.of(name, phrases, carriers));
    return name;
  }
}
