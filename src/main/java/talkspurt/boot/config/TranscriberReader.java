package talkspurt.boot.config;

import akka.actor.typed.ActorSystem;
import akka.pattern.CircuitBreaker;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import talkspurt.provider.Price;
import talkspurt.provider.Transcriber;
import talkspurt.provider.deepgram.DeepgramTranscriber;
import talkspurt.provider.deepgram.FluxSettings;
import talkspurt.provider.deepgram.FluxTranscriber;
import talkspurt.provider.deepgram.ListenSettings;
import talkspurt.provider.embedded.EmbeddedProviders;
import talkspurt.provider.openaitranscription.OpenAiTranscriber;
import talkspurt.provider.openaitranscription.TranscriptionSettings;
import talkspurt.provider.stt.FallbackTranscriber;
import talkspurt.provider.stt.FallbackTranscriber.Link;
import talkspurt.provider.stt.SttSocketSettings;
import talkspurt.provider.stt.SttSockets;
import talkspurt.provider.transport.Addressed;
import talkspurt.provider.transport.BreakerSettings;
import talkspurt.provider.transport.Breakers;
import talkspurt.provider.transport.Metered;
import talkspurt.provider.vosk.VoskSettings;
import talkspurt.provider.vosk.VoskTranscriber;
import talkspurt.provider.voskmodel.VoskModelSettings;
import talkspurt.provider.voskmodel.VoskModelTranscriber;
import talkspurt.provider.whisper.WhisperSettings;
import talkspurt.provider.whisper.WhisperTranscriber;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

/**
 * Reads {@code transcriber} blocks of profiles, and makes what they name. What a block does not say
 * is taken from the block of its kind in {@code talkspurt.transcribers}.
 */
final class TranscriberReader {

  private static final String EMBEDDED = "embedded";
  private static final int MAX_FALLBACKS = 3;

  /** For servers that keep a quiet connection without a word of ours. */
  private static final Duration NOTHING_SENT = Duration.ofMinutes(1);

  private final ConfigSection defaults;
  private final EmbeddedProviders embedded;
  private final ActorSystem<?> system;
  private final Metrics metrics;
  private final ProviderFigures figures;
  private final SttSockets sockets;
  private final ProviderStore.Reading made;

  /**
   * A reader with the defaults of {@code talkspurt}.
   *
   * @param made where transcribers are, and come to
   */
  TranscriberReader(
      ConfigSection root,
      EmbeddedProviders embedded,
      ActorSystem<?> system,
      Metrics metrics,
      ProviderStore.Reading made) {
    this.made = made;
    this.defaults = root.section("transcribers");
    this.embedded = embedded;
    this.system = system;
    this.metrics = metrics;
    this.figures = new ProviderFigures(metrics);
    this.sockets = SttSockets.create(system, metrics.providers());
  }

  /** What a block names, with its fallbacks. */
  Transcriber read(ConfigSection block) {
    List<Link> links = new ArrayList<>();
    for (ConfigSection next : block.chain("fallback")) {
      if (links.size() > MAX_FALLBACKS) {
        next.tell("is one too many; allowed: " + MAX_FALLBACKS + " in a row");
        break;
      }
      links.add(link(next));
    }
    Duration maxKept = defaults.duration("max-kept");
    return made.one(
        Transcriber.class,
        List.of("transcribers", links, maxKept),
        () -> new FallbackTranscriber(links, maxKept, NanoClock.system(), metrics.providers()));
  }

  /** Whether the embedded recogniser is the first to be asked. */
  static boolean isEmbedded(ConfigSection block) {
    return block.text("kind").equals(EMBEDDED);
  }

  /** Whether the embedded recogniser may be asked, which knows one dictionary. */
  static boolean asksEmbedded(ConfigSection block) {
    return isEmbedded(block) || block.has("fallback") && asksEmbedded(block.section("fallback"));
  }

  private Link link(ConfigSection own) {
    String kind = own.text("kind");
    if (kind.equals(EMBEDDED)) {
      figures.transcriber(kind);
      own.only("kind", "fallback", PriceReader.PRICE);
      Transcriber counted = made.one(
          Transcriber.class,
          List.of("transcriber", kind),
          () -> Metered.transcriber(embedded.transcriber()));
      return new Link(kind, priced(kind, own, counted), breaker(kind, kind));
    }
    if (!kinds().contains(kind)) {
      own.tell("kind", "is " + kind + Nearest.hint(kind, allKinds()) + "; allowed: " + allKinds());
      throw StartFailure.alreadyTold(own.path());
    }
    Set<String> keys = new TreeSet<>(defaults.section(kind).keys());
    keys.add("kind");
    keys.add("fallback");
    own.only(keys.toArray(String[]::new));
    ConfigSection whole = own.or(defaults.section(kind));
    figures.transcriber(kind);
    return new Link(
        kind,
        priced(kind, whole, whole.check(block -> transcriber(kind, block))),
        breaker(kind, kind + " " + endpoint(whole)));
  }

  private static String endpoint(ConfigSection block) {
    String url = block.text("url", block.text("base-url", ""));
    return url.isEmpty() ? block.text("model", "") : url;
  }

  private Transcriber transcriber(String kind, ConfigSection block) {
    return switch (kind) {
      case "vosk" -> vosk(block);
      case VoskModelTranscriber.KIND -> voskModel(block);
      case "deepgram" -> deepgram(block);
      case "deepgram-flux" -> flux(block);
      case "openai-realtime" -> realtime(block);
      case "whisper" -> whisper(block);
      default -> throw new AssertionError(kind);
    };
  }

