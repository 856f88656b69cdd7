package talkspurt.provider.embedded;

import edu.cmu.sphinx.decoder.ResultListener;
import edu.cmu.sphinx.jsgf.JSGFGrammar;
import edu.cmu.sphinx.jsgf.JSGFGrammarException;
import edu.cmu.sphinx.jsgf.JSGFGrammarParseException;
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
import java.util.stream.Collectors;

/** One sphinx4 recogniser with a small grammar. For one thread; holds about 90 MB. */
final class SphinxRecognizer {

  /** Something to load before the first phrases are known. */
  private static final List<String> FIRST = List.of("hello");

  private static final String CONFIGURATION = "/talkspurt-sphinx4.xml";

  private final Path directory;
  private final List<String> carriers;
  private final Recognizer recognizer;
  private final JSGFGrammar grammar;
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
    String url = directory.toUri().toString();
    ConfigurationManagerUtils.setProperty(parts, "grammar", "grammarLocation", url);
    ConfigurationManagerUtils.setProperty(parts, "grammar", "grammarName", write(FIRST));
    recognizer = (Recognizer) parts.lookup("recognizer");
    grammar = (JSGFGrammar) parts.lookup("grammar");
    source = (UtteranceSource) parts.lookup("utteranceSource");
    recognizer.addResultListener(new Partials());
    recognizer.allocate();
  }

  /** Hears an utterance to its end, and tells its words on the way and at the end. */
  void recognise(Utterance utterance) throws IOException {
    use(utterance.phrases());
    current = utterance;
    source.read(utterance);
    Result result = recognizer.recognize();
    utterance.done(result == null ? "" : words(result.getBestFinalResultNoFiller()));
  }

  private void use(List<String> phrases) throws IOException {
    if (phrases.equals(loaded)) {
      return;
    }
    try {
      grammar.loadJSGF(write(phrases));
    } catch (JSGFGrammarParseException | JSGFGrammarException wrong) {
      throw new IOException("grammar: " + wrong.getMessage(), wrong);
    }
    loaded = phrases;
  }

  private String write(List<String> phrases) throws IOException {
    String name = "phrases" + Integer.toHexString(phrases.hashCode());
    Files.writeString(directory.resolve(name + ".gram"), PhraseGrammar.of(name, phrases, carriers));
    return name;
  }

  /** Without the marks of silence and of what is out of grammar. */
  private static String words(String text) {
    return Arrays.stream(text.split("\\s+"))
        .filter(word -> !word.startsWith("<"))
        .collect(Collectors.joining(" "));
  }

  private final class Partials implements ResultListener {

    @Override
    public void newResult(Result result) {
      if (!result.isFinal()) {
        current.partial(words(result.getBestResultNoFiller()));
      }
    }

    @Override
    public void newProperties(PropertySheet sheet) throws PropertyException {}
  }
}
