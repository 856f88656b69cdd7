package talkspurt.boot.config;

import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import talkspurt.provider.Price;
import talkspurt.provider.Responder;
import talkspurt.provider.Retriever;
import talkspurt.provider.agent.FallbackResponder;
import talkspurt.provider.agent.ThoughtsFirst;
import talkspurt.provider.chat.ChatResponder;
import talkspurt.provider.chat.ChatSettings;
import talkspurt.provider.embedded.EmbeddedProviders;
import talkspurt.provider.transport.Addressed;
import talkspurt.provider.transport.Metered;
import talkspurt.provider.transport.PeerSettings;
import talkspurt.provider.transport.ProviderHttpClient;
import talkspurt.provider.transport.Secret;
import talkspurt.provider.webhook.WebhookResponder;
import talkspurt.provider.webhook.WebhookSettings;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

/** Reads the {@code responder} block of a profile, and makes the agent. */
final class ResponderReader {

  /**
   * An agent.
   *
   * @param askedAhead whether it may be asked for replies that are not wanted then
   * @param phrases what callers may say to it or its fallbacks, as far as that is known
   * @param requests those that it answers by itself
   */
  record Agent(
      Responder responder, boolean askedAhead, List<String> phrases, List<String> requests) {}

  private static final int MAX_FALLBACKS = 3;
  private static final String FALLBACK = "fallback";
  private static final String SPECULATE = "speculate";

  /** What a scripted agent does with values that its callers were asked for. */
  static final String ON_COLLECTED = "on-collected";

  private static final Config TELL_USAGE =
      ConfigFactory.parseMap(Map.of("stream_options.include_usage", true));

  private final ActorSystem<?> system;
  private final EmbeddedProviders embedded;
  private final ConfigSection standards;
  private final Metrics metrics;
  private final ProviderStore.Reading made;
  private final KnowledgeReader knowledge;

  /**
   * @param root the block {@code talkspurt}
   * @param made where agents are, and come to
   */
  ResponderReader(
      ActorSystem<?> system,
      EmbeddedProviders embedded,
      ConfigSection root,
      Metrics metrics,
      ProviderStore.Reading made) {
    this.made = made;
    this.knowledge = new KnowledgeReader(system, root.section("knowledge"), metrics, made);
    this.system = system;
    this.embedded = embedded;
    this.standards = root.section("responders");
    this.metrics = metrics;
  }

  /** The agent of a block, with those who take over when it fails. */
  Agent agent(ConfigSection block) {
    List<Agent> all = new ArrayList<>();
    for (ConfigSection next : block.chain(FALLBACK)) {
      if (all.size() > MAX_FALLBACKS) {
        next.tell("is one too many; allowed: " + MAX_FALLBACKS);
        break;
      }
      all.add(next.check(this::one));
    }
    List<String> phrases = all.stream().flatMap(agent -> agent.phrases.stream()).toList();
    List<Responder> responders = all.stream().map(Agent::responder).toList();
    return new Agent(
        responders.size() == 1
            ? responders.get(0)
            : made.one(
                Responder.class,
                List.of("fallback agents", responders),
                () -> new FallbackResponder(responders, metrics.providers()::providerFailed)),
        all.stream().allMatch(Agent::askedAhead),
        phrases,
        all.get(0).requests());
  }

  private Agent one(ConfigSection block) {
    String kind = block.text("kind");
    return switch (kind) {
      case "scripted" -> scripted(block);
      case ChatResponder.KIND ->
        new Agent(chat(block), speculates(ChatResponder.KIND, block), List.of(), List.of());
      case WebhookResponder.KIND ->
        new Agent(webhook(block), speculates(WebhookResponder.KIND, block), List.of(), List.of());
      default ->
        throw new IllegalArgumentException("kind is " + kind + "; allowed: scripted, "
            + ChatResponder.KIND + ", " + WebhookResponder.KIND);
    };
  }

  private Agent scripted(ConfigSection block) {
    block.only(
        "kind",
        FALLBACK,
        "topics",
        "not-understood",
        "on-silence",
        "on-unknown-digits",
        "on-transfer-failed",
        ON_COLLECTED);
    block.sections("topics").forEach(topic -> {
      topic.only("name", "phrases", "digits", "say", "then", OutcomeReader.KEY);
      topic.template("say", topic.text("say", ""));
    });
    for (String key : List.of("not-understood", "on-silence")) {
      block.texts(key, List.of()).forEach(text -> block.template(key, text));
    }
    for (String key : List.of("on-unknown-digits", "on-transfer-failed")) {
      block.template(key, block.text(key, ""));
    }
    if (block.has(ON_COLLECTED)) {
      ConfigSection all = block.section(ON_COLLECTED);
      for (String name : all.keys()) {
        ConfigSection one = all.section(name).only("say", "failed", "then");
        one.template("say");
        one.template("failed");
      }
    }
    List<String> phrases = embedded.phrases(block.config());
    Responder agent = made.one(
        Responder.class,
        List.of("scripted agent", block.config().withoutPath(FALLBACK).root().unwrapped()),
        () -> embedded.responder(block.config()));
    return new Agent(agent, true, phrases, phrases);
  }

