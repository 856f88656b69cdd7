package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import talkspurt.fake.Sounds;

class FingerprintsTest {

  @ParameterizedTest
  @EnumSource(Fingerprints.Law.class)
  void aSoundHasTheSameMarksWhereverItBeginsAndHoweverItIsCut(Fingerprints.Law law) {
    short[] sound = Sounds.pink(8000, 4000, -20, 1).samples();
    Set<Long> whole = new HashSet<>(marks(law, sound));
    assertThat(whole.size()).isBetween(350, 650);
    Random random = new Random(2);
    for (int n = 0; n < 20; n++) {
      int from = random.nextInt(sound.length / 2);
      Fingerprints marks = new Fingerprints(law);
      List<Long> cut = new ArrayList<>();
      marks.take(Arrays.copyOfRange(sound, from, from + 32), mark -> {});
      for (int at = from + 32; at < sound.length; ) {
        int to = Math.min(sound.length, at + 1 + random.nextInt(500));
        marks.take(Arrays.copyOfRange(sound, at, to), cut::add);
        at = to;
      }
      assertThat(cut).hasSizeGreaterThan(100).allMatch(whole::contains);
    }
  }

  @ParameterizedTest
  @EnumSource(Fingerprints.Law.class)
  void anotherSoundHasOtherMarks(Fingerprints.Law law) {
    Set<Long> one = new HashSet<>(marks(law, Sounds.speech("hours", 8000).samples()));
    assertThat(marks(law, Sounds.speech("operator", 8000).samples())).noneMatch(one::contains);
    assertThat(marks(law, Sounds.gain(Sounds.speech("hours", 8000), -1).samples()).stream()
            .filter(one::contains)
            .count())
        .isLessThan(one.size() / 20);
  }

  @ParameterizedTest
  @EnumSource(Fingerprints.Law.class)
  void silenceHasNone(Fingerprints.Law law) {
    for (int value : new int[] {0, -1, 8, 32767}) {
      short[] steady = new short[16_000];
      Arrays.fill(steady, (short) value);
      assertThat(marks(law, steady)).isEmpty();
    }
  }

  @Test
  void aToneHasFewMarksAgainAndAgain() {
    List<Long> all =
        marks(Fingerprints.Law.MU_LAW, Sounds.tones(8000, 5000, -10, 1000).samples());
    assertThat(new HashSet<>(all)).hasSizeLessThan(8);
  }

  private static List<Long> marks(Fingerprints.Law law, short[] samples) {
    List<Long> marks = new ArrayList<>();
    new Fingerprints(law).take(samples, marks::add);
    return marks;
  }
}
