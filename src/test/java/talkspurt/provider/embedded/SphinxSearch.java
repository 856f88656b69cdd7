package talkspurt.provider.embedded;

import edu.cmu.sphinx.decoder.ResultListener;
import edu.cmu.sphinx.decoder.search.Token;
import edu.cmu.sphinx.frontend.DataProcessor;
import edu.cmu.sphinx.frontend.filter.Dither;
import edu.cmu.sphinx.recognizer.Recognizer;
import edu.cmu.sphinx.result.Result;
import edu.cmu.sphinx.util.props.ConfigurationManager;
import edu.cmu.sphinx.util.props.ConfigurationManagerUtils;
import edu.cmu.sphinx.util.props.PropertySheet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** sphinx4's own search, which ours is measured by: over the same models, grammars and features. */
final class SphinxSearch {

  private final Recognizer recognizer;
  private final SphinxSound sound;
  private final Dither dither;
  private final List<String> likely = new ArrayList<>();

  SphinxSearch(Path directory, List<String> phrases, List<String> carriers) throws Exception {
    Files.writeString(directory.resolve("ours.gram"), PhraseGrammar.of("ours", phrases, carriers));
    ConfigurationManager parts =
        new ConfigurationManager(getClass().getResource("/embedded/sphinx4-search.xml"));
    ConfigurationManagerUtils.setProperty(
        parts, "grammar", "grammarLocation", directory.toUri().toString());
    ConfigurationManagerUtils.setProperty(parts, "grammar", "grammarName", "ours");
    recognizer = (Recognizer) parts.lookup("recognizer");
    sound = (SphinxSound) parts.lookup("utteranceSource");
    dither = (Dither) parts.lookup("dither");
    CepstralMean mean = new CepstralMean();
    mean.setPredecessor((DataProcessor) parts.lookup("autoCepstrum"));
    ((DataProcessor) parts.lookup("featureExtraction")).setPredecessor(mean);
    recognizer.allocate();
    recognizer.addResultListener(new Likely());
  }

  /** What is understood of an utterance. */
  String words(short[] utterance) {
    likely.clear();
    dither.initialize();
    sound.read(utterance);
    return recognizer.recognize().getBestFinalResultNoFiller();
  }

  /** The likely words after each tenth of a second of the last utterance, with what stands for silence. */
  List<String> likely() {
    return List.copyOf(likely);
  }

  private final class Likely implements ResultListener {

    @Override
    public void newResult(Result result) {
      if (!result.isFinal()) {
        Token best = result.getBestActiveToken();
        likely.add(best == null ? "" : best.getWordPath(true, false));
      }
    }

    @Override
    public void newProperties(PropertySheet sheet) {}
  }
}
