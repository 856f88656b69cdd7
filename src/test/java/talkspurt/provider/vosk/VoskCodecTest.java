package talkspurt.provider.vosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.OutsideTexts;
import talkspurt.fake.WellFormed;

class VoskCodecTest {

  @Test
  void whateverTextsItHoldsTheyAreWellFormed() {
    String any = "{?:?,'text':?,'alternatives':[{'text':?}],'x':[?]}";
    OutsideTexts.through(
        31, 20_000, texts -> WellFormed.assertAll(VoskCodec.decode(texts.json(any))));
  }

  @Test
  void theConfigurationNamesTheRateAndThePhrasesIfOnlyTheyAreWanted() {
    assertThat(VoskCodec.config(16_000, List.of()))
        .isEqualTo("{\"config\":{\"sample_rate\":16000,\"words\":false}}");
    assertThat(VoskCodec.config(8000, List.of("zwei \"drei\"")))
        .isEqualTo("{\"config\":{\"sample_rate\":8000,\"words\":false,"
            + "\"phrase_list\":[\"zwei \\\"drei\\\"\",\"[unk]\"]}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"partial\" : \"eins zwei\"} | eins zwei",
        "{\"partial\" : \"\"} | ``",
        "{\"partial\" : \"one [unk] two\", \"partial_result\" : []} | one two",
      })
  void aPartialAnswerIsRead(String text, String words) {
    assertThat(VoskCodec.decode(text)).isEqualTo(new VoskMessage.Partial(words));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"text\" : \"\"} | ``",
        "{\"result\" : [{\"conf\" : 1.0, \"end\" : 1.1, \"start\" : 0.8, \"word\" : \"zero\"}], \"text\" : \"zero\"} | zero",
        "{\"alternatives\" : [{\"confidence\" : 91.1, \"text\" : \"one\"}, {\"text\" : \"won\"}]} | one",
        "{\"text\" : \"[unk]\"} | ``",
      })
  void aSegmentIsRead(String text, String words) {
    assertThat(VoskCodec.decode(text)).isEqualTo(new VoskMessage.Segment(words));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "7", "null", "{\"text\": 7}", "{\"partial\": null}", "<a>"})
  void whatIsNoAnswerIsUnreadable(String text) {
    assertThat(VoskCodec.decode(text)).isEqualTo(new VoskMessage.Unreadable());
  }

  @Test
  void nothingThrows() {
    Random random = new Random(5);
    String letters = "{}[]\":,\\ptexrial01nu";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(24);
      for (int j = 0; j < length; j++) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      assertThat(VoskCodec.decode(text.toString())).isNotNull();
    }
  }
}
