package talkspurt.provider.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import talkspurt.provider.Embedder.Result;

/** By the real model. */
class OnnxEmbedderTest {

  @Test
  void whatMeansTheSameIsNear() {
    Result result = OnnxEmbedder.create()
        .embed(List.of(
            "Can I leave my car somewhere?",
            "There is free parking behind the building.",
            "We deliver within three days."))
        .toCompletableFuture()
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
    assertThat(result).isInstanceOf(Result.Vectors.class);
    List<float[]> vectors = ((Result.Vectors) result).vectors();
    assertThat(vectors).hasSize(3).allSatisfy(vector -> assertThat(vector).hasSize(384));
    double parking = product(vectors.get(0), vectors.get(1));
    double delivery = product(vectors.get(0), vectors.get(2));
    assertThat(parking).isGreaterThan(0.25);
    assertThat(delivery).isLessThan(0.15);
  }

  private static double product(float[] one, float[] other) {
    double sum = 0;
    for (int at = 0; at < one.length; at++) {
      sum += one[at] * other[at];
    }
    return sum;
  }
}
