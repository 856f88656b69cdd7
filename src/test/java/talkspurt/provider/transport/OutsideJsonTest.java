package talkspurt.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import talkspurt.fake.OutsideTexts;
import talkspurt.text.OutsideText;

class OutsideJsonTest {

  @Test
  void textsAndNamesAreRepairedHoweverDeep() throws JsonProcessingException {
    String json = "{\"a\\u0000\":[\"\\u0000\",{\"b\":\"\\udd8a\\u202e\"}],\"c\":[1,null,true]}";
    assertThat(OutsideJson.read(json).toString())
        .isEqualTo("{\"a\ufffd\":[\"\ufffd\",{\"b\":\"\ufffd\ufffd\"}],\"c\":[1,null,true]}");
  }

  @Test
  void whatIsNoJsonIsTold() {
    assertThatThrownBy(() -> OutsideJson.read("{")).isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> OutsideJson.read("{\"\\ud83d\":1}"))
        .isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> OutsideJson.read("[".repeat(100_000)))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void anyTextIsReadOrRefused() {
    OutsideTexts.through(16, 200_000, texts -> {
      String text = texts.next();
      try {
        String read = OutsideJson.read("{\"x\":\"" + text + "\"}").path("x").asText();
        assertThat(OutsideText.isWellFormed(read)).isTrue();
      } catch (JsonProcessingException refused) {
        assertThat(refused).hasMessageContaining("");
      }
    });
  }
}
