package talkspurt.provider.deepgram;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.Source;
import java.util.Map;
import java.util.function.Function;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.transport.Secret;
import talkspurt.provider.tts.PcmReader;
import talkspurt.provider.tts.SoundStream;
import talkspurt.provider.tts.TtsHttp;
import talkspurt.provider.tts.TtsSockets;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.ProviderMetrics;

/** Speaks by Deepgram. */
public final class DeepgramSynthesizer implements Synthesizer {

  private static final String KEY = "Authorization";

  /** The header in which it tells what it takes for a sentence over HTTP. Over WebSockets it tells nothing. */
  private static final String CHARACTERS = "dg-char-count";

  private final String name;
  private final Function<Request, Source<Sound, NotUsed>> spoken;

  private DeepgramSynthesizer(String name, Function<Request, Source<Sound, NotUsed>> spoken) {
    this.name = name;
    this.spoken = spoken;
  }

  /** A voice by these settings. */
  public static Synthesizer create(
      ActorSystem<?> system,
      DeepgramVoiceSettings settings,
      NanoClock clock,
      ProviderMetrics metrics) {
    String name = settings.server().provider();
    String path = "/v1/speak?model=" + settings.model() + "&encoding=linear16&sample_rate="
        + settings.rateHz();
    String token = "Token " + settings.key().text();
    if (settings.webSocket()) {
      TtsSockets sockets = TtsSockets.create(
          system,
          settings.server().webSocket(path),
          Map.of(KEY, new Secret(token)),
          () -> new DeepgramTalk(settings),
          clock,
          metrics);
      return new DeepgramSynthesizer(name, request -> sockets.say(request.text()));
    }
    TtsHttp http = TtsHttp.create(system, settings.server(), CHARACTERS, clock, metrics);
    return new DeepgramSynthesizer(
        name,
        request -> http.say(
            request,
            HttpRequest.POST(settings.server().url() + path + "&container=none")
                .addHeader(RawHeader.create(KEY, token))
                .withEntity(ContentTypes.APPLICATION_JSON, SpeakCodec.body(request.text())),
            rate -> new PcmReader(name, rate.orElse(settings.rateHz()))));
  }

  @Override
  public Source<Sound, NotUsed> synthesize(Request request) {
    return SoundStream.speakable(request.text())
        ? SoundStream.told(name, spoken.apply(request))
        : Source.empty();
  }
}
