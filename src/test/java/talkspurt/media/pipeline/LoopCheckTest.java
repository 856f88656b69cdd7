package talkspurt.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Fingerprints;
import talkspurt.fake.Sounds;
import talkspurt.media.playout.FingerprintTable;
import talkspurt.media.playout.FingerprintTable.Source;

class LoopCheckTest {

  private static final double NOW_MS = 1000;

  private final FingerprintTable table = new FingerprintTable();
  private final LoopCheck line = new LoopCheck(table.line());
  private final LoopCheck other = new LoopCheck(table.line());

  @ParameterizedTest
  @ValueSource(ints = {8000, 16_000, 32_000})
  void whatComesBackIsCountedByItsMarks(int rateHz) {
    AudioFrame sound = noise(rateHz, 1);
    line.sent(sound, NOW_MS);
    hear(sound);
    assertBack(most(sound) * 64_000.0 / rateHz, Source.THIS_LINE);
  }

  @Test
  void whatAnotherLineWasSentIsALoopThroughThatOne() {
    AudioFrame sound = noise(8000, 1);
    other.sent(sound, NOW_MS);
    hear(sound);
    assertBack(8.0 * most(sound), Source.ANOTHER_LINE);
  }

  @Test
  void whatNobodyWasSentIsNoLoop() {
    line.sent(noise(8000, 1), NOW_MS);
    hear(noise(8000, 2));
    assertThat(line.loop(1)).isEmpty();
  }

  @Test
  void whatWasSentLongAgoIsNoLoop() {
    AudioFrame sound = noise(8000, 1);
    line.sent(sound, NOW_MS);
    line.heard(sound, NOW_MS + 3000);
    assertThat(line.loop(1)).isEmpty();
  }

  @Test
  void theSameSoundOverAndOverCountsOnce() {
    AudioFrame tone = Sounds.tones(8000, 10_000, -10, 1000);
    line.sent(tone, NOW_MS);
    for (int n = 0; n < 5; n++) {
      hear(tone);
    }
    assertThat(line.loop(500)).isEmpty();
    AudioFrame shortSound = padded(Sounds.white(8000, 200, -20, 7));
    assertThat(most(shortSound)).isBetween(10L, 60L);
    line.sent(shortSound, NOW_MS);
    LoopCheck fresh = new LoopCheck(table.line());
    for (int n = 0; n < 5; n++) {
      fresh.heard(shortSound, NOW_MS);
    }
    assertThat(fresh.loop(8 * most(shortSound))).isPresent();
    assertThat(fresh.loop(8 * most(shortSound) + 1)).isEmpty();
  }

  @Test
  void aSoundIsNewAgainAfterSixtyFourOthers() {
    AudioFrame sound = noise(8000, 1);
    assertThat(least(sound)).isGreaterThan(64);
    line.sent(sound, NOW_MS);
    hear(sound);
    hear(sound);
    assertBack(16.0 * most(sound), Source.THIS_LINE);
  }

  @Test
  void aCallerWeighsTwiceAsMuchAsWhatComesBack() {
    AudioFrame sound = noise(8000, 1);
    AudioFrame caller = padded(Sounds.white(8000, 500, -20, 2));
    line.sent(sound, NOW_MS);
    hear(sound);
    hear(caller);
    double left = Arrays.stream(Fingerprints.Law.values())
        .mapToDouble(law -> 8.0 * marks(law, sound) - 16.0 * marks(law, caller))
        .max()
        .orElseThrow();
    assertThat(left).isGreaterThan(100);
    assertBack(left, Source.THIS_LINE);
  }

  @Test
  void aCallerWhoTalkedForLongDoesNotHideALoopThatBegins() {
    AudioFrame sound = noise(8000, 1);
    line.sent(sound, NOW_MS);
    for (int seed = 2; seed < 12; seed++) {
      hear(noise(8000, seed));
    }
    hear(sound);
    assertBack(8.0 * most(sound), Source.THIS_LINE);
  }

  @ParameterizedTest(name = "own {0} ms, the other''s {1} ms: {2}")
  @CsvSource({"2000, 1000, THIS_LINE", "1000, 2000, ANOTHER_LINE"})
  void theLineOfWhichMoreComesBackIsNamed(int ownMs, int othersMs, Source source) {
    AudioFrame own = padded(Sounds.white(8000, ownMs, -20, 1));
    AudioFrame others = padded(Sounds.white(8000, othersMs, -20, 2));
    line.sent(own, NOW_MS);
    other.sent(others, NOW_MS);
    hear(own);
    hear(others);
    assertThat(line.loop(1000)).hasValue(source);
  }

  @ParameterizedTest
  @EnumSource(Fingerprints.Law.class)
  void oneLawIsEnough(Fingerprints.Law law) {
    FingerprintTable.Line marks = table.line();
    AudioFrame sound = noise(8000, 1);
    new Fingerprints(law).take(sound.samples(), mark -> marks.sent(mark, NOW_MS));
    hear(sound);
    assertBack(8.0 * marks(law, sound), Source.ANOTHER_LINE);
  }

  private void assertBack(double ms, Source source) {
    assertThat(line.loop((long) Math.floor(ms))).hasValue(source);
    assertThat(line.loop((long) Math.floor(ms) + 1)).isEmpty();
  }

  private void hear(AudioFrame sound) {
    for (AudioFrame piece : Sounds.frames(sound)) {
      line.heard(piece, NOW_MS + 500);
    }
  }

  private static AudioFrame noise(int rateHz, long seed) {
    return padded(Sounds.white(rateHz, 12_000_000 / rateHz, -20, seed));
  }

  /** Between silences, so that its marks do not depend on what was heard before. */
  private static AudioFrame padded(AudioFrame sound) {
    AudioFrame silence = AudioFrame.silence(sound.rateHz());
    return Sounds.then(silence, sound, silence);
  }

  private static long most(AudioFrame sound) {
    return Arrays.stream(Fingerprints.Law.values())
        .mapToLong(law -> marks(law, sound))
        .max()
        .orElseThrow();
  }

  private static long least(AudioFrame sound) {
    return Arrays.stream(Fingerprints.Law.values())
        .mapToLong(law -> marks(law, sound))
        .min()
        .orElseThrow();
  }

  private static long marks(Fingerprints.Law law, AudioFrame sound) {
    long[] count = new long[1];
    new Fingerprints(law).take(sound.samples(), mark -> count[0]++);
    return count[0];
  }
}
