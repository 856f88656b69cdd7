package talkspurt.provider.elevenlabs;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.Source;
import java.util.Map;
import java.util.function.Function;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.transport.VoiceServer;
import talkspurt.provider.tts.PcmReader;
import talkspurt.provider.tts.SoundStream;
import talkspurt.provider.tts.TtsHttp;
import talkspurt.provider.tts.TtsSockets;
import talkspurt.provider.tts.VoiceMarkup;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.ProviderMetrics;

/** Speaks by ElevenLabs. */
public final class ElevenLabsSynthesizer implements Synthesizer {

  private static final String KEY = "xi-api-key";

  /** How long the server keeps a socket on which nothing is said: its most. */
  private static final int INACTIVITY_S = 180;

  /** The header in which it tells what it takes for a sentence over HTTP. Over WebSockets it tells nothing. */
  private static final String CHARACTERS = "character-cost";

  private final String name;
  private final Function<Request, Source<Sound, NotUsed>> spoken;

  private ElevenLabsSynthesizer(String name, Function<Request, Source<Sound, NotUsed>> spoken) {
    this.name = name;
    this.spoken = spoken;
  }

  /** A voice by these settings. */
  public static Synthesizer create(
      ActorSystem<?> system,
      ElevenLabsSettings settings,
      NanoClock clock,
      ProviderMetrics metrics) {
    String name = settings.server().provider();
    if (settings.webSocket()) {
      TtsSockets sockets = TtsSockets.create(
          system,
          webSocket(settings),
          Map.of(KEY, settings.key()),
          () -> new ElevenLabsTalk(settings),
          clock,
          metrics);
      return new ElevenLabsSynthesizer(name, request -> sockets.say(request.text()));
    }
    TtsHttp http = TtsHttp.create(system, settings.server(), CHARACTERS, clock, metrics);
    return new ElevenLabsSynthesizer(
        name,
        request -> http.say(
            request,
            post(request.text(), settings),
            rate -> new PcmReader(name, rate.orElse(settings.rateHz()))));
  }

  private static VoiceServer webSocket(ElevenLabsSettings settings) {
    String query = "?model_id=" + settings.model() + "&output_format=pcm_" + settings.rateHz()
        + "&inactivity_timeout=" + INACTIVITY_S + "&auto_mode=true&sync_alignment=true"
        + (VoiceMarkup.phonemesOfElevenLabs(settings.model()) ? "&enable_ssml_parsing=true" : "")
        + (settings.language().isEmpty() ? "" : "&language_code=" + settings.language());
    return settings
        .server()
        .webSocket("/v1/text-to-speech/" + settings.voice() + "/multi-stream-input" + query);
  }

  private static HttpRequest post(String text, ElevenLabsSettings settings) {
    return HttpRequest.POST(settings.server().url() + "/v1/text-to-speech/" + settings.voice()
            + "/stream?output_format=pcm_" + settings.rateHz())
        .addHeader(RawHeader.create(KEY, settings.key().text()))
        .withEntity(ContentTypes.APPLICATION_JSON, ElevenLabsCodec.body(text, settings));
  }

  @Override
  public Source<Sound, NotUsed> synthesize(Request request) {
    return SoundStream.speakable(request.text())
        ? SoundStream.told(name, spoken.apply(request))
        : Source.empty();
  }
}
