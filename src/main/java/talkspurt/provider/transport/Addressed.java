package talkspurt.provider.transport;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import java.net.URI;
import java.time.Duration;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Responder;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Tools;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;

/** Providers whose failures tell where they were asked. */
public final class Addressed {

  private Addressed() {}

  /**
   * Refuses what is no address of an HTTP server.
   *
   * @param secretsGo where secrets belong, which this must not hold
   * @throws IllegalArgumentException unless it is one
   */
  public static void checkHttp(URI url, String secretsGo) {
    String scheme = url.getScheme();
    if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException(
          "url is '" + url + "'; allowed: http://HOST… or https://HOST…");
    }
    if (url.getUserInfo() != null) {
      throw new IllegalArgumentException("url holds a password; allowed: " + secretsGo);
    }
  }

  /** An address as it may be shown: without user, password, query and fragment, which may be secret. */
  public static String shown(URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    return url.getHost() == null
        ? url.getScheme() + ":…"
        : url.getScheme() + "://" + url.getHost() + port + path;
  }

  /** An agent at this address; {@code name} is the adapter's in the settings. */
  public static Responder responder(String name, String address, Responder agent) {
    return new Responder() {
      @Override
      public Source<Part, NotUsed> respond(Request request, Tools tools) {
        return agent
            .respond(request, tools)
            .map(part -> part instanceof Part.Failed failed
                ? new Part.Failed(failed.failure().at(address))
                : part);
      }

      @Override
      public void interrupted(String call, Cut cut) {
        agent.interrupted(call, cut);
      }

      @Override
      public Duration takesNothingFor() {
        return agent.takesNothingFor();
      }

      @Override
      public ProviderFailure failure(ProviderFailure.Kind kind, String detail) {
        return new ProviderFailure(kind, name, detail, address);
      }
    };
  }

  /** A voice at this address; {@code name} is the adapter's in the settings. */
  public static Synthesizer synthesizer(String name, String address, Synthesizer voice) {
    return new Synthesizer() {
      @Override
      public Source<Sound, NotUsed> synthesize(Request request) {
        return voice
            .synthesize(request)
            .map(sound -> sound instanceof Sound.Failed failed
                ? new Sound.Failed(failed.failure().at(address))
                : sound);
      }

      @Override
      public ProviderFailure failure(ProviderFailure.Kind kind, String detail) {
        return new ProviderFailure(kind, name, detail, address);
      }
    };
  }

  /** A transcriber at this address. */
  public static Transcriber transcriber(String address, Transcriber transcriber) {
    return request -> transcriber
        .transcribe(request)
        .map(event -> event instanceof TranscriptEvent.Failed failed
            ? new TranscriptEvent.Failed(failed.utterance(), failed.failure().at(address))
            : event);
  }

  private static SpeechToSpeech.Output at(String address, SpeechToSpeech.Output said) {
    if (said instanceof SpeechToSpeech.Output.Failed failed) {
      return new SpeechToSpeech.Output.Failed(failed.failure().at(address));
    }
    return said instanceof SpeechToSpeech.Output.ReplyFailed failed
        ? new SpeechToSpeech.Output.ReplyFailed(failed.failure().at(address))
        : said;
  }

  /** A bot at this address. */
  public static SpeechToSpeech bot(String name, String address, SpeechToSpeech bot) {
    return new SpeechToSpeech() {
      @Override
      public Flow<Input, Output, NotUsed> converse(Request request) {
        return bot.converse(request).map(said -> at(address, said));
      }

      @Override
      public Duration takesNothingFor() {
        return bot.takesNothingFor();
      }

      @Override
      public ProviderFailure failure(ProviderFailure.Kind kind, String detail) {
        return new ProviderFailure(kind, name, detail, address);
      }
    };
  }
}
