package talkspurt.provider.tts;

import akka.NotUsed;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import talkspurt.audio.ActiveLevel;
import talkspurt.audio.Gain;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Synthesizer;

/** A voice that is as loud as others ({@link VoiceGain}). Thread-safe. */
public final class LevelledSynthesizer implements Synthesizer {

  private final Synthesizer voice;
  private final double targetDbov;
  private final Map<String, VoiceGain> gains = new ConcurrentHashMap<>();

  /** A voice that is to have this active speech level. */
  public LevelledSynthesizer(Synthesizer voice, double targetDbov) {
    this.voice = voice;
    this.targetDbov = targetDbov;
  }

  @Override
  public Source<Sound, NotUsed> synthesize(Request request) {
    VoiceGain gain = gains.computeIfAbsent(request.voice(), name -> new VoiceGain(targetDbov));
    return voice
        .synthesize(request)
        .statefulMap(
            () -> new Sentence(gain),
            (sentence, sound) -> Pair.create(sentence, sentence.levelled(sound)),
            sentence -> {
              sentence.over();
              return Optional.empty();
            });
  }

  @Override
  public ProviderFailure failure(Kind kind, String detail) {
    return voice.failure(kind, detail);
  }

  private static final class Sentence {

    private final ActiveLevel level = new ActiveLevel();
    private final VoiceGain voice;
    private final Gain gain;

    Sentence(VoiceGain voice) {
      this.voice = voice;
      this.gain = voice.next();
    }

    Sound levelled(Sound sound) {
      if (sound instanceof Sound.Pcm pcm) {
        level.hear(pcm.frame());
        return new Sound.Pcm(gain.of(pcm.frame()));
      }
      return sound;
    }

    void over() {
      voice.heard(level, gain);
    }
  }
}
