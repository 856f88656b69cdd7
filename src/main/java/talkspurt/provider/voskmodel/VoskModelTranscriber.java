package talkspurt.provider.voskmodel;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import java.util.List;
import talkspurt.provider.SttInput;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;

/** Speech to text by a Vosk model in this process; which language it knows is the model's. */
public final class VoskModelTranscriber implements Transcriber {

  /** As the settings name it. */
  public static final String KIND = "vosk-model";

  private final VoskModelPool pool;

  private VoskModelTranscriber(VoskModelPool pool) {
    this.pool = pool;
  }

  /** A transcriber by this model, which is loaded when it is first needed, or asked for. */
  public static VoskModelTranscriber create(VoskModelSettings settings) {
    return create(settings, VoskLibrary::load);
  }

  static VoskModelTranscriber create(VoskModelSettings settings, SpeechModel.Loader loader) {
    return new VoskModelTranscriber(new VoskModelPool(settings, loader));
  }

  /** Begins to load the model in the background, so that no caller waits for it. */
  public void load() {
    pool.load();
  }

  @Override
  public Flow<SttInput, TranscriptEvent, NotUsed> transcribe(Request request) {
    List<String> phrases = pool.settings().phrasesOnly() ? request.phrases() : List.of();
    return Flow.fromGraph(new VoskModelStage(pool, phrases));
  }
}