  /** The agent of these settings, one for all profiles that say the same. */
  private Responder at(
      String kind, Price price, URI url, Object settings, Supplier<Responder> make) {
    new ProviderFigures(metrics).responder(kind);
    return PriceReader.priced(
        made,
        Responder.class,
        Metered::responder,
        kind,
        price,
        made.one(
            Responder.class,
            List.of("agent", settings),
            () -> Addressed.responder(kind, Addressed.shown(url), make.get())));
  }

  /** What is known of a server stays when only the prompt changes. */
  private ProviderHttpClient client(PeerSettings peer, String model, Optional<Secret> key) {
    return made.one(
        ProviderHttpClient.class,
        List.of("agent's server", peer, model, key),
        () -> ProviderHttpClient.create(system, peer, metrics.providers()));
  }

  private boolean speculates(String kind, ConfigSection own) {
    return own.or(standards.section(kind)).flag(SPECULATE);
  }

  private Responder chat(ConfigSection own) {
    own.only(PeerReader.keys(
        "kind",
        FALLBACK,
        SPECULATE,
        "base-url",
        "api-key-env",
        "api-key-file",
        "model",
        "prompt",
        "max-tokens",
        "max-tokens-field",
        "temperature",
        "max-rounds",
        "thinks-first",
        "extra",
        KnowledgeReader.KEY,
        PriceReader.PRICE));
    ConfigSection block = own.or(standards.section(ChatResponder.KIND));
    Price price = PriceReader.read(made, block, PriceReader.CHAT);
    ChatSettings settings = new ChatSettings(
        PeerReader.peer(ChatResponder.KIND, block.text("base-url"), block),
        SecretReader.secret(block, "api-key"),
        block.text("model"),
        block.template("prompt"),
        block.number("max-tokens"),
        block.text("max-tokens-field"),
        block.has("temperature")
            ? OptionalDouble.of(block.fraction("temperature"))
            : OptionalDouble.empty(),
        block.number("max-rounds"),
        ThoughtsFirst.Setting.of(block.text("thinks-first")),
        extra(block, price).root().render(ConfigRenderOptions.concise()));
    ProviderHttpClient server = client(settings.peer(), settings.model(), settings.key());
    Optional<Retriever> known = block.has(KnowledgeReader.KEY)
        ? Optional.of(block.section(KnowledgeReader.KEY).check(knowledge::read))
        : Optional.empty();
    return at(
        ChatResponder.KIND,
        price,
        PeerReader.uri(block.text("base-url")),
        List.of(settings, known),
        () ->
            ChatResponder.create(settings, server, known, NanoClock.system(), metrics.providers()));
  }

  /** Whoever knows a price wants to know what was used: many servers tell it only when asked. */
  private static Config extra(ConfigSection block, Price price) {
    Config own = block.section("extra").config();
    return PriceReader.byTokens(price) ? own.withFallback(TELL_USAGE) : own;
  }

  private Responder webhook(ConfigSection own) {
    own.only(PeerReader.keys(
        "kind",
        FALLBACK,
        SPECULATE,
        "url",
        "token-env",
        "token-file",
        "signing-key-env",
        "signing-key-file",
        "interrupt-url",
        "max-rounds",
        PriceReader.PRICE));
    ConfigSection block = own.or(standards.section(WebhookResponder.KIND));
    String interrupts = block.text("interrupt-url", "");
    WebhookSettings settings = new WebhookSettings(
        PeerReader.peer(WebhookResponder.KIND, block.text("url"), block),
        SecretReader.secret(block, "token"),
        SecretReader.secret(block, "signing-key"),
        interrupts.isEmpty() ? Optional.empty() : Optional.of(PeerReader.uri(interrupts)),
        block.number("max-rounds"));
    ProviderHttpClient server = client(settings.peer(), "", settings.token());
    return at(
        WebhookResponder.KIND,
        PriceReader.read(made, block, PriceReader.BY_TIME),
        PeerReader.uri(block.text("url")),
        settings,
        () -> WebhookResponder.create(
            server, settings, InstantSource.system(), NanoClock.system(), metrics.providers()));
  }
}
