package talkspurt.media.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.media.playout.TtsPiece;

class BotQueueTest {

  @Test
  void givesBackWhatWasAddedInShortPiecesAndInOrder() {
    Random random = new Random(1);
    BotQueue queue = new BotQueue(60_000);
    List<Short> added = new ArrayList<>();
    for (int n = 0; n < 200; n++) {
      short[] sound = new short[1 + random.nextInt(2000)];
      for (int i = 0; i < sound.length; i++) {
        sound[i] = (short) random.nextInt();
        added.add(sound[i]);
      }
      queue.add(new AudioFrame(8000, sound));
    }
    List<Short> taken = new ArrayList<>();
    while (!queue.empty()) {
      AudioFrame piece = ((TtsPiece.Sound) queue.take()).frame();
      assertThat(piece.durationMs()).isLessThanOrEqualTo(100);
      for (short sample : piece.samples()) {
        taken.add(sample);
      }
    }
    assertThat(taken).isEqualTo(added);
  }

  @Test
  void isFullByTimeWhateverTheRate() {
    for (int rateHz : new int[] {8000, 24000, 44100}) {
      BotQueue queue = new BotQueue(1000);
      for (int ms = 0; ms < 1000; ms += 20) {
        assertThat(queue.full()).isFalse();
        queue.add(AudioFrame.silence(rateHz));
      }
      assertThat(queue.full()).isTrue();
      queue.take();
      assertThat(queue.full()).isFalse();
      queue.clear();
      assertThat(queue.empty()).isTrue();
    }
  }

  @Test
  void isFullByCountWhateverTheTime() {
    BotQueue queue = new BotQueue(1000);
    for (int n = 0; n < 50_000; n++) {
      assertThat(queue.full()).isFalse();
      queue.add(new TtsPiece.Mark("again"));
    }
    assertThat(queue.full()).isTrue();
  }
}
