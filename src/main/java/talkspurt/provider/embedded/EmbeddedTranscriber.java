package talkspurt.provider.embedded;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import talkspurt.provider.SttInput;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;

/** Recognises the phrases of a profile, offline. */
final class EmbeddedTranscriber implements Transcriber {

  private final RecognizerPool pool;

  EmbeddedTranscriber(RecognizerPool pool) {
    this.pool = pool;
  }

  @Override
  public Flow<SttInput, TranscriptEvent, NotUsed> transcribe(Request request) {
    return Flow.fromGraph(new TranscribeStage(pool, request.phrases()));
  }
}
