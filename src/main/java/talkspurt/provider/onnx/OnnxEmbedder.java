package talkspurt.provider.onnx;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import talkspurt.provider.Embedder;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.UsageMeter;

/**
 * Makes vectors in this process, by all-MiniLM-L6-v2 (quantised; 384 dimensions, English, the first 256
 * tokens of a text): about 2 ms a sentence. The model is read once, when it is first asked; it works on one
 * thread, so that it takes no more than a core from the calls.
 */
public final class OnnxEmbedder implements Embedder {

  /** As settings call it. */
  public static final String KIND = "on-node";

  private static final int MAX_WAITING = 256;
  private static final String MODEL =
      "dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel";

  private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
      0, 1, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), OnnxEmbedder::thread);

  /** So that a process that makes no vectors needs neither the model nor its library. */
  private static final class Model {

    private static final EmbeddingModel ONE =
        new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);

    private Model() {}
  }

  private OnnxEmbedder() {}

  /** An embedder for all of this process. */
  public static Embedder create() {
    if (!isThere()) {
      throw new IllegalArgumentException("kind is " + KIND
          + ", and the module with the model is not in this jar; allowed: a jar built by"
          + " mvn -Pknowledge package, or kind = openai");
    }
    return new OnnxEmbedder();
  }

  private static boolean isThere() {
    try {
      Class.forName(MODEL, false, OnnxEmbedder.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException missing) {
      return false;
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "embedder");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public String name() {
    return "on-node-embedding";
  }

  @Override
  public CompletionStage<Result> embed(List<String> texts, UsageMeter meter) {
    try {
      return CompletableFuture.supplyAsync(() -> vectors(texts), thread)
          .exceptionally(broken -> failed(Kind.BROKE_PROTOCOL, String.valueOf(broken.getCause())));
    } catch (RejectedExecutionException full) {
      return CompletableFuture.completedFuture(
          failed(Kind.OVERLOADED, "more than " + MAX_WAITING + " wait"));
    }
  }

  private static Result vectors(List<String> texts) {
    return new Result.Vectors(
        Model.ONE.embedAll(texts.stream().map(TextSegment::from).toList()).content().stream()
            .map(embedding -> embedding.vector())
            .toList());
  }

  private Result failed(Kind kind, String detail) {
    return new Result.Failed(new ProviderFailure(kind, name(), detail));
  }
}
