package talkspurt.boot.config;

import static talkspurt.settings.Bounds.within;

import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import talkspurt.provider.SentenceJudge;
import talkspurt.provider.chat.ChatCompletion;
import talkspurt.provider.chat.ChatResponder;
import talkspurt.provider.chat.ChatSentenceJudge;
import talkspurt.provider.chat.ChatSettings;
import talkspurt.provider.transport.Metered;
import talkspurt.provider.transport.PeerSettings;
import talkspurt.provider.transport.ProviderHttpClient;
import talkspurt.provider.transport.Secret;
import talkspurt.telemetry.Metrics;

/** Reads the block {@code model} of guardrails: who is asked of sentences. */
final class SentenceJudgeReader {

  private final ActorSystem<?> system;
  private final ConfigSection standards;
  private final Metrics metrics;
  private final ProviderStore.Reading made;

  /**
   * @param standards the block {@code talkspurt.guardrails.model}
   * @param made where connections are, and come to
   */
  SentenceJudgeReader(
      ActorSystem<?> system, ConfigSection standards, Metrics metrics, ProviderStore.Reading made) {
    this.system = system;
    this.standards = standards;
    this.metrics = metrics;
    this.made = made;
  }

  SentenceJudge read(ConfigSection own) {
    own.only(PeerReader.keys(
        "kind",
        "base-url",
        "api-key-env",
        "api-key-file",
        "model",
        "max-tokens",
        "max-tokens-field",
        "temperature",
        "extra",
        "timeout",
        PriceReader.PRICE));
    ConfigSection block = own.or(standards);
    String kind = block.text("kind");
    if (!kind.equals(ChatResponder.KIND)) {
      throw new IllegalArgumentException("kind is " + kind + "; allowed: " + ChatResponder.KIND);
    }
    Duration limit = block.duration("timeout");
    within("timeout", limit, 50, 5_000);
    PeerSettings peer = PeerReader.peer(ChatSentenceJudge.NAME, block.text("base-url"), block);
    Optional<Secret> key = SecretReader.secret(block, "api-key");
    ChatSettings settings = ChatModelReader.settings(peer, key, block);
    ProviderHttpClient server = made.one(
        ProviderHttpClient.class,
        List.of("guardrails' server", peer, key),
        () -> ProviderHttpClient.create(system, peer, metrics.providers()));
    new ProviderFigures(metrics).failures(ChatSentenceJudge.NAME);
    return PriceReader.priced(
        made,
        SentenceJudge.class,
        Metered::judge,
        ChatSentenceJudge.NAME,
        PriceReader.read(made, block, PriceReader.CHAT),
        made.one(
            SentenceJudge.class,
            List.of("guardrails' model", settings, limit),
            () -> new ChatSentenceJudge(
                system, new ChatCompletion(system, settings, server), limit)));
  }
}
