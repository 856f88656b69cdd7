package talkspurt.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.control.LiveSound;

class ListenedLineTest {

  private static final UUID CALL = UUID.randomUUID();

  private final List<LiveSound> heard = new ArrayList<>();
  private boolean followed = true;
  private final ListenedLine line = new ListenedLine(new Listeners() {
    @Override
    public boolean followed(UUID callId) {
      return followed && callId.equals(CALL);
    }

    @Override
    public void heard(UUID callId, LiveSound piece) {
      heard.add(piece);
    }
  });

  private void hear(int rateHz, int caller, int bot, boolean secret) {
    line.hear(frame(rateHz, caller), frame(rateHz, bot), secret);
  }

  private static AudioFrame frame(int rateHz, int value) {
    AudioFrame frame = AudioFrame.silence(rateHz);
    java.util.Arrays.fill(frame.samples(), (short) value);
    return frame;
  }

  private static List<Integer> track(LiveSound piece, int which) {
    ByteBuffer bytes = ByteBuffer.wrap(piece.stereo()).order(ByteOrder.LITTLE_ENDIAN);
    List<Integer> first = new ArrayList<>();
    int frame = piece.rateHz() / 50;
    for (int at = which; at < bytes.capacity() / 2; at += 2 * frame) {
      first.add((int) bytes.getShort(2 * at));
    }
    return first;
  }

  @Test
  void fiveFramesOfBothTracksAreAPiece() {
    line.brings(CALL);
    for (int i = 1; i <= 12; i++) {
      hear(8000, i, -i, false);
    }
    assertThat(heard).hasSize(2);
    assertThat(heard.get(0).rateHz()).isEqualTo(8000);
    assertThat(heard.get(0).stereo()).hasSize(5 * 2 * 2 * 160);
    assertThat(track(heard.get(0), 0)).containsExactly(1, 2, 3, 4, 5);
    assertThat(track(heard.get(1), 1)).containsExactly(-6, -7, -8, -9, -10);
  }

  @Test
  void aSecretIsSilence() {
    line.brings(CALL);
    for (int i = 1; i <= 5; i++) {
      hear(8000, i, i, i == 2);
    }
    assertThat(track(heard.get(0), 0)).containsExactly(1, 0, 3, 4, 5);
    assertThat(track(heard.get(0), 1)).containsExactly(1, 0, 3, 4, 5);
  }

  @Test
  void nothingIsKeptForWhoIsNotThere() {
    for (int i = 0; i < 10; i++) {
      hear(8000, 1, 1, false);
    }
    line.brings(CALL);
    hear(8000, 2, 2, false);
    followed = false;
    hear(8000, 3, 3, false);
    followed = true;
    for (int i = 4; i <= 8; i++) {
      hear(8000, i, i, false);
    }
    assertThat(heard).hasSize(1);
    assertThat(track(heard.get(0), 0)).containsExactly(4, 5, 6, 7, 8);
  }

  @Test
  void anotherRateBeginsAnotherPiece() {
    line.brings(CALL);
    hear(8000, 1, 1, false);
    for (int i = 2; i <= 6; i++) {
      hear(16000, i, i, false);
    }
    assertThat(heard).hasSize(1);
    assertThat(heard.get(0).rateHz()).isEqualTo(16000);
    assertThat(track(heard.get(0), 0)).containsExactly(2, 3, 4, 5, 6);
  }
}
