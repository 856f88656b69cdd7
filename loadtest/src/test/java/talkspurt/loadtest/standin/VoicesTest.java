package talkspurt.loadtest.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import talkspurt.loadtest.Sound;

class VoicesTest {
  private final Voices voices = new Voices();

  @Test
  void aTextIsMadeOnceForEachRate() {
    Sound low = voices.at("Hello.", 8_000);
    Sound high = voices.at("Hello.", 24_000);
    assertEquals(8_000, low.rateHz());
    assertEquals(24_000, high.rateHz());
    assertSame(low, voices.at(" Hello. ", 8_000));
    assertEquals(List.of("Hello."), voices.spoken().stream().map(Whisper::text).toList());
  }

  @Test
  void aTextMayTakeMinutes() {
    Whisper whisper = voices.of("four ".repeat(400));
    assertEquals(143_150, whisper.words().get(399).toMs());
    assertEquals(143_200 * 16, whisper.sound().samples().length);
  }
}
