package talkspurt.provider.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.fake.Eventually;
import talkspurt.fake.QuietKit;
import talkspurt.fake.Requests;
import talkspurt.provider.Embedder.Result;
import talkspurt.provider.Responder;
import talkspurt.provider.Responder.Cue;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.knowledge.Knowledge;
import talkspurt.provider.knowledge.KnowledgeSettings;
import talkspurt.provider.knowledge.PassageReader;
import talkspurt.telemetry.Metrics;

/** By the real model. */
class OnnxEmbedderTest {

  @RegisterExtension
  static final QuietKit KIT = new QuietKit("on-node-embedding");

  private static Knowledge knowledge;

  @BeforeAll
  static void read() throws IOException {
    String document = Files.readString(Path.of("conf/examples/faq.md"));
    knowledge = Knowledge.create(
            KIT.system(),
            PassageReader.read(document, 800),
            OnnxEmbedder.create(),
            new KnowledgeSettings(4, 0.1, 800, Duration.ofSeconds(5)),
            new Metrics().providers())
        .prepare();
  }

  @Test
  void whatMeansTheSameIsNear() {
    Result result = OnnxEmbedder.create()
        .embed(
            List.of(
                "Can I leave my car somewhere?",
                "There is free parking behind the building.",
                "We deliver within three days."),
            UsageMeter.NONE)
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "when do you close today | - Acme: When are you open?",
        "uh where can I leave my car | - Acme: Can I park?",
        "how long will it take until my parcel is here | - Acme: Delivery: How long",
        "is shipping free | - Acme: Delivery: What does delivery cost?",
        "I don't like it, can I get my money back | - Acme: Can I send something back?",
        "do you take visa | - Acme: How can I pay?",
        "it broke after a year | - Acme: Is there a warranty?",
      })
  void questionsInOtherWordsFindTheirPassageOfTheShippedDocument(String question, String passage)
      throws IOException {
    assertThat(told(question)).contains(passage);
  }

  private static String told(String question) {
    Responder.Request request = Requests.of(new Cue.Words(question), Optional.empty());
    AtomicReference<String> told = new AtomicReference<>();
    Eventually.holds(() -> {
      told.set(knowledge.told(request).toCompletableFuture().join());
      assertThat(told.get()).contains("<documents>");
    });
    return told.get();
  }

  private static double product(float[] one, float[] other) {
    double sum = 0;
    for (int at = 0; at < one.length; at++) {
      sum += one[at] * other[at];
    }
    return sum;
  }
}
