package talkspurt.provider.embedded;

import edu.cmu.sphinx.jsgf.JSGFGrammar;
import edu.cmu.sphinx.jsgf.JSGFGrammarException;
import edu.cmu.sphinx.jsgf.JSGFGrammarParseException;
import edu.cmu.sphinx.linguist.Linguist;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Loader;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Sphinx3Loader;
import edu.cmu.sphinx.util.props.ConfigurationManager;
import edu.cmu.sphinx.util.props.ConfigurationManagerUtils;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * sphinx4's English, loaded: its acoustic model, its dictionary, and what makes graphs of phrases with them. About
 * 90 MB that take seconds to load and are the same for everybody, so a process loads them once. Thread-safe.
 */
final class SphinxModel {

  /** Something to load before the first phrases are known. */
  private static final List<String> FIRST = List.of("hello");

  private static final String CONFIGURATION = "/talkspurt-sphinx4.xml";

  /** How many Gaussians of each phone count. */
  private static final int BEST_GAUSSIANS = 4;

  /** Of so many lists of phrases the graph is kept; profiles have one each. */
  private static final int MAX_GRAPHS = 64;

  /** sphinx4 keeps contexts of phones in static maps, unguarded: one grammar at a time is made. */
  private static final Object COMPILER = new Object();

  /** Held, since a logger that nobody holds is collected, and its level with it. */
  private static final Logger CHATTER = Logger.getLogger("edu.cmu.sphinx");

  /** Guarded by {@link #COMPILER}. Who recognises holds it; nobody else does for long. */
  private static SoftReference<SphinxModel> loaded = new SoftReference<>(null);

  static {
    CHATTER.setLevel(Level.SEVERE);
  }

  private record Said(List<String> phrases, List<String> carriers) {}

  private final JSGFGrammar grammar;
  private final Linguist linguist;
  private final Sphinx3Loader acoustic;
  private final TiedMixtures mixtures;
  private final Map<Said, PhraseGraph> graphs = new LinkedHashMap<>(16, 0.75f, true);

  private SphinxModel(Path directory) throws IOException {
    ConfigurationManager parts = new ConfigurationManager(getClass().getResource(CONFIGURATION));
    String url = directory.toUri().toString();
    String name = write(directory, FIRST, FIRST);
    ConfigurationManagerUtils.setProperty(parts, "grammar", "grammarLocation", url);
    ConfigurationManagerUtils.setProperty(parts, "grammar", "grammarName", name);
    grammar = (JSGFGrammar) parts.lookup("grammar");
    linguist = (Linguist) parts.lookup("linguist");
    acoustic = (Sphinx3Loader) parts.lookup("loader");
    linguist.allocate();
    mixtures = new TiedMixtures(acoustic, BEST_GAUSSIANS);
  }

  /**
   * The one of this process. Loads it where nobody has, which takes seconds.
   *
   * @param directory where grammars may be written
   */
  static SphinxModel loaded(Path directory) throws IOException {
    synchronized (COMPILER) {
      SphinxModel known = loaded.get();
      if (known == null) {
        known = new SphinxModel(directory);
        loaded = new SoftReference<>(known);
      }
      return known;
    }
  }

  Loader acoustic() {
    return acoustic;
  }

  TiedMixtures mixtures() {
    return mixtures;
  }

  /**
   * What may be said; takes tenths of a second when the phrases are new. Two utterances may begin at once with the
   * same new phrases: the second waits for the first one's graph.
   *
   * @param directory where grammars may be written
   */
  PhraseGraph graph(Path directory, List<String> phrases, List<String> carriers)
      throws IOException {
    Said said = new Said(List.copyOf(phrases), List.copyOf(carriers));
    synchronized (graphs) {
      PhraseGraph known = graphs.get(said);
      if (known == null) {
        known = compile(directory, said);
        graphs.put(said, known);
        if (graphs.size() > MAX_GRAPHS) {
          graphs.remove(graphs.keySet().iterator().next());
        }
      }
      return known;
    }
  }

  private PhraseGraph compile(Path directory, Said said) throws IOException {
    synchronized (COMPILER) {
      try {
        grammar.setBaseURL(directory.toUri().toURL());
        grammar.loadJSGF(write(directory, said.phrases(), said.carriers()));
      } catch (JSGFGrammarParseException | JSGFGrammarException wrong) {
        throw new IOException("grammar: " + wrong.getMessage(), wrong);
      }
      linguist.startRecognition();
      return PhraseGraph.of(linguist.getSearchGraph().getInitialState());
    }
  }

  private static String write(Path directory, List<String> phrases, List<String> carriers)
      throws IOException {
    String name = "phrases" + Integer.toHexString(phrases.hashCode());
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(name + ".gram"), PhraseGrammar.of(name, phrases, carriers));
    return name;
  }
}
