package talkspurt.provider.openaispeech;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.Authorization;
import akka.stream.javadsl.Source;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalInt;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.transport.ProviderFault;
import talkspurt.provider.tts.PcmReader;
import talkspurt.provider.tts.SoundReader;
import talkspurt.provider.tts.SoundStream;
import talkspurt.provider.tts.TtsHttp;
import talkspurt.provider.tts.WavReader;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.ProviderMetrics;

/** Speaks by a server that is compatible to OpenAI's, one request a sentence. */
public final class OpenAiSpeechSynthesizer implements Synthesizer {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final OpenAiSpeechSettings settings;
  private final TtsHttp http;
  private final String name;

  private OpenAiSpeechSynthesizer(OpenAiSpeechSettings settings, TtsHttp http) {
    this.settings = settings;
    this.http = http;
    this.name = settings.server().provider();
  }

  /** A voice by these settings. */
  public static Synthesizer create(
      ActorSystem<?> system,
      OpenAiSpeechSettings settings,
      NanoClock clock,
      ProviderMetrics metrics) {
    return new OpenAiSpeechSynthesizer(
        settings, TtsHttp.create(system, settings.server(), clock, metrics));
  }

  @Override
  public Source<Sound, NotUsed> synthesize(Request request) {
    if (!SoundStream.speakable(request.text())) {
      return Source.empty();
    }
    if (request.text().length() > OpenAiSpeechSettings.MAX_CHARACTERS) {
      return SoundStream.told(
          name,
          Source.failed(ProviderFault.of(
              Kind.REJECTED_REQUEST,
              name,
              "a text of " + request.text().length() + " characters; allowed: "
                  + OpenAiSpeechSettings.MAX_CHARACTERS)));
    }
    return SoundStream.told(name, http.say(request, asked(request), this::reader));
  }

  private HttpRequest asked(Request request) {
    HttpRequest post = HttpRequest.POST(settings.server().url() + "/audio/speech")
        .withEntity(ContentTypes.APPLICATION_JSON, body(request));
    String key = settings.key().text();
    return key.isEmpty() ? post : post.addHeader(Authorization.oauth2(key));
  }

  private String body(Request request) {
    ObjectNode body = MAPPER
        .createObjectNode()
        .put("model", settings.model())
        .put("input", request.text())
        .put("voice", request.voice().isEmpty() ? settings.voice() : request.voice())
        .put("response_format", settings.wav() ? "wav" : "pcm");
    if (!settings.instructions().isEmpty()) {
      body.put("instructions", settings.instructions());
    }
    if (settings.speed() != 1) {
      body.put("speed", settings.speed());
    }
    return body.toString();
  }

  private SoundReader reader(OptionalInt rateHz) {
    return settings.wav()
        ? new WavReader(name)
        : new PcmReader(name, rateHz.orElse(settings.rateHz()));
  }
}
