package talkspurt.provider.piper;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.stream.javadsl.Source;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.tts.SoundStream;
import talkspurt.provider.tts.TtsHttp;
import talkspurt.provider.tts.WavReader;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.ProviderMetrics;

/** Speaks by Piper, which synthesises a sentence as a whole and sends it as a WAV file. */
public final class PiperSynthesizer implements Synthesizer {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final PiperSettings settings;
  private final TtsHttp http;
  private final String name;

  private PiperSynthesizer(PiperSettings settings, TtsHttp http) {
    this.settings = settings;
    this.http = http;
    this.name = settings.server().provider();
  }

  /** A voice by these settings. */
  public static Synthesizer create(
      ActorSystem<?> system, PiperSettings settings, NanoClock clock, ProviderMetrics metrics) {
    return new PiperSynthesizer(
        settings, TtsHttp.create(system, settings.server(), clock, metrics));
  }

  @Override
  public Source<Sound, NotUsed> synthesize(Request request) {
    if (!SoundStream.speakable(request.text())) {
      return Source.empty();
    }
    return SoundStream.told(name, http.say(request, asked(request), rate -> new WavReader(name)));
  }

  private HttpRequest asked(Request request) {
    return settings.older()
        ? HttpRequest.POST(settings.server().url() + "/")
            .withEntity(ContentTypes.TEXT_PLAIN_UTF8, request.text())
        : HttpRequest.POST(settings.server().url() + "/synthesize")
            .withEntity(ContentTypes.APPLICATION_JSON, body(request));
  }

  private String body(Request request) {
    ObjectNode body = MAPPER.createObjectNode().put("text", request.text());
    String voice = request.voice().isEmpty() ? settings.voice() : request.voice();
    if (!voice.isEmpty()) {
      body.put("voice", voice);
    }
    if (!settings.speaker().isEmpty()) {
      body.put("speaker", settings.speaker());
    }
    if (settings.lengthScale() != 0) {
      body.put("length_scale", settings.lengthScale());
    }
    return body.toString();
  }
}
