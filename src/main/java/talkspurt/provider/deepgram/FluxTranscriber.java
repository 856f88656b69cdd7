package talkspurt.provider.deepgram;

import akka.NotUsed;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.Flow;
import java.net.URI;
import java.util.List;
import talkspurt.provider.SttInput;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.stt.SttSockets;

/** Speech to text by Deepgram's Flux, over {@code /v2/listen}. */
public final class FluxTranscriber implements Transcriber {

  static final String NAME = "deepgram-flux";

  private final FluxSettings settings;
  private final SttSockets sockets;

  /** A transcriber by this endpoint. */
  public FluxTranscriber(FluxSettings settings, SttSockets sockets) {
    this.settings = settings;
    this.sockets = sockets;
  }

  @Override
  public Flow<SttInput, TranscriptEvent, NotUsed> transcribe(Request request) {
    int rateHz = settings.socket().rateHz();
    int silence = (int) (settings.socket().chunk().toMillis() * rateHz / 1000);
    return sockets.flow(
        NAME,
        address(request.language()),
        List.of(RawHeader.create("Authorization", "Token " + settings.key().text())),
        request.meter(),
        () -> new FluxTalk(rateHz, silence),
        settings.socket());
  }

  /** The model for all languages is told which one to expect. */
  private URI address(String language) {
    ListenQuery query = new ListenQuery()
        .with("model", settings.model())
        .with("encoding", "linear16")
        .with("sample_rate", settings.socket().rateHz())
        .withEach("keyterm", settings.keyterms())
        .withAll(settings.parameters());
    return settings.model().endsWith("-multi")
        ? query.with("language_hint", language.split("-")[0]).of(settings.url())
        : query.of(settings.url());
  }
}