  private Transcriber kept(URI url, Object settings, Supplier<Transcriber> make) {
    return made.one(
        Transcriber.class,
        List.of("transcriber", settings),
        () -> Addressed.transcriber(Addressed.shown(url), make.get()));
  }

  private Transcriber priced(String kind, ConfigSection block, Transcriber transcriber) {
    Price price = PriceReader.read(made, block, PriceReader.TRANSCRIBER);
    return PriceReader.priced(
        made, Transcriber.class, Metered::transcriber, kind, price, transcriber);
  }

  private Transcriber vosk(ConfigSection block) {
    VoskSettings settings = new VoskSettings(
        url(block, "url", "ws", "wss"),
        block.flag("phrases-only"),
        block.number("max-unanswered"),
        socket(block, NOTHING_SENT));
    return kept(settings.url(), settings, () -> new VoskTranscriber(settings, sockets));
  }

  private Transcriber voskModel(ConfigSection block) {
    VoskModelSettings settings = new VoskModelSettings(
        Path.of(block.text("model")),
        block.flag("phrases-only"),
        block.number("threads"),
        block.number("max-utterances"),
        block.duration("answer-timeout"),
        block.duration("longest-utterance"));
    boolean loads = !block.faults().collects();
    return made.one(Transcriber.class, List.of("transcriber", settings), () -> {
      VoskModelTranscriber model = VoskModelTranscriber.create(settings);
      if (loads) {
        model.load();
      }
      return Addressed.transcriber(settings.model().toString(), Metered.transcriber(model));
    });
  }

  private Transcriber deepgram(ConfigSection block) {
    ListenSettings settings = new ListenSettings(
        url(block, "url", "ws", "wss"),
        SecretReader.needed(block, "api-key", System.getenv()),
        block.text("model"),
        block.text("language"),
        block.texts("keyterms"),
        block.duration("endpointing"),
        block.texts("parameters"),
        block.texts("redact"),
        socket(block, block.duration("keep-alive-every")));
    return kept(settings.url(), settings, () -> new DeepgramTranscriber(settings, sockets));
  }

  private Transcriber flux(ConfigSection block) {
    FluxSettings settings = new FluxSettings(
        url(block, "url", "ws", "wss"),
        SecretReader.needed(block, "api-key", System.getenv()),
        block.text("model"),
        block.texts("keyterms"),
        block.texts("parameters"),
        socket(block, block.duration("chunk")));
    return kept(settings.url(), settings, () -> new FluxTranscriber(settings, sockets));
  }

  private Transcriber realtime(ConfigSection block) {
    TranscriptionSettings settings = new TranscriptionSettings(
        url(block, "url", "ws", "wss"),
        SecretReader.secret(block, "api-key"),
        block.text("model"),
        block.text("language"),
        block.text("prompt"),
        block.text("noise-reduction"),
        socket(block, NOTHING_SENT));
    return kept(settings.url(), settings, () -> new OpenAiTranscriber(settings, sockets));
  }

  private Transcriber whisper(ConfigSection block) {
    WhisperSettings settings = new WhisperSettings(
        url(block, "base-url", "http", "https"),
        SecretReader.secret(block, "api-key"),
        block.text("model"),
        block.text("language"),
        block.text("prompt"),
        block.duration("connect-timeout"),
        block.duration("answer-timeout"),
        block.number("retries"),
        block.number("max-requests"),
        block.duration("longest-utterance"));
    return kept(settings.baseUrl(), settings, () -> new WhisperTranscriber(settings, system));
  }

  private static SttSocketSettings socket(ConfigSection block, Duration keepAliveEvery) {
    return new SttSocketSettings(
        block.number("sample-rate"),
        block.duration("chunk"),
        block.duration("connect-timeout"),
        block.duration("answer-timeout"),
        keepAliveEvery,
        block.number("reconnects"),
        block.duration("back-off"),
        block.duration("max-kept"));
  }

  private static URI url(ConfigSection block, String key, String plain, String secure) {
    String text = block.text(key);
    try {
      URI url = URI.create(text);
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      boolean known = scheme.equals(plain) || scheme.equals(secure);
      if (known
          && url.getHost() != null
          && url.getRawQuery() == null
          && url.getUserInfo() == null) {
        return url;
      }
    } catch (IllegalArgumentException wrong) {
      // told below
    }
    throw new IllegalArgumentException(key + " is '" + text + "'; allowed: " + plain + "://… or "
        + secure + "://…, without a query or a password");
  }

  /** One for each endpoint, whatever profiles use it. */
  private CircuitBreaker breaker(String name, String endpoint) {
    BreakerSettings settings = defaults.check(PeerReader::breaker);
    return made.one(
        CircuitBreaker.class,
        List.of("transcriber breaker", endpoint, settings),
        () -> Breakers.breaker(
            system, "transcriber", name, settings, Duration.ZERO, metrics.providers()));
  }

  private Set<String> allKinds() {
    Set<String> kinds = kinds();
    kinds.add(EMBEDDED);
    return kinds;
  }

  /** The blocks; the other keys are of all kinds. */
  private Set<String> kinds() {
    Set<String> kinds = new TreeSet<>(defaults.keys());
    kinds.removeAll(Set.of("max-kept", "rests-after", "rests-for"));
    return kinds;
  }
}
