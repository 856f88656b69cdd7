package talkspurt.provider.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.OutsideTexts;
import talkspurt.fake.WellFormed;

class ListenCodecTest {

  private static final String RESULTS =
      "{\"type\":\"Results\",\"channel_index\":[0,1],\"duration\":1.98,\"start\":5.99,"
          + "\"is_final\":true,\"speech_final\":true,\"from_finalize\":false,\"channel\":{"
          + "\"alternatives\":[{\"transcript\":\" good morning \",\"confidence\":0.99,\"words\":["
          + "{\"word\":\"good\",\"start\":6.1,\"end\":6.3,\"confidence\":0.9}]}]},"
          + "\"metadata\":{\"request_id\":\"1\"}}";

  @Test
  void whateverTextsItHoldsTheyAreWellFormed() {
    String any =
        "{'type':'Results',?:?,'start':0,'duration':1,'channel':{'alternatives':[{'transcript':?}]}}";
    OutsideTexts.through(
        32, 20_000, texts -> WellFormed.assertAll(ListenCodec.decode(texts.json(any))));
  }

  @Test
  void resultsAreRead() {
    assertThat(ListenCodec.decode(RESULTS))
        .isEqualTo(new ListenMessage.Results(5.99, 1.98, true, false, "good morning"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Metadata", "SpeechStarted", "UtteranceEnd", "Warning", "Novelty"})
  void whatIsNoMatterHereIsKnownByItsType(String type) {
    assertThat(ListenCodec.decode("{\"type\":\"" + type + "\",\"channel\":[0]}"))
        .isEqualTo(new ListenMessage.Other(type));
  }

  @Test
  void anErrorIsAFailure() {
    assertThat(ListenCodec.decode("{\"type\":\"Error\",\"description\":\"d\"}"))
        .isEqualTo(new ListenMessage.Failure());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "7",
        "{}",
        "{\"type\":\"Results\"}",
        "{\"type\":\"Results\",\"start\":-1,\"duration\":1}",
        "{\"type\":\"Results\",\"start\":0,\"duration\":1,\"channel\":{\"alternatives\":[]}}"
      })
  void whatIsNoMessageIsUnreadable(String text) {
    assertThat(ListenCodec.decode(text)).isEqualTo(new ListenMessage.Unreadable());
  }

  @Test
  void nothingThrowsWhereverItIsCutOrChanged() {
    Random random = new Random(7);
    for (int cut = 0; cut < RESULTS.length(); cut++) {
      assertThat(ListenCodec.decode(RESULTS.substring(0, cut)))
          .isEqualTo(new ListenMessage.Unreadable());
      StringBuilder changed = new StringBuilder(RESULTS);
      changed.setCharAt(cut, (char) (32 + random.nextInt(95)));
      assertThat(ListenCodec.decode(changed.toString())).isNotNull();
    }
  }
}
