package talkspurt.provider.recorded;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.HashMap;
import java.util.Map;
import talkspurt.audio.AudioFrame;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Synthesizer;

/** Plays a recording for each sentence that has one, and leaves the others to a voice. */
public final class RecordedSynthesizer implements Synthesizer {

  private final Map<String, AudioFrame> recordings = new HashMap<>();
  private final Synthesizer voice;

  /**
   * @param recordings by the sentence they hold
   * @param voice for all other sentences
   */
  public RecordedSynthesizer(Map<String, AudioFrame> recordings, Synthesizer voice) {
    recordings.forEach((words, sound) -> this.recordings.put(plain(words), sound));
    this.voice = voice;
  }

  @Override
  public ProviderFailure failure(ProviderFailure.Kind kind, String detail) {
    return voice.failure(kind, detail);
  }

  @Override
  public Source<Sound, NotUsed> synthesize(Request request) {
    AudioFrame recording = recordings.get(plain(request.text()));
    return recording == null ? voice.synthesize(request) : Source.from(Pieces.of(recording));
  }

  private static String plain(String words) {
    return words.strip().replaceAll("\\s+", " ");
  }
}
