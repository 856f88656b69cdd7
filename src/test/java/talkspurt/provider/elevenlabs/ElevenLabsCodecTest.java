package talkspurt.provider.elevenlabs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.OutsideTexts;
import talkspurt.fake.WellFormed;

class ElevenLabsCodecTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"contextId\":\"s1\",\"isFinal\":true}",
        "{\"contextId\":\"s1\",\"is_final\":true}",
        "{\"context_id\":\"s1\",\"isFinal\":null,\"is_final\":true,\"audio\":null}"
      })
  void theLastMessageIsKnownByEitherSpelling(String message) {
    assertThat(audio(message).last()).isTrue();
  }

  @Test
  void whateverTextsItHoldsTheyAreWellFormed() {
    String any =
        "{'contextId':?,'audio':'AAAA',?:?,'alignment':{'chars':[?,?],'charStartTimesMs':[0,1],'charDurationsMs':[1,?]}}";
    OutsideTexts.through(
        34, 20_000, texts -> WellFormed.assertAll(ElevenLabsCodec.decode(texts.json(any))));
  }

  @Test
  void soundIsNotTheLastMessage() {
    assertThat(
            audio("{\"contextId\":\"s1\",\"audio\":\"AAA=\",\"isFinal\":null}").last())
        .isFalse();
  }

  private static ElevenLabsMessage.Audio audio(String message) {
    return (ElevenLabsMessage.Audio) ElevenLabsCodec.decode(message);
  }
}
