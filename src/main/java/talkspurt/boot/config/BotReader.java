package talkspurt.boot.config;

import akka.actor.typed.ActorSystem;
import akka.pattern.CircuitBreaker;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import talkspurt.provider.Price;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.bot.AudibleBot;
import talkspurt.provider.mediastream.MediaStreamSettings;
import talkspurt.provider.realtime.RealtimeBot;
import talkspurt.provider.realtime.RealtimeSettings;
import talkspurt.provider.realtime.SessionAudio;
import talkspurt.provider.transport.Addressed;
import talkspurt.provider.transport.BreakerSettings;
import talkspurt.provider.transport.Breakers;
import talkspurt.provider.transport.Metered;
import talkspurt.provider.transport.Secret;
import talkspurt.provider.transport.WebSocketClient;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

/** Reads the {@code bot} block of a profile, and makes the bot it names. */
final class BotReader {

  /**
   * A bot of a profile.
   *
   * @param interruptible whether our hearing may stop it
   * @param session whether it has a session that can be changed in mid-call, and tools
   */
  record Made(SpeechToSpeech speech, boolean interruptible, boolean session) {}

  private static final String TRANSCRIPTION_PRICE = "transcription-price";
  private static final String MEDIA_STREAM = "media-stream";
  private static final String REALTIME = "openai-realtime";

  private final ConfigSection mediaStreams;
  private final ConfigSection realtime;
  private final Function<MediaStreamSettings, SpeechToSpeech> streams;
  private final ActorSystem<?> system;
  private final WebSocketClient client;
  private final Metrics metrics;
  private final ProviderStore.Reading made;

  /**
   * A reader with the defaults of {@code talkspurt}.
   *
   * @param streams makes a bot that is spoken to by Media Streams
   * @param made where bots are, and come to
   */
  BotReader(
      ConfigSection root,
      Function<MediaStreamSettings, SpeechToSpeech> streams,
      ActorSystem<?> system,
      Metrics metrics,
      ProviderStore.Reading made) {
    this.made = made;
    this.mediaStreams = root.section("media-stream");
    this.realtime = root.section("bots").section(REALTIME);
    this.streams = streams;
    this.system = system;
    this.client = WebSocketClient.create(system);
    this.metrics = metrics;
  }

  Made read(ConfigSection block) {
    String kind = block.text("kind");
    if (kind.equals(MEDIA_STREAM)) {
      block.only("kind", "url", "parameters", "headers", "interrupt", PriceReader.PRICE);
      Price price = PriceReader.read(made, block.or(mediaStreams), PriceReader.BY_TIME);
      MediaStreamSettings settings = block.check(this::mediaStream);
      return new Made(
          at(MEDIA_STREAM, price, block.text("url"), settings, () -> streams.apply(settings)),
          block.has("interrupt") && block.flag("interrupt"),
          false);
    }
    if (kind.equals(REALTIME)) {
      Set<String> keys = new TreeSet<>(realtime.keys());
      keys.add("kind");
      block.only(keys.toArray(String[]::new));
      RealtimeSettings settings = block.or(realtime).check(this::realtime);
      CircuitBreaker breaker = breaker(settings.url(), block.or(realtime));
      SpeechToSpeech bot = at(
          REALTIME,
          PriceReader.read(made, block.or(realtime), PriceReader.REALTIME),
          settings.url().toString(),
          List.of(settings, breaker),
          () -> new RealtimeBot(settings, client, breaker, NanoClock.system(), metrics.bots()));
      return new Made(transcribed(bot, block.or(realtime)), true, true);
    }
    throw new IllegalArgumentException(
        block.path() + ".kind is " + kind + "; allowed: " + MEDIA_STREAM + ", " + REALTIME);
  }

