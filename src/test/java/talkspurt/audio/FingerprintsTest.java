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

  /** Steady runs, silence, noise and speech, cut anywhere, against the definition. */
  @ParameterizedTest
  @EnumSource(Fingerprints.Law.class)
  void theMarksAreThoseOfTheLastThirtyTwoCodes(Fingerprints.Law law) {
    Random random = new Random(3);
    for (int round = 0; round < 30; round++) {
      short[] sound = patchwork(random);
      Fingerprints marks = new Fingerprints(law);
      List<Long> cut = new ArrayList<>();
      for (int at = 0; at < sound.length; ) {
        int to = Math.min(sound.length, at + random.nextInt(400));
        marks.take(Arrays.copyOfRange(sound, at, to), cut::add);
        at = to;
      }
      assertThat(cut).isNotEmpty().isEqualTo(defined(law, sound));
    }
  }

  private static short[] patchwork(Random random) {
    short[] speech = Sounds.speech("hours", 8000).samples();
    short[] sound = new short[4000];
    for (int at = 0; at < sound.length; ) {
      int to = Math.min(sound.length, at + 1 + random.nextInt(300));
      int kind = random.nextInt(4);
      short steady = (short) random.nextInt(-20, 20);
      int from = random.nextInt(speech.length - 300);
      for (int begin = at; at < to; at++) {
        sound[at] = switch (kind) {
          case 0 -> 0;
          case 1 -> steady;
          case 2 -> (short) random.nextInt(Short.MIN_VALUE, Short.MAX_VALUE + 1);
          default -> speech[from + at - begin];
        };
      }
    }
    return sound;
  }

  /** Each window's hash as a whole: by powers of the factor, one added to each code. */
  private static List<Long> defined(Fingerprints.Law law, short[] sound) {
    short[] rounded = new short[sound.length];
    for (int i = 0; i < sound.length; i++) {
      rounded[i] = (short) (sound[i] | (law == Fingerprints.Law.MU_LAW ? 3 : 7));
    }
    byte[] codes = law == Fingerprints.Law.MU_LAW ? G711.toMuLaw(rounded) : G711.toALaw(rounded);
    byte[] all = new byte[32 + codes.length];
    for (int i = 0; i < codes.length; i++) {
      boolean minusZero = law == Fingerprints.Law.MU_LAW && codes[i] == 0x7f;
      all[32 + i] = minusZero ? (byte) 0xff : codes[i];
    }
    List<Long> marks = new ArrayList<>();
    for (int end = 33; end <= all.length; end++) {
      long hash = 0;
      int changes = 0;
      for (int i = end - 32; i < end; i++) {
        hash = hash * 0x5DEECE66DL + (all[i] & 0xff) + 1;
        changes += i > end - 32 && all[i] != all[i - 1] ? 1 : 0;
      }
      long mark = hash * 0x9E3779B97F4A7C15L;
      if (mark >>> 58 == 0 && changes >= 8) {
        marks.add(mark);
      }
    }
    return marks;
  }
}
