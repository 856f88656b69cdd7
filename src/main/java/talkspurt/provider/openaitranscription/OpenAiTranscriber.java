package talkspurt.provider.openaitranscription;

import akka.NotUsed;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.Flow;
import java.net.URI;
import java.util.List;
import talkspurt.provider.SttInput;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.stt.SttSockets;

/** Speech to text by transcription sessions of OpenAI's Realtime API. */
public final class OpenAiTranscriber implements Transcriber {

  static final String NAME = "openai-realtime";

  private final TranscriptionSettings settings;
  private final SttSockets sockets;

  /** A transcriber by this server. */
  public OpenAiTranscriber(TranscriptionSettings settings, SttSockets sockets) {
    this.settings = settings;
    this.sockets = sockets;
  }

  /** The model is named in the session; with one in the address it would be a conversation. */
  @Override
  public Flow<SttInput, TranscriptEvent, NotUsed> transcribe(Request request) {
    String known = request.detects() ? "" : request.language().split("-")[0];
    String language = settings.language().isEmpty() ? known : settings.language();
    String session = SessionCodec.session(
        settings.model(), language, settings.prompt(), settings.noiseReduction());
    return sockets.flow(
        NAME,
        URI.create(settings.url() + "?intent=transcription"),
        headers(),
        request.meter(),
        () -> new SessionTalk(session),
        settings.socket());
  }

  private List<HttpHeader> headers() {
    return settings
        .key()
        .map(key -> List.<HttpHeader>of(RawHeader.create("Authorization", "Bearer " + key.text())))
        .orElse(List.of());
  }
}
