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

/** Speech to text by Deepgram, over {@code /v1/listen}. */
public final class DeepgramTranscriber implements Transcriber {

  static final String NAME = "deepgram";

  /** What Deepgram calls it to find out, word by word, which language is spoken. */
  private static final String DETECTED = "multi";

  private final ListenSettings settings;
  private final SttSockets sockets;

  /** A transcriber by this endpoint. */
  public DeepgramTranscriber(ListenSettings settings, SttSockets sockets) {
    this.settings = settings;
    this.sockets = sockets;
  }

  @Override
  public Flow<SttInput, TranscriptEvent, NotUsed> transcribe(Request request) {
    return sockets.flow(
        NAME,
        address(settings, request.detects() ? DETECTED : request.language()),
        List.of(RawHeader.create("Authorization", "Token " + settings.key().text())),
        request.meter(),
        () -> new ListenTalk(settings.socket().rateHz(), !settings.redact().isEmpty()),
        settings.socket());
  }

  /** The address with all that is asked for. */
  private static URI address(ListenSettings settings, String language) {
    // older models call them keywords, and take no phrases
    String term = settings.model().startsWith("nova-3") ? "keyterm" : "keywords";
    return new ListenQuery()
        .with("model", settings.model())
        .with("language", settings.language().isEmpty() ? language : settings.language())
        .with("encoding", "linear16")
        .with("sample_rate", settings.socket().rateHz())
        .with("channels", 1)
        .with("interim_results", true)
        .with(
            "endpointing",
            settings.endpointing().isZero() ? false : settings.endpointing().toMillis())
        .withEach(term, settings.keyterms())
        .withEach("redact", settings.redact())
        .withAll(settings.parameters())
        .of(settings.url());
  }
}
