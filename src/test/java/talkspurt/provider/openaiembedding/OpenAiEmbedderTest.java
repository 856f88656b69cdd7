package talkspurt.provider.openaiembedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.PeerSettingsOf;
import talkspurt.fake.QuietKit;
import talkspurt.fake.StandIn;
import talkspurt.provider.Embedder.Result;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageMeter.Used;
import talkspurt.provider.transport.PeerSettings;
import talkspurt.provider.transport.ProviderHttpClient;
import talkspurt.provider.transport.Secret;
import talkspurt.telemetry.Metrics;

class OpenAiEmbedderTest {

  private final List<Used> used = new CopyOnWriteArrayList<>();

  @RegisterExtension
  static final QuietKit KIT = new QuietKit("openai-embedding");

  private StandIn server = new StandIn((asked, wire) -> wire.breakOff());

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void vectorsAreInTheOrderOfTheTexts() {
    Result result = answered("""
        {"object":"list","data":[
          {"index":1,"embedding":[0.5,-1e-3],"object":"embedding"},
          {"index":0,"embedding":[1,2],"object":"embedding"}],
         "model":"m","usage":{"prompt_tokens":4,"total_tokens":4}}""");
    assertThat(result).isInstanceOf(Result.Vectors.class);
    assertThat(((Result.Vectors) result).vectors())
        .containsExactly(new float[] {1, 2}, new float[] {0.5f, -0.001f});
    assertThat(used).containsExactly(Used.unpriced(Usage.of(Unit.INPUT_TOKENS, 4)));
    StandIn.Asked asked = server.asked().get(0);
    assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /v1/embeddings");
    assertThat(asked.headers()).containsEntry("authorization", "Bearer s3cret");
    assertThat(asked.body())
        .isEqualTo("{\"model\":\"m\",\"encoding_format\":\"float\",\"input\":[\"one\",\"two\"]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{}",
        "[]",
        "{\"data\":[{\"index\":0,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":2,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":\"AACAPw==\"},{\"index\":1,\"embedding\":[1]}]}",
      })
  void anAnswerWithoutAVectorForEachTextIsAFailure(String body) {
    assertThat(kind(answered(body))).isEqualTo(Kind.BROKE_PROTOCOL);
  }

  @Test
  void aRefusalIsAFailureOfItsKind() throws IOException {
    assertThat(kind(answered(401, "{}"))).isEqualTo(Kind.REJECTED_CREDENTIALS);
    server.close();
    assertThat(kind(answered(503, "{}"))).isEqualTo(Kind.OVERLOADED);
    server.close();
    server = new StandIn((asked, wire) -> wire.breakOff());
    assertThat(kind(embed("m"))).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void aModelHasAName() {
    assertThatThrownBy(() -> embed(" ")).hasMessageContaining("model is empty");
  }

  @Test
  void tokensThatAreNotToldAreEstimatedAndARefusalTakesNone() throws IOException {
    answered("{}");
    assertThat(used).containsExactly(Used.estimated(Usage.of(Unit.INPUT_TOKENS, 2)));
    server.close();
    answered(503, "{}");
    assertThat(used).hasSize(1);
  }

  private static Kind kind(Result result) {
    assertThat(result).isInstanceOf(Result.Failed.class);
    return ((Result.Failed) result).failure().kind();
  }

  private Result answered(String body) {
    return answered(200, body);
  }

  private Result answered(int status, String body) {
    server = new StandIn((asked, wire) -> wire.whole(status, "application/json", body));
    return embed("m");
  }

  private Result embed(String model) {
    PeerSettings settings =
        PeerSettingsOf.url(OpenAiEmbedder.NAME, server.url("/v1/"), 1, PeerSettingsOf.PATIENT_MS);
    ProviderHttpClient peer =
        ProviderHttpClient.create(KIT.system(), settings, new Metrics().providers());
    return new OpenAiEmbedder(
            KIT.system(), peer, settings, Optional.of(new Secret("s3cret")), model)
        .embed(List.of("one", "two"), used::add)
        .toCompletableFuture()
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }
}
