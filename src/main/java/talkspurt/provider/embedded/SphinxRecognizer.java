package talkspurt.provider.embedded;

import edu.cmu.sphinx.decoder.ResultListener;
import edu.cmu.sphinx.decoder.search.Token;
import edu.cmu.sphinx.frontend.DataProcessor;
import edu.cmu.sphinx.jsgf.JSGFGrammar;
import edu.cmu.sphinx.jsgf.JSGFGrammarException;
import edu.cmu.sphinx.jsgf.JSGFGrammarParseException;
import edu.cmu.sphinx.linguist.Linguist;
import edu.cmu.sphinx.recognizer.Recognizer;
import edu.cmu.sphinx.result.Result;
import edu.cmu.sphinx.util.props.ConfigurationManager;
import edu.cmu.sphinx.util.props.ConfigurationManagerUtils;
import edu.cmu.sphinx.util.props.PropertyException;
import edu.cmu.sphinx.util.props.PropertySheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** One sphinx4 recogniser with a small grammar. For one thread; holds about 90 MB. */
final class SphinxRecognizer implements UtteranceRecognizer {

  /** Something to load before the first phrases are known. */
  private static final List<String> FIRST = List.of("hello");

  private static final String CONFIGURATION = "/talkspurt-sphinx4.xml";

  /** sphinx4 keeps contexts of phones in static maps, unguarded: one grammar at a time is made. */
  private static final Object COMPILER = new Object();

  /** Held, since a logger that nobody holds is collected, and its level with it. */
  private static final Logger CHATTER = Logger.getLogger("edu.cmu.sphinx");

  static {
    CHATTER.setLevel(Level.SEVERE);
  }

  private static final int WARM_UP_MS = 500;
  private static final double WARM_UP_RMS = 300;

  private final Path directory;
  private final List<String> carriers;
  private final Recognizer recognizer;
  private final JSGFGrammar grammar;
  private final Linguist linguist;
  private final UtteranceSource source;
  private List<String> loaded = List.of();
  private Utterance current;

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
      recognizer = (Recognizer) parts.lookup("recognizer");
      grammar = (JSGFGrammar) parts.lookup("grammar");
      linguist = (Linguist) parts.lookup("linguist");
      source = (UtteranceSource) parts.lookup("utteranceSource");
      takeMeanPerUtterance(parts);
      recognizer.allocate();
    }
    warmUp();
    recognizer.addResultListener(new Partials());
  }

  @Override
  public void recognise(Utterance utterance) throws IOException {
    boolean understandable = !utterance.phrases().isEmpty();
    if (understandable) {
      use(utterance.phrases());
    }
    current = utterance;
    source.read(utterance);
    Result result = understandable ? recognizer.recognize() : null;
    source.skipRest();
    utterance.done(result == null ? "" : words(result.getBestFinalResultNoFiller()));
  }

  /** Puts {@link CepstralMean} in the place of sphinx4's, which goes on from caller to caller. */
  private static void takeMeanPerUtterance(ConfigurationManager parts) {
    CepstralMean mean = new CepstralMean();
    mean.setPredecessor((DataProcessor) parts.lookup("autoCepstrum"));
    ((DataProcessor) parts.lookup("featureExtraction")).setPredecessor(mean);
  }

  /** Hears some noise, so that the first caller does not wait for what is made at first use. */
  private void warmUp() {
    Random random = new Random(1);
    short[] noise = new short[WARM_UP_MS * UtteranceSource.RATE_HZ / 1000];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (short) (WARM_UP_RMS * random.nextGaussian());
    }
    Utterance nothing = new Utterance(FIRST, noise.length, null);
    nothing.add(noise);
    source.read(nothing);
    recognizer.recognize();
    source.skipRest();
  }

  private void use(List<String> phrases) throws IOException {
    if (phrases.equals(loaded)) {
      return;
    }
    synchronized (COMPILER) {
      try {
        grammar.loadJSGF(write(phrases));
      } catch (JSGFGrammarParseException | JSGFGrammarException wrong) {
        throw new IOException("grammar: " + wrong.getMessage(), wrong);
      }
      linguist.startRecognition();
    }
    loaded = phrases;
  }

  private String write(List<String> phrases) throws IOException {
    String name = "phrases" + Integer.toHexString(phrases.hashCode());
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(name + ".gram"), PhraseGrammar.of(name, phrases, carriers));
    return name;
  }

  /** Without the marks of silence and of what is out of grammar. */
  private static String words(String text) {
    return Arrays.stream(text.split("\\s+"))
        .filter(word -> !word.startsWith("<"))
        .collect(Collectors.joining(" "));
  }

  /**
   * Of a likely path the words that are over: sphinx4 names a word as soon as it may have begun, and
   * that of a few sounds is a guess. What is behind a word, be it silence, tells its end.
   */
  private static String over(String path) {
    String said = path.strip();
    return said.substring(0, Math.max(0, said.lastIndexOf(' ')));
  }

  /** The words with which both begin. */
  static String agreed(String one, String other) {
    String[] words = one.split(" ");
    String[] others = other.split(" ");
    int same = Arrays.mismatch(words, others);
    return same < 0 ? one : String.join(" ", Arrays.copyOf(words, same));
  }

  /** Words that are over may still give way to others: two results in a row have to agree on them. */
  private final class Partials implements ResultListener {

    private Utterance of;
    private String before = "";

    @Override
    public void newResult(Result result) {
      if (result.isFinal()) {
        return;
      }
      Token best = result.getBestActiveToken();
      String now = best == null ? "" : words(over(best.getWordPath(true, false)));
      current.partial(current == of ? agreed(before, now) : "");
      of = current;
      before = now;
    }

    @Override
    public void newProperties(PropertySheet sheet) throws PropertyException {}
  }
}
