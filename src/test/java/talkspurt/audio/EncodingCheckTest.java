package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import talkspurt.audio.EncodingCheck.Reading;
import talkspurt.fake.Sounds;

class EncodingCheckTest {

  private static final short[] SPEECH = Sounds.speech("hours", 8000).samples();

  @ParameterizedTest
  @EnumSource(Reading.class)
  void whatIsWrittenInOneWayIsFoundToBeThat(Reading written) {
    EncodingCheck check =
        new EncodingCheck(written == Reading.MU_LAW ? Reading.A_LAW : Reading.MU_LAW);
    for (int from = 0; from + 320 <= SPEECH.length; from += 320) {
      check.hear(new AudioFrame(8000, written(written, from, 320)));
    }
    assertThat(check.better(100)).hasValue(written);
    assertThat(check.better(60_000)).isEmpty();
  }

  /** What is said of any sound is what each reading, written out in full, comes to. */
  @ParameterizedTest
  @EnumSource(Reading.class)
  void eachReadingIsJudgedAsIfItStoodThereInFull(Reading announced) {
    Random random = new Random(announced.ordinal());
    Reading[] readings = Reading.values();
    for (int round = 0; round < 100; round++) {
      EncodingCheck check = new EncodingCheck(announced);
      WrittenOut reference = new WrittenOut(announced);
      Reading usual = readings[random.nextInt(readings.length)];
      for (int piece = 0; piece < 60; piece++) {
        Reading now = random.nextInt(5) == 0 ? readings[random.nextInt(readings.length)] : usual;
        int length = 2 * random.nextInt(15, 250);
        AudioFrame sound = new AudioFrame(
            random.nextBoolean() ? 8000 : 24_000,
            written(now, random.nextInt(SPEECH.length - 500), length));
        check.hear(sound);
        reference.hear(sound);
        for (int ms : new int[] {1, 20, 60, 200}) {
          assertThat(check.better(ms)).isEqualTo(reference.better(ms));
        }
      }
    }
  }

  /** Speech of so many samples in this encoding, as linear samples of its bytes. */
  private static short[] written(Reading as, int from, int length) {
    short[] speech = new short[length];
    System.arraycopy(SPEECH, from, speech, 0, length);
    return switch (as) {
      case AS_RECEIVED -> speech;
      case BYTES_SWAPPED -> swapped(speech);
      case MU_LAW -> Pcm16.read(G711.toMuLaw(speech), 0, length / 2);
      case A_LAW -> Pcm16.read(G711.toALaw(speech), 0, length / 2);
    };
  }

  private static short[] swapped(short[] samples) {
    short[] swapped = new short[samples.length];
    for (int i = 0; i < samples.length; i++) {
      swapped[i] = Short.reverseBytes(samples[i]);
    }
    return swapped;
  }

  private static final class WrittenOut {

    private final Map<Reading, Double> wrongMs = new EnumMap<>(Reading.class);
    private final Reading announced;

    WrittenOut(Reading announced) {
      this.announced = announced;
    }

    void hear(AudioFrame piece) {
      short[] samples = piece.samples();
      double asReceived = samples.length < 40 ? Double.MAX_VALUE : roughness(announced, samples);
      if (asReceived == Double.MAX_VALUE) {
        return;
      }
      double ms = samples.length * 1000.0 / piece.rateHz();
      Reading best = null;
      double least = Double.MAX_VALUE;
      for (Reading other : Reading.values()) {
        double roughness = other == announced ? Double.MAX_VALUE : roughness(other, samples);
        if (roughness < least) {
          least = roughness;
          best = other;
        }
      }
      if (asReceived > 0.3 && least < 0.6 && least < asReceived * 0.35) {
        wrongMs.merge(best, ms, Double::sum);
      } else if (asReceived < 0.6 && asReceived < least * 0.35) {
        wrongMs.replaceAll((reading, wrong) -> Math.max(0, wrong - 3 * ms));
      }
    }

    Optional<Reading> better(long ms) {
      return wrongMs.entrySet().stream()
          .filter(entry -> entry.getValue() >= ms)
          .max(Map.Entry.comparingByValue())
          .map(Map.Entry::getKey);
    }

    private static double roughness(Reading reading, short[] samples) {
      byte[] bytes = new byte[2 * samples.length];
      Pcm16.write(samples, bytes, 0);
      short[] read = switch (reading) {
        case AS_RECEIVED -> samples;
        case BYTES_SWAPPED -> swapped(samples);
        case MU_LAW -> G711.fromMuLaw(bytes);
        case A_LAW -> G711.fromALaw(bytes);
      };
      double mean = 0;
      for (short sample : read) {
        mean += sample;
      }
      mean /= read.length;
      double energy = 0;
      double steps = 0;
      double before = read[0];
      for (short sample : read) {
        energy += (sample - mean) * (sample - mean);
        steps += (sample - before) * (sample - before);
        before = sample;
      }
      return energy < 100 * 100 * read.length ? Double.MAX_VALUE : steps / energy;
    }
  }
}
