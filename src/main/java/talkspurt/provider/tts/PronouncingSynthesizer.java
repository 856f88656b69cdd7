package talkspurt.provider.tts;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.List;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Synthesizer;
import talkspurt.text.SpokenForm;

/**
 * A voice that is given words as they are to be spoken. Whoever asks it reads and tells of them as they are
 * written.
 */
public final class PronouncingSynthesizer implements Synthesizer {

  /** How a sentence is spoken. */
  public interface Pronunciation {

    /** A written sentence as the voice is given it; {@code language} is a BCP 47 tag. */
    SpokenForm of(String written, String language);
  }

  private final Synthesizer voice;
  private final Pronunciation pronunciation;

  /** A voice with a pronunciation. */
  public PronouncingSynthesizer(Synthesizer voice, Pronunciation pronunciation) {
    this.voice = voice;
    this.pronunciation = pronunciation;
  }

  @Override
  public Source<Sound, NotUsed> synthesize(Request request) {
    if (!SoundStream.speakable(request.text())) {
      return voice.synthesize(request); // markup has letters, and would be waited for in vain
    }
    SpokenForm spoken = pronunciation.of(request.text(), request.language());
    if (spoken.asWritten()) {
      return voice.synthesize(request);
    }
    return voice
        .synthesize(
            new Request(request.language(), request.voice(), spoken.text(), request.meter()))
        .statefulMapConcat(() -> asWritten(spoken));
  }

  private static akka.japi.function.Function<Sound, Iterable<Sound>> asWritten(SpokenForm spoken) {
    boolean[] begun = new boolean[1];
    return sound -> {
      if (sound instanceof Sound.Said said) {
        return List.of(new Sound.Said(spoken.written(said.characters()), said.ms()));
      }
      if (begun[0] || !(sound instanceof Sound.Pcm)) {
        return List.of(sound);
      }
      begun[0] = true;
      return List.of(sound, new Sound.Given(spoken.withoutTags()));
    };
  }

  @Override
  public ProviderFailure failure(Kind kind, String detail) {
    return voice.failure(kind, detail);
  }
}
