package talkspurt.check;

import java.util.List;
import java.util.Optional;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Level;
import talkspurt.check.ProviderProbe.Timed;
import talkspurt.doctor.Finding;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Synthesizer.Sound;

/**
 * What a voice answered.
 *
 * @param sound what it said, where it was heard
 */
record VoiceAnswer(Finding finding, Optional<AudioFrame> sound) {

  private static final double QUIET_DBFS = -60;

  static VoiceAnswer of(ProviderProbe asking, Endpoint.Speaks voice, ProfileCheck.Words words) {
    ProviderProbe.Answer<Sound> answer = asking.all(voice
        .synthesizer()
        .synthesize(new Synthesizer.Request(words.language(), voice.voice(), words.say())));
    for (Timed<Sound> sound : answer.all()) {
      if (sound.what() instanceof Sound.Failed failed) {
        return silent(ProfileCheck.failed(voice.name(), failed.failure()));
      }
    }
    List<Timed<Sound>> sounds =
        answer.all().stream().filter(sound -> sound.what() instanceof Sound.Pcm).toList();
    if (answer.late() || sounds.isEmpty()) {
      String what = answer.late()
          ? "has not said all in " + asking.within().toSeconds() + " s"
          : "said nothing";
      return silent(Finding.fail(voice.name(), what, "is there such a voice and model?"));
    }
    AudioFrame whole = AudioFrame.joined(
        sounds.stream().map(sound -> ((Sound.Pcm) sound.what()).frame()).toList());
    double level = Level.dbfs(whole.samples());
    if (level < QUIET_DBFS) {
      return silent(Finding.fail(
          voice.name(),
          String.format("said %d ms at %.0f dBFS, which nobody hears", whole.durationMs(), level),
          "is what it sends 16-bit linear PCM, as the block says?"));
    }
    boolean timed = answer.all().stream().anyMatch(sound -> sound.what() instanceof Sound.Said);
    String text = String.format(
        "said “%s” in %d ms of sound at %d Hz, %.0f dBFS; first sound after %d ms, %s",
        words.say(),
        whole.durationMs(),
        whole.rateHz(),
        level,
        sounds.get(0).ms(),
        timed ? "tells when words are said" : "does not tell when words are said");
    return new VoiceAnswer(Finding.ok(voice.name(), text), Optional.of(whole));
  }

  private static VoiceAnswer silent(Finding finding) {
    return new VoiceAnswer(finding, Optional.empty());
  }
}
