package talkspurt.provider.stt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpokenAudioTest {

  @Test
  void whatIsNotSettledIsSentAgainAndWhatIsSettledIsNot() {
    SpokenAudio spoken = new SpokenAudio(1, 1000);
    spoken.add(new short[] {1, 2, 3, 4, 5});
    assertThat(spoken.take(3)).containsExactly(1, 2, 3);
    spoken.settle("one", 2);
    spoken.words("two");
    assertThat(spoken.words()).isEqualTo("one two");
    spoken.rewind();
    assertThat(spoken.words()).isEqualTo("one");
    assertThat(spoken.take(9)).containsExactly(3, 4, 5);
    spoken.settle("two", 1);
    spoken.rewind();
    assertThat(spoken.take(9)).containsExactly(4, 5);
    assertThat(spoken.words()).isEqualTo("one two");
  }

  @Test
  void itsEndIsToldOnceAConnectionAndAfterAllItsSound() {
    SpokenAudio spoken = new SpokenAudio(1, 1000);
    spoken.add(new short[] {1});
    spoken.end();
    assertThat(spoken.takeEnd()).isFalse();
    spoken.take(1);
    assertThat(spoken.takeEnd()).isTrue();
    assertThat(spoken.takeEnd()).isFalse();
    spoken.rewind();
    assertThat(spoken.takeEnd()).isFalse();
    spoken.take(1);
    assertThat(spoken.takeEnd()).isTrue();
  }

  @Test
  void moreThanIsToBeKeptIsForgottenFromItsBeginningOnceItWasSent() {
    SpokenAudio spoken = new SpokenAudio(1, 80);
    for (short i = 0; i < 100; i++) {
      spoken.add(new short[] {i});
    }
    assertThat(spoken.full()).isTrue();
    assertThat(spoken.take(60)).hasSize(60).startsWith((short) 0);
    spoken.add(new short[] {100});
    spoken.rewind();
    assertThat(spoken.take(200)).hasSize(80).startsWith((short) 21).endsWith((short) 100);
  }

  /** Whatever is settled and lost, each sample is settled once and in order. */
  @Test
  void nothingIsLostOrRepeated() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      SpokenAudio spoken = new SpokenAudio(1, 1_000_000);
      List<Short> settled = new ArrayList<>();
      List<Short> onConnection = new ArrayList<>();
      int covered = 0;
      short next = 0;
      for (int step = 0; step < 300; step++) {
        switch (random.nextInt(4)) {
          case 0 -> {
            short[] more = new short[random.nextInt(50)];
            for (int i = 0; i < more.length; i++) {
              more[i] = next++;
            }
            spoken.add(more);
          }
          case 1 -> {
            for (short sample : spoken.take(1 + random.nextInt(60))) {
              onConnection.add(sample);
            }
          }
          case 2 -> {
            int upTo = covered + random.nextInt(onConnection.size() - covered + 1);
            settled.addAll(onConnection.subList(covered, upTo));
            spoken.settle("", upTo);
            covered = upTo;
          }
          default -> {
            spoken.rewind();
            onConnection.clear();
            covered = 0;
          }
        }
      }
      for (int i = 0; i < settled.size(); i++) {
        assertThat(settled.get(i)).isEqualTo((short) i);
      }
    }
  }
}
