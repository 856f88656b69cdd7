package talkspurt.provider;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Turns texts into vectors: the nearer two are in direction, the nearer the texts are in meaning. Thread-safe. */
public interface Embedder {

  /** What it is called in logs and figures. */
  String name();

  /**
   * A vector for each text, in their order; all have the same number of dimensions. Never fails.
   *
   * @param meter told the tokens that it took, if it is paid for them
   */
  CompletionStage<Result> embed(List<String> texts, UsageMeter meter);

  /** What came of it. */
  sealed interface Result {

    /** One vector for each text; the vectors are of any length but zero. */
    record Vectors(List<float[]> vectors) implements Result {

      public Vectors {
        vectors = List.copyOf(vectors);
      }
    }

    /** There are none, and why. */
    record Failed(ProviderFailure failure) implements Result {}
  }
}