  /** What it takes to write down the caller's words has a price of its own: another model does that. */
  private SpeechToSpeech transcribed(SpeechToSpeech bot, ConfigSection block) {
    Price price = PriceReader.read(
        made.prices(), block.section(TRANSCRIPTION_PRICE), PriceReader.TRANSCRIBER);
    return PriceReader.priced(
        made, SpeechToSpeech.class, Metered::botBeside, RealtimeBot.TRANSCRIPTION, price, bot);
  }

  /** What a Realtime bot is to be, as its profile says; empty for others. */
  String instructions(ConfigSection block) {
    return block.text("kind").equals(REALTIME) ? block.or(realtime).text("instructions") : "";
  }

  /** Whether the bot tells what its callers say. */
  boolean tellsWords(ConfigSection block) {
    return block.text("kind").equals(REALTIME)
        && !block.or(realtime).text("transcription-model").isEmpty();
  }

  /** The bot of these settings, one for all profiles that say the same. */
  private SpeechToSpeech at(
      String kind, Price price, String url, Object settings, Supplier<SpeechToSpeech> make) {
    new ProviderFigures(metrics).bot(kind);
    return PriceReader.priced(
        made,
        SpeechToSpeech.class,
        Metered::bot,
        kind,
        price,
        made.one(
            SpeechToSpeech.class,
            List.of("bot", settings),
            () -> new AudibleBot(
                Addressed.bot(kind, Addressed.shown(url(url)), Metered.bot(make.get())))));
  }

  private MediaStreamSettings mediaStream(ConfigSection bot) {
    return new MediaStreamSettings(
        url(bot.text("url")),
        bot.has("parameters") ? bot.section("parameters").templates() : Map.of(),
        bot.has("headers") ? secrets(bot.section("headers")) : Map.of(),
        mediaStreams.duration("connect-timeout"),
        mediaStreams.number("max-message-bytes"),
        mediaStreams.number("max-unreadable"));
  }

  private RealtimeSettings realtime(ConfigSection bot) {
    return new RealtimeSettings(
        url(bot.text("url")),
        SecretReader.secret(bot, "api-key"),
        bot.flag("beta"),
        bot.text("model"),
        bot.text("voice"),
        bot.template("instructions"),
        bot.template("greeting"),
        bot.template("reprompt"),
        bot.flag("greets"),
        SessionAudio.of(bot.text("audio")),
        new RealtimeSettings.Detection(
            bot.text("turn-detection"),
            bot.fraction("vad-threshold"),
            bot.duration("vad-prefix-padding"),
            bot.duration("vad-silence"),
            bot.text("eagerness")),
        new RealtimeSettings.Transcription(
            bot.text("transcription-model"),
            bot.text("transcription-language"),
            bot.text("transcription-prompt")),
        bot.text("noise-reduction"),
        bot.fraction("speed"),
        bot.number("max-output-tokens"),
        new RealtimeSettings.Limits(
            bot.duration("connect-timeout"),
            bot.duration("answer-timeout"),
            bot.number("reconnects"),
            bot.duration("back-off"),
            bot.duration("pre-roll"),
            bot.duration("max-kept"),
            bot.duration("renew-after"),
            bot.duration("renew-by"),
            bot.duration("max-wait"),
            bot.duration("key-pause"),
            bot.number("max-memory"),
            bot.number("max-unreadable")));
  }

  /** One for each server, whatever profiles use it. */
  private CircuitBreaker breaker(URI url, ConfigSection bot) {
    BreakerSettings settings = bot.check(PeerReader::breaker);
    return made.one(
        CircuitBreaker.class,
        List.of("bot breaker", url, settings),
        () -> Breakers.breaker(
            system, "bot", REALTIME, settings, Duration.ZERO, metrics.providers()));
  }

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException wrong) {
      throw new IllegalArgumentException(
          "url is not one; allowed: ws://host/path or wss://host/path", wrong);
    }
  }

  private static Map<String, Secret> secrets(ConfigSection block) {
    Map<String, Secret> all = new HashMap<>();
    block.texts().forEach((name, value) -> all.put(name, new Secret(value)));
    return all;
  }
}
