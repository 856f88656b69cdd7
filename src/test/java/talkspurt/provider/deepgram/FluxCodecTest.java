package talkspurt.provider.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import talkspurt.fake.OutsideTexts;
import talkspurt.fake.WellFormed;

class FluxCodecTest {

  private static final String TURN =
      "{\"type\":\"TurnInfo\",\"request_id\":\"r\",\"sequence_id\":7,\"event\":\"EndOfTurn\","
          + "\"turn_index\":3,\"audio_window_start\":1.2,\"audio_window_end\":2.4,"
          + "\"transcript\":\"good morning\",\"words\":[{\"word\":\"good\",\"confidence\":0.9}],"
          + "\"end_of_turn_confidence\":0.8}";

  @Test
  void whateverTextsItHoldsTheyAreWellFormed() {
    String any =
        "{'type':'TurnInfo','turn_index':1,'audio_window_end':1,'transcript':?,'event':?,?:?}";
    OutsideTexts.through(
        33, 20_000, texts -> WellFormed.assertAll(FluxCodec.decode(texts.json(any))));
  }

  @Test
  void aTurnIsRead() {
    assertThat(FluxCodec.decode(TURN))
        .isEqualTo(new FluxMessage.Turn(3, 2.4, true, "good morning"));
    assertThat(FluxCodec.decode(TURN.replace("EndOfTurn", "EagerEndOfTurn")))
        .isEqualTo(new FluxMessage.Turn(3, 2.4, false, "good morning"));
  }

  @Test
  void otherMessagesAreKnownByTheirType() {
    assertThat(FluxCodec.decode("{\"type\":\"Connected\",\"sequence_id\":0}"))
        .isEqualTo(new FluxMessage.Other("Connected"));
    assertThat(FluxCodec.decode("{\"type\":\"Error\",\"code\":\"x\"}"))
        .isEqualTo(new FluxMessage.Failure());
    assertThat(FluxCodec.decode("{\"type\":\"TurnInfo\",\"turn_index\":\"a\"}"))
        .isEqualTo(new FluxMessage.Unreadable());
  }

  @Test
  void nothingThrowsWhereverItIsCutOrChanged() {
    Random random = new Random(9);
    for (int cut = 0; cut < TURN.length(); cut++) {
      assertThat(FluxCodec.decode(TURN.substring(0, cut))).isEqualTo(new FluxMessage.Unreadable());
      StringBuilder changed = new StringBuilder(TURN);
      changed.setCharAt(cut, (char) (32 + random.nextInt(95)));
      assertThat(FluxCodec.decode(changed.toString())).isNotNull();
    }
  }
}
