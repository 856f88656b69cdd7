package talkspurt.provider.openaiembedding;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.util.ByteString;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.provider.Embedder;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.TokenEstimate;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.transport.PeerSettings;
import talkspurt.provider.transport.ProviderHttpClient;
import talkspurt.provider.transport.Secret;

/** Asks an OpenAI-compatible server for vectors. */
public final class OpenAiEmbedder implements Embedder {

  /** As settings call it. */
  public static final String KIND = "openai";

  /** What it is called in logs and figures. */
  public static final String NAME = "openai-embedding";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ActorSystem<?> system;
  private final ProviderHttpClient peer;
  private final String url;
  private final Optional<Secret> key;
  private final String model;

  /**
   * An embedder for all that ask this server.
   *
   * @param settings of the server; its URL ends before {@code /embeddings}
   * @param model which model makes the vectors
   */
  public OpenAiEmbedder(
      ActorSystem<?> system,
      ProviderHttpClient peer,
      PeerSettings settings,
      Optional<Secret> key,
      String model) {
    if (model.isBlank()) {
      throw new IllegalArgumentException("model is empty; allowed: the name of a model");
    }
    this.system = system;
    this.peer = peer;
    this.url = settings.below("/embeddings");
    this.key = key;
    this.model = model;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CompletionStage<Result> embed(List<String> texts, UsageMeter meter) {
    ObjectNode body = JSON.createObjectNode().put("model", model).put("encoding_format", "float");
    texts.forEach(body.putArray("input")::add);
    HttpRequest request = HttpRequest.POST(url)
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, body.toString()));
    return peer.send(ProviderHttpClient.authorized(request, key))
        .thenCompose(reply -> result(reply, texts, meter))
        .exceptionally(broken -> new Result.Failed(peer.failure(broken)));
  }

  private CompletionStage<Result> result(
      ProviderHttpClient.Reply reply, List<String> texts, UsageMeter meter) {
    if (reply instanceof ProviderHttpClient.Reply.Answered answered) {
      return peer.body(answered.response())
          .runFold(ByteString.emptyByteString(), ByteString::concat, system)
          .thenApply(body -> answer(body.toArrayUnsafe(), texts, meter));
    }
    if (reply instanceof ProviderHttpClient.Reply.Failed failed) {
      return CompletableFuture.completedFuture(new Result.Failed(failed.failure()));
    }
    throw new AssertionError(reply);
  }

  private Result answer(byte[] body, List<String> texts, UsageMeter meter) {
    try {
      JsonNode answer = JSON.readTree(body);
      meter.used(used(answer, texts));
      return vectors(answer, texts.size());
    } catch (JsonProcessingException unreadable) {
      return broken("unparseable answer");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** As the server tells it, else about that much. */
  private static UsageMeter.Used used(JsonNode answer, List<String> texts) {
    JsonNode told = answer.path("usage").path("prompt_tokens");
    return told.isIntegralNumber()
        ? UsageMeter.Used.unpriced(Usage.of(Unit.INPUT_TOKENS, told.asLong()))
        : UsageMeter.Used.estimated(Usage.of(
            Unit.INPUT_TOKENS, texts.stream().mapToLong(TokenEstimate::of).sum()));
  }

  /** The vectors say themselves which text they are of. */
  private Result vectors(JsonNode answer, int wanted) {
    float[][] vectors = new float[wanted][];
    for (JsonNode each : answer.path("data")) {
      int index = each.path("index").asInt(-1);
      if (index >= 0 && index < wanted && each.path("embedding").isArray()) {
        vectors[index] = vector(each.path("embedding"));
      }
    }
    return Arrays.stream(vectors).allMatch(one -> one != null && one.length > 0)
        ? new Result.Vectors(Arrays.asList(vectors))
        : broken("a text without a vector");
  }

  private Result broken(String detail) {
    peer.blame();
    return new Result.Failed(peer.failure(Kind.BROKE_PROTOCOL, detail));
  }

  private static float[] vector(JsonNode numbers) {
    float[] vector = new float[numbers.size()];
    for (int at = 0; at < vector.length; at++) {
      vector[at] = (float) numbers.get(at).asDouble();
    }
    return vector;
  }
}
