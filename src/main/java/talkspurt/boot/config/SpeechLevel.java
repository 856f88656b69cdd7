package talkspurt.boot.config;

import java.util.List;
import java.util.Optional;
import talkspurt.audio.AudioFrame;
import talkspurt.media.profile.Prompt;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.tts.LevelledSynthesizer;
import talkspurt.provider.tts.VoiceGain;

/** How loud all voices and recordings are to be: {@code media.playout.level}. */
final class SpeechLevel {

  private static final String ALLOWED = "off, or -35dBov to -15dBov";
  private static final double LEAST_DBOV = -35;
  private static final double MOST_DBOV = -15;

  private final Optional<Double> targetDbov;

  private SpeechLevel(Optional<Double> targetDbov) {
    this.targetDbov = targetDbov;
  }

  static SpeechLevel read(ConfigSection root) {
    return root.section("media").section("playout").check(SpeechLevel::of);
  }

  private static SpeechLevel of(ConfigSection block) {
    Optional<Double> level = BackgroundReader.level(block, "level", ALLOWED);
    level.ifPresent(dbov -> {
      if (!(dbov >= LEAST_DBOV && dbov <= MOST_DBOV)) {
        throw new IllegalArgumentException(
            "level is '" + block.text("level") + "'; allowed: " + ALLOWED);
      }
    });
    return new SpeechLevel(level);
  }

  /** A voice that comes to that level as it speaks. */
  Synthesizer voice(Synthesizer voice, ProviderStore.Reading made) {
    return targetDbov
        .<Synthesizer>map(dbov -> made.one(
            LevelledSynthesizer.class,
            List.of("levelled", voice, dbov),
            () -> new LevelledSynthesizer(voice, dbov)))
        .orElse(voice);
  }

  /** A recording at that level. */
  AudioFrame recording(AudioFrame recording) {
    return targetDbov.map(dbov -> VoiceGain.levelled(recording, dbov)).orElse(recording);
  }

  /** A whole sentence at that level. */
  List<Synthesizer.Sound> sentence(List<Synthesizer.Sound> sentence) {
    return targetDbov.map(dbov -> VoiceGain.levelled(sentence, dbov)).orElse(sentence);
  }

  /** Something to be said, at that level where it is a recording. */
  Prompt prompt(Prompt prompt) {
    return prompt instanceof Prompt.Play play
        ? new Prompt.Play(recording(play.recording()), play.words())
        : prompt;
  }
}
