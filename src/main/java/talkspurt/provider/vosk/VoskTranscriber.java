package talkspurt.provider.vosk;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import java.util.List;
import talkspurt.provider.SttInput;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.stt.SttSockets;

/** Speech to text by a Vosk server; which language it knows is its model's. */
public final class VoskTranscriber implements Transcriber {

  static final String NAME = "vosk";

  private final VoskSettings settings;
  private final SttSockets sockets;

  /** A transcriber by this server. */
  public VoskTranscriber(VoskSettings settings, SttSockets sockets) {
    this.settings = settings;
    this.sockets = sockets;
  }

  @Override
  public Flow<SttInput, TranscriptEvent, NotUsed> transcribe(Request request) {
    List<String> phrases = settings.phrasesOnly() ? request.phrases() : List.of();
    String config = VoskCodec.config(settings.socket().rateHz(), phrases);
    return sockets.flow(
        NAME,
        settings.url(),
        List.of(),
        request.meter(),
        () -> new VoskTalk(config, settings.maxUnanswered()),
        settings.socket());
  }
}
