package talkspurt.boot.config;

import akka.actor.typed.ActorSystem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import talkspurt.provider.Embedder;
import talkspurt.provider.Price;
import talkspurt.provider.Retriever;
import talkspurt.provider.knowledge.Knowledge;
import talkspurt.provider.knowledge.KnowledgeSettings;
import talkspurt.provider.knowledge.Passage;
import talkspurt.provider.knowledge.PassageReader;
import talkspurt.provider.onnx.OnnxEmbedder;
import talkspurt.provider.openaiembedding.OpenAiEmbedder;
import talkspurt.provider.transport.Metered;
import talkspurt.provider.transport.PeerSettings;
import talkspurt.provider.transport.ProviderHttpClient;
import talkspurt.provider.transport.Secret;
import talkspurt.telemetry.Metrics;

/** Reads the {@code knowledge} block of an agent, and the documents it names. */
final class KnowledgeReader {

  /** What the block is called. */
  static final String KEY = "knowledge";

  /** The key of the documents. */
  static final String FILES = "files";

  private static final String EMBEDDING = "embedding";
  private static final long MAX_BYTES = 4 << 20;
  private static final int MAX_PASSAGES = 5000;

  private final ActorSystem<?> system;
  private final ConfigSection standards;
  private final Metrics metrics;
  private final ProviderStore.Reading made;

  /**
   * @param standards the block {@code talkspurt.knowledge}, what holds where an agent says nothing
   * @param made where what is known of documents is, and comes to
   */
  KnowledgeReader(
      ActorSystem<?> system, ConfigSection standards, Metrics metrics, ProviderStore.Reading made) {
    this.system = system;
    this.standards = standards;
    this.metrics = metrics;
    this.made = made;
  }

  /** The documents, which are searched from now on, unless these settings are only looked at. */
  Retriever read(ConfigSection own) {
    own.only(FILES, "passages", "least-likeness", "longest-passage", "timeout", EMBEDDING);
    ConfigSection block = own.or(standards);
    KnowledgeSettings settings = new KnowledgeSettings(
        block.number("passages"),
        block.fraction("least-likeness"),
        block.number("longest-passage"),
        block.duration("timeout"));
    List<Passage> passages = passages(own, settings.longestPassage());
    Embedder embedder = block.section(EMBEDDING).check(this::embedder);
    Knowledge knowledge = made.one(
        Knowledge.class,
        List.of(KEY, passages, settings, embedder),
        () -> Knowledge.create(system, passages, embedder, settings, metrics.providers()));
    if (!own.faults().collects()) {
      knowledge.prepare();
    }
    return PriceReader.priced(
        made,
        Retriever.class,
        Metered::retriever,
        embedder.name(),
        block.section(EMBEDDING).check(this::price),
        knowledge);
  }

  private static List<Passage> passages(ConfigSection own, int longest) {
    List<Passage> all = new ArrayList<>();
    for (String file : own.texts(FILES)) {
      List<Passage> found = PassageReader.read(text(file), longest);
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            FILES + " holds " + file + ", in which there is no text");
      }
      all.addAll(found);
    }
    if (all.isEmpty() || all.size() > MAX_PASSAGES) {
      throw new IllegalArgumentException(
          FILES + " has " + all.size() + " passages; allowed: 1 to " + MAX_PASSAGES);
    }
    return all;
  }

  private static String text(String file) {
    try {
      Path path = Path.of(file);
      if (Files.size(path) > MAX_BYTES) {
        throw new IllegalArgumentException(
            FILES + " holds " + file + ", which is too long; allowed: up to 4 MiB");
      }
      return Files.readString(path);
    } catch (CharacterCodingException other) {
      throw new IllegalArgumentException(FILES + " holds " + file + ", which is not UTF-8", other);
    } catch (IOException | InvalidPathException unreadable) {
      throw new IllegalArgumentException(
          FILES + " holds " + file + ", which cannot be read: " + unreadable, unreadable);
    }
  }

  /** Documents are made vectors of for all calls: that is not of any. */
  private Price price(ConfigSection block) {
    return PriceReader.read(made, block, PriceReader.EMBEDDING);
  }

  private Embedder embedder(ConfigSection block) {
    block.only(PeerReader.keys(
        "kind", "base-url", "model", "api-key-env", "api-key-file", PriceReader.PRICE));
    String kind = block.text("kind");
    return switch (kind) {
      case OnnxEmbedder.KIND -> onNode();
      case OpenAiEmbedder.KIND -> openAi(block);
      default ->
        throw new IllegalArgumentException(
            "kind is " + kind + "; allowed: " + OnnxEmbedder.KIND + ", " + OpenAiEmbedder.KIND);
    };
  }

  private Embedder onNode() {
    Embedder embedder =
        made.one(Embedder.class, List.of(EMBEDDING, OnnxEmbedder.KIND), OnnxEmbedder::create);
    new ProviderFigures(metrics).failures(embedder.name());
    return embedder;
  }

  private Embedder openAi(ConfigSection block) {
    PeerSettings peer = PeerReader.peer(OpenAiEmbedder.NAME, block.text("base-url"), block);
    String model = block.text("model");
    Optional<Secret> secret = SecretReader.secret(block, "api-key");
    List<Object> key = List.of(EMBEDDING, peer, model, secret);
    ProviderHttpClient server = made.one(
        ProviderHttpClient.class,
        List.of("server", key),
        () -> ProviderHttpClient.create(system, peer, metrics.providers()));
    new ProviderFigures(metrics).failures(OpenAiEmbedder.NAME);
    return made.one(
        Embedder.class, key, () -> new OpenAiEmbedder(system, server, peer, secret, model));
  }
}
