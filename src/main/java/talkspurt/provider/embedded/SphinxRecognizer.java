package talkspurt.provider.embedded;

import edu.cmu.sphinx.util.LogMath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Recognises phrases with what is sphinx4's ({@link SphinxModel}): its acoustic model, its dictionary, its grammars,
 * its features. The search is our own ({@link PhraseSearch}): the same, on numbers instead of objects.
 */
final class SphinxRecognizer implements UtteranceRecognizer {

  /** A way so much less likely than the best is left. */
  private static final double BEAM = 1e-55;

  /** In noise all ways are alike: only so many stay, and mostly none that is a whole phrase. */
  private static final int WIDTH = 1500;

  private final Path directory;
  private final List<String> carriers;
  private final SphinxModel model;
  private final float beam = LogMath.getLogMath().linearToLog(BEAM);
  private final Queue<TiedMixtures.Scores> spare = new ConcurrentLinkedQueue<>();

  /**
   * Loads the model, which takes seconds where this process has not loaded it yet.
   *
   * @param directory where grammars may be written
   */
  SphinxRecognizer(Path directory, List<String> carriers) throws IOException {
    this.directory = directory;
    this.carriers = carriers;
    this.model = SphinxModel.loaded(directory);
  }

  @Override
  public Decoding begin(List<String> phrases) throws IOException {
    if (phrases.isEmpty()) {
      return new NothingUnderstood();
    }
    PhraseGraph graph = model.graph(directory, phrases, carriers);
    return new PhraseDecoding(
        new FeatureStream(model.acoustic()),
        new PhraseSearch(graph, beam, WIDTH),
        model.mixtures(),
        spare);
  }
}
